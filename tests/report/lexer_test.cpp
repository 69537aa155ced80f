#include <benchdiff/report/lexer.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Kind = Token::Kind;

Token only_key(std::string_view query) {
  Lexer lexer(query);
  Token token = lexer.next_key();
  EXPECT_EQ(lexer.next_key().kind, Kind::end) << query;
  return token;
}

Token only_value(std::string_view query) {
  Lexer lexer(query);
  Token token = lexer.next_value();
  EXPECT_EQ(lexer.next_value().kind, Kind::end) << query;
  return token;
}

std::vector<std::string> texts(std::string_view query) {
  Lexer lexer(query);
  std::vector<std::string> texts;
  for (Token token = lexer.next_key(); token.kind != Kind::end; token = lexer.next_key()) {
    texts.push_back(token.text);
  }
  return texts;
}

void expect_value_error(std::string_view query, std::string_view message, std::size_t offset) {
  SCOPED_TRACE(query);
  expect_query_error([&] { (void)Lexer(query).next_value(); }, message, offset);
}

using Texts = std::vector<std::string>;

TEST(Lexer, KeepsOperatorsInsideOfBareWords) {
  for (const char* word : {"a-b", "a*b", "x/y", "/size", ".name", "a\"b\"", "ANDY", "or", "ÄÖ-ü"}) {
    EXPECT_EQ(only_key(word).kind, Kind::word) << word;
    EXPECT_EQ(only_key(word).text, word);
  }
}

TEST(Lexer, EndsBareWordsAtPunctuationAndWhiteSpace) {
  EXPECT_EQ(texts("a:b"), (Texts{"a", ":", "b"}));
  EXPECT_EQ(texts("a@(b c),d"), (Texts{"a", "@", "(", "b", "c", ")", ",", "d"}));
  EXPECT_EQ(texts("a\tb\nc\vd\re"), (Texts{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(texts("a\u00a0b\u2003c\u3000d"), (Texts{"a", "b", "c", "d"}));
  EXPECT_EQ(texts("-*a"), (Texts{"-", "*", "a"}));
  EXPECT_EQ(texts(" \u2003 "), Texts{});
}

TEST(Lexer, KnowsAndAndOrOnlyBareAndAsWholeWords) {
  EXPECT_EQ(only_key("AND").kind, Kind::and_word);
  EXPECT_EQ(only_key("OR").kind, Kind::or_word);
  EXPECT_EQ(only_value("OR").kind, Kind::or_word);
  EXPECT_FALSE(only_value("OR").is_value());
  EXPECT_EQ(only_key("\"AND\"").kind, Kind::word);
  EXPECT_EQ(only_key("And").kind, Kind::word);
  EXPECT_EQ(only_key("AND-").kind, Kind::word);
}

TEST(Lexer, TellsWhereTokensBegin) {
  Lexer lexer("  é:\"x y\" (");
  EXPECT_EQ(lexer.next_key().offset, 2U);
  EXPECT_EQ(lexer.next_key().offset, 4U);
  EXPECT_EQ(lexer.next_value().offset, 5U);
  EXPECT_EQ(lexer.next_key().offset, 11U);
  const Token end = lexer.next_key();
  EXPECT_EQ(end.kind, Kind::end);
  EXPECT_EQ(end.offset, 12U);
}

TEST(Lexer, PeeksWithoutTaking) {
  Lexer lexer("a b");
  EXPECT_EQ(lexer.peek_key().text, "a");
  EXPECT_EQ(lexer.peek_key().text, "a");
  EXPECT_EQ(lexer.next_key().text, "a");
  EXPECT_EQ(lexer.peek_key().text, "b");
  EXPECT_EQ(lexer.next_key().text, "b");
  EXPECT_EQ(lexer.peek_key().kind, Kind::end);
}

TEST(Lexer, GoesOnSayingThatItIsAtTheEnd) {
  Lexer lexer("");
  EXPECT_EQ(lexer.next_key().kind, Kind::end);
  EXPECT_EQ(lexer.next_value().kind, Kind::end);
  EXPECT_EQ(lexer.next_key().offset, 0U);
}

TEST(Lexer, UndoesTheEscapesOfGo) {
  EXPECT_EQ(only_key(R"("")").text, "");
  EXPECT_EQ(only_key(R"("a b(c):@,-*/")").text, "a b(c):@,-*/");
  EXPECT_EQ(only_key(R"("\a\b\f\n\r\t\v")").text, "\a\b\f\n\r\t\v");
  EXPECT_EQ(only_key(R"("a\"b")").text, "a\"b");
  EXPECT_EQ(only_key(R"("\x41\101\u00e9\u2603\U0001F600")").text, "AAé☃😀");
  EXPECT_EQ(only_key(R"("\x00")").text, std::string(1, '\0'));
  EXPECT_EQ(only_key(R"("\377\xff")").text, "\xff\xff");
  EXPECT_EQ(only_key("\"é☃\"").text, "é☃");
}

TEST(Lexer, EndsAQuotedWordBehindAnEscapedBackslash) {
  // The reference implementation takes the last quote for an escaped one.
  EXPECT_EQ(only_key(R"("a\\")").text, "a\\");
  EXPECT_EQ(only_key(R"("\\\"")").text, "\\\"");
  EXPECT_EQ(texts(R"("a\\" b)"), (Texts{"a\\", "b"}));
}

TEST(Lexer, RefusesBadEscapesAtTheWord) {
  for (const char* word :
       {R"("\z")", R"("\'")", R"("\x4")", R"("\xg0")", R"("\u12")", R"("\400")", R"("\08")",
        R"("\1")", R"("\ud800")", R"("\U00110000")", R"("\u+123")", R"("\U-0000001")", R"("\x")"}) {
    expect_value_error(word, "bad escape sequence", 0);
  }
  expect_value_error(R"(  "ok \q")", "bad escape sequence", 2);
}

TEST(Lexer, RefusesQuotesThatStayOpen) {
  for (const char* word : {"\"", "\"a", "\"a\\\"", "\"a\\", "\"\\\\\\"}) {
    expect_value_error(word, "missing end quote", 0);
  }
}

TEST(Lexer, ReadsRegexpsOnlyWhereAValueStands) {
  EXPECT_EQ(only_key("/a/").kind, Kind::word);
  const Token token = only_value("/a.b/");
  EXPECT_EQ(token.kind, Kind::regexp);
  EXPECT_EQ(token.text, "a.b");
  ASSERT_NE(token.regexp, nullptr);
  EXPECT_TRUE(re2::RE2::PartialMatch("xxacbxx", *token.regexp));
  EXPECT_FALSE(re2::RE2::PartialMatch("ab", *token.regexp));
  EXPECT_TRUE(token.is_value());
  EXPECT_EQ(only_value("a/b/").kind, Kind::word);
  EXPECT_EQ(only_value("\"/a/\"").kind, Kind::word);
  EXPECT_EQ(only_value("//").text, "");
}

TEST(Lexer, EndsARegexpAtTheFirstSlashOutsideOfBracketsAndParentheses) {
  EXPECT_EQ(only_value(R"(/b[/](/)\\/)").text, R"(b[/](/)\\)");
  EXPECT_EQ(only_value(R"(/a\/b/)").text, R"(a\/b)");
  EXPECT_EQ(only_value(R"(/[(]/)").text, "[(]");
  EXPECT_EQ(only_value(R"(/\(/)").text, R"(\()");
  EXPECT_EQ(only_value(R"(/\[/)").text, R"(\[)");
  EXPECT_EQ(only_value(R"(/(a|(b/c))/)").text, "(a|(b/c))");
  EXPECT_EQ(only_value(R"(/]/)").text, "]");
}

TEST(Lexer, KnowsCharacterClassesWithNames) {
  EXPECT_EQ(only_value("/[[:alpha:]]/").text, "[[:alpha:]]");
  EXPECT_EQ(only_value("/[[:alpha:]/]/").text, "[[:alpha:]/]");
  EXPECT_EQ(only_value("/[[:alpha:](]/").text, "[[:alpha:](]");
  EXPECT_EQ(only_value("/]][[:alpha:]]/").text, "]][[:alpha:]]");
  expect_value_error("/[[]/", "missing close \"/\"", 0);
}

TEST(Lexer, WantsASpaceOrAnOperatorBehindARegexp) {
  for (const char* query : {"/b/", "/b/ x", "/b/\tx", "/b/)", "/b/(", "/b/,", "/b/-x", "/b/*",
                            "/b/:", "/b/@", "/b/\u2003x"}) {
    Lexer lexer(query);
    EXPECT_EQ(lexer.next_value().text, "b") << query;
  }
  constexpr std::string_view message =
      "regexp must be followed by space or an operator (unescaped \"/\"?)";
  expect_value_error("/b/c", message, 3);
  expect_value_error("/b//", message, 3);
  expect_value_error("/b/\"", message, 3);
}

TEST(Lexer, RefusesRegexpsThatStayOpen) {
  for (const char* query : {"/", "/b", "/b\\/", "/b\\", "/(b/", "/[b/", "/)b/"}) {
    expect_value_error(query, "missing close \"/\"", 0);
  }
}

TEST(Lexer, SaysWhatIsWrongWithARegexp) {
  for (const char* query : {"/*/", "/(?Z)/", "/a{1001}/", "/[[:foo:]]/", "/\\8/", "/(?=a)/"}) {
    try {
      (void)Lexer(query).next_value();
      ADD_FAILURE() << "no error: " << query;
    } catch (const QueryError& error) {
      EXPECT_TRUE(error.message().starts_with("error parsing regexp: ")) << error.message();
      EXPECT_GT(error.message().size(), std::string_view("error parsing regexp: ").size());
      EXPECT_EQ(error.offset(), 0U);
    }
  }
}

TEST(Lexer, SurvivesRegexpsThatWouldTakeTooMuchMemory) {
  for (const std::string& body :
       {std::string("((a{100}){100}){100}"), std::string("(((((x{9}){9}){9}){9}){9}){9}"),
        std::string(5000, '(') + "a" + std::string(5000, ')'),
        std::string("[^a]{1000}[^b]{1000}[^c]{1000}")}) {
    const std::string query = "/" + body + "/";
    try {
      (void)Lexer(query).next_value();
    } catch (const QueryError& error) {
      EXPECT_TRUE(error.message().starts_with("error parsing regexp: ")) << error.message();
    }
  }
}

TEST(Lexer, SurvivesAnyBytes) {
  for (int a = 0; a < 256; ++a) {
    for (const char b : {'\0', '"', '/', '\\', '\x80', 'x'}) {
      const std::string query{static_cast<char>(a), b, static_cast<char>(a)};
      try {
        Lexer lexer(query);
        while (lexer.next_value().kind != Kind::end) {
        }
      } catch (const QueryError& error) {
        EXPECT_LE(error.offset(), query.size());
      }
    }
  }
}

}  // namespace
}  // namespace benchdiff::report

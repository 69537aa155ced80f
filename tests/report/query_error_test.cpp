#include <benchdiff/report/query_error.h>

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include <benchdiff/report/filter.h>
#include <benchdiff/report/projection.h>

namespace benchdiff::report {
namespace {

std::string what_filter(std::string_view expression) {
  try {
    const Filter filter(expression);
    return "no error";
  } catch (const QueryError& error) {
    return error.what();
  }
}

std::string what_projection(std::string_view expression) {
  try {
    (void)parse_projection(expression);
    return "no error";
  } catch (const QueryError& error) {
    return error.what();
  }
}

bool has_control_byte(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

TEST(QueryError, ShowsTheQueryAndACaretUnderThePlace) {
  const QueryError error("a,,b", 2, "expected key");
  EXPECT_STREQ(error.what(), "syntax error: expected key\n\ta,,b\n\t  ^");
  EXPECT_EQ(error.message(), "expected key");
  EXPECT_EQ(error.offset(), 2U);
  EXPECT_EQ(what_projection("a,,b"), error.what());
}

TEST(QueryError, PointsBehindTheEnd) {
  EXPECT_EQ(what_filter("(a:b"), "syntax error: missing \")\"\n\t(a:b\n\t    ^");
  EXPECT_EQ(what_filter(""), "syntax error: expected key:value or subexpression\n\t\n\t^");
}

TEST(QueryError, CountsCharactersAndNotBytes) {
  EXPECT_EQ(what_filter("é☃:ü b"), "syntax error: expected key:value\n\té☃:ü b\n\t     ^");
}

TEST(QueryError, ShowsTheQueryInOneLine) {
  EXPECT_EQ(what_filter("a:b\n\tc"), "syntax error: expected key:value\n\ta:b  c\n\t     ^");
}

TEST(QueryError, IsOfNoOptionUntilOneIsSet) {
  QueryError error("x", 0, "wrong");
  EXPECT_EQ(error.option(), "");
  error.set_option("row");
  EXPECT_EQ(error.option(), "row");
}

TEST(QueryError, PutsTheCaretUnderThePlaceWhateverStandsBeforeIt) {
  EXPECT_EQ(what_filter("a\x1b:b c"),
            "syntax error: expected key:value\n\ta\\x1b:b c\n\t        ^");
  EXPECT_EQ(what_filter("漢字:b c"), "syntax error: expected key:value\n\t漢字:b c\n\t       ^");
  EXPECT_EQ(what_filter("e\u0301:b c"), "syntax error: expected key:value\n\te\u0301:b c\n\t    ^");
}

TEST(QueryError, LetsNoControlCharacterThrough) {
  EXPECT_FALSE(has_control_byte(what_filter("a \x1b[2J\x7f")));
  EXPECT_FALSE(has_control_byte(what_filter("a:\x1b]0;x\a")));
  EXPECT_FALSE(has_control_byte(what_filter("a:b\x1b c")));
}

TEST(QueryError, LetsNoControlCharacterThroughInItsMessage) {
  EXPECT_FALSE(has_control_byte(what_projection("a@\x1b[2J")));
  EXPECT_FALSE(has_control_byte(what_projection("a@\"\\x1b[2J\"")));
  EXPECT_FALSE(has_control_byte(what_filter("a:/(\x1b[2J/)+[/")));
  EXPECT_FALSE(has_control_byte(what_filter("a:/\\\x1b/")));
}

TEST(QueryError, LetsNoC1ControlThrough) {
  // U+009B begins an escape sequence as ESC [ does.
  EXPECT_EQ(what_filter("a \u009b2J").find("\u009b"), std::string::npos);
  EXPECT_EQ(what_filter("a \u202e").find("\u202e"), std::string::npos);
}

}  // namespace
}  // namespace benchdiff::report

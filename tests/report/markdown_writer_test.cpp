#include <benchdiff/report/markdown_writer.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Place = MarkdownWriter::Place;

std::string code(std::string_view text, Place place = Place::line, std::size_t most = 100) {
  std::string out;
  MarkdownWriter(out, place).code(text, most);
  return out;
}

std::string words(std::string_view text, std::size_t most = 1000) {
  std::string out = "so: ";  // within a line
  MarkdownWriter(out, Place::line).words(text, most);
  return out.substr(4);
}

std::string line_of(std::string_view text) {
  std::string out;
  MarkdownWriter(out, Place::line).words(text, 1000);
  return out;
}

TEST(MarkdownCode, IsASpan) {
  EXPECT_EQ(code("Encode/size=10-8"), "`Encode/size=10-8`");
  EXPECT_EQ(code("@bob #1 <b> *x* & http://e.com"), "`@bob #1 <b> *x* & http://e.com`");
  EXPECT_EQ(code(""), "(none)");
}

TEST(MarkdownCode, HasALongerFenceThanAnyRunOfBackticks) {
  EXPECT_EQ(code("a`b"), "``a`b``");
  EXPECT_EQ(code("a``b`c"), "```a``b`c```");
  EXPECT_EQ(code("`"), "`` ` ``");
  EXPECT_EQ(code("a`"), "`` a` ``");
}

// Readers end a span that begins with more than 80 backticks wherever they like.
TEST(MarkdownCode, HasNoFenceThatAReaderWouldNotTake) {
  const std::string eight(8, '`');
  EXPECT_EQ(code("a" + eight + "b"), "`" + eight + "a" + eight + "b`" + eight);
  std::string escaped;
  for (int i = 0; i < 9; ++i) escaped += "\\x60";
  EXPECT_EQ(code(eight + "`"), "`" + escaped + "`");
  EXPECT_EQ(code("`a" + eight + "`b`"), "`\\x60a" + escaped + "b\\x60`");
  EXPECT_EQ(code("a|" + eight + "`", Place::cell), "`a\\|" + escaped + "`");
  const std::string evil = "X/" + std::string(81, '`') + "@octocat![i](//e.example/i)";
  const std::string written = code(evil, Place::line, 1000);
  EXPECT_EQ(written.find('`', 1), written.size() - 1) << written;
  const std::string word = words("look at " + evil);
  EXPECT_TRUE(word.ends_with("\\x60@octocat![i](//e.example/i`)")) << word;
}

TEST(MarkdownCode, KeepsBlanksAtBothEnds) {
  EXPECT_EQ(code(" a "), "`  a  `");
  EXPECT_EQ(code(" a"), "` a`");
}

TEST(MarkdownCode, EndsNoCellOfATable) {
  EXPECT_EQ(code("a|b||"), "`a|b||`") << "no table";
  EXPECT_EQ(code("a|b||", Place::cell), "`a\\|b\\|\\|`");
  EXPECT_EQ(code("a\\|b\\", Place::cell), "`a\\\\x7cb\\`");
  EXPECT_EQ(code("a\\\\|b", Place::cell), "`a\\\\\\x7cb`");
}

TEST(MarkdownCode, IsPrintableAndOfOneLine) {
  EXPECT_EQ(code("a\nb\x1b[2J\u202e\xff"), "`a\\x0ab\\x1b[2J\\u202e\\xff`");
}

TEST(MarkdownCode, LosesItsMiddle) {
  EXPECT_EQ(code(std::string(10000, 'x'), Place::line, 9), "`xxx…xxx`");
}

TEST(MarkdownWords, LeavesAloneWhatMeansNothing) {
  for (const std::string_view text :
       {"look at Encode (sec/op +22.3%) first, the worst of 4; some 96 runs", "cpu: a → b",
        "10+10 runs", "162.5µs ± 23%", "p = 1e-05", "-17.4%", "Mann-Whitney", "data/demo/old.txt",
        "both sides' runs", "is that so?", "∞", "8-10+10 runs", "≥10"}) {
    EXPECT_EQ(words(text), text);
  }
}

TEST(MarkdownWords, PutsIntoSpansWhatMightMeanSomething) {
  for (const std::string_view text : {"@bob",
                                      "@org/team",
                                      "#123",
                                      "GH-123",
                                      "org/repo#1",
                                      "!5",
                                      "%12",
                                      "~12",
                                      "$12",
                                      "&5",
                                      "^5",
                                      "http://e.com",
                                      "https://e.com/a",
                                      "www.e.com",
                                      "WWW.e.com",
                                      "a@b.com",
                                      "mailto:a",
                                      "*a*",
                                      "_a_",
                                      "a_b",
                                      "~~a~~",
                                      "a&amp;b",
                                      "a\\",
                                      "a|b",
                                      "<b>x</b>",
                                      "a](b)c",
                                      "x![a](b)c",
                                      ":tada:x",
                                      "0123abcdef",
                                      "1234567",
                                      "0a/b_c"}) {
    const std::string written = words(text);
    EXPECT_EQ(written.find('`'), 0U) << text << " as " << written;
  }
}

TEST(MarkdownWords, MakeNoImageAndNoReferenceOfAMark) {
  EXPECT_EQ(words("!5"), "`!5`");
  EXPECT_EQ(words("![a](b)"), "`![a](b`)");
  EXPECT_EQ(words("-- a"), "-- a") << "within a line";
}

TEST(MarkdownWords, LeavesPunctuationOutsideOfSpans) {
  EXPECT_EQ(words("look at a_b (c_d), e_f; and g_h."), "look at `a_b` (`c_d`), `e_f`; and `g_h`.");
}

TEST(MarkdownWords, EscapesWhatMayStandAlone) {
  EXPECT_EQ(words("[-1%, +2%]"), "\\[-1%, +2%\\]");
  EXPECT_EQ(words("p <= 0.05"), "p &lt;= 0.05");
  EXPECT_EQ(words("x!"), "x\\!");
}

TEST(MarkdownWords, BeginNoListNoQuoteAndNoHeading) {
  for (const std::string_view text : {"- a", "+ a", "* a", "1. a", "1) a", "# a", "> a", "--- a",
                                      "=== a", "| a", "``` a", "    a", "[ ] a", "+1% a"}) {
    const std::string line = line_of(text);
    EXPECT_TRUE(line.starts_with('`') || line == "a") << line;
  }
  EXPECT_EQ(line_of("8 tests"), "8 tests");
  EXPECT_EQ(line_of("next: a"), "next: a");
}

TEST(MarkdownWords, BeginNoListWithinAListEither) {
  std::string out = "x\n- ";
  MarkdownWriter(out, Place::line).words("- a", 100);
  EXPECT_EQ(out, "x\n- `-` a");
}

TEST(MarkdownWords, AreOfOneLine) { EXPECT_EQ(words("a\nb  c "), "`a\\x0ab` c"); }

TEST(MarkdownWords, AreShortened) {
  EXPECT_EQ(words("look at " + std::string(10000, 'x') + " (sec/op)", 100'000),
            "look at " + std::string(39, 'x') + "…" + std::string(38, 'x') + " (sec/op)");
  EXPECT_LE(words(std::string(3000, '<')).size(), 4000U);
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/text_table.h>

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Align = TextTable::Align;
using Style = TextTable::Style;

std::string rendered(const TextTable& table, const TextTable::RenderOptions& options = {}) {
  std::string out;
  table.render(options, out);
  return out;
}

/// The body alone: without the line of headings.
std::string body(const TextTable& table, const TextTable::RenderOptions& options = {}) {
  const std::string out = rendered(table, options);
  return out.substr(out.find('\n') + 1);
}

TEST(TextTable, LinesUpColumns) {
  TextTable table(Charset::utf8);
  const auto name = table.add_column("", Align::left, "");
  const auto value = table.add_column("value", Align::right, "  ");
  const auto note = table.add_column("note", Align::left, " ");
  table.begin_row();
  table.set(name, "a");
  table.set(value, "1");
  table.set(note, "x");
  table.begin_row();
  table.set(name, "long");
  table.set(value, "1234567");
  EXPECT_EQ(rendered(table), "        value note\na           1 x\nlong  1234567\n");
}

TEST(TextTable, MayLeaveCellsAndRowsEmpty) {
  TextTable table(Charset::utf8);
  (void)table.add_column("a", Align::left, "");
  (void)table.add_column("b", Align::left, " ");
  (void)table.add_column("c", Align::left, " ");
  table.begin_row();
  table.set(0, "x");
  table.set(2, "z");
  table.begin_row();
  table.begin_row();
  table.set(1, "y");
  EXPECT_EQ(rendered(table), "a b c\nx   z\n\n  y\n");
}

TEST(TextTable, GivesNoRoomToEmptyColumns) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column("", Align::left, "      ");
  (void)table.add_column("", Align::left, " ");
  table.begin_row();
  table.set(0, "x");
  table.set(2, "z");
  EXPECT_EQ(body(table), "x z\n");
  EXPECT_EQ(table.width(0), 3U);
}

TEST(TextTable, CanLeaveOptionalColumnsOut) {
  TextTable table(Charset::utf8);
  (void)table.add_column("a", Align::left, "");
  (void)table.add_column("option", Align::left, " ", 1);
  (void)table.add_column("c", Align::left, " ");
  table.begin_row();
  table.set(0, "x");
  table.set(1, "y");
  table.set(2, "z");
  EXPECT_EQ(rendered(table), "a option c\nx y      z\n");
  EXPECT_EQ(rendered(table, {.left_out = 1}), "a c\nx z\n");
  EXPECT_EQ(table.width(0), 10U);
  EXPECT_EQ(table.width(1), 3U);
  EXPECT_EQ(table.column_width(1), 1U) << "of its cells";
}

TEST(TextTable, PutsAHeadingOverAGroup) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  const auto first = table.add_column("a", Align::left, " | ");
  const auto inner = table.add_column("b", Align::left, " ");
  table.add_group(first, "group");
  const auto second = table.add_column("c", Align::left, " | ");
  table.add_group(second, "other");
  table.begin_row();
  table.set(0, "row");
  table.set(first, "1");
  table.set(inner, "2");
  table.set(second, "3");
  EXPECT_EQ(rendered(table), "    | group | other\n    | a b   | c\nrow | 1 2   | 3\n");
}

TEST(TextTable, DrawsRulesDownAllLines) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column("b", Align::left, " │ ");
  (void)table.add_column("c", Align::left, " │ ");
  table.begin_row();
  table.set(0, "x");
  table.set(2, "z");
  table.begin_row();
  table.set(0, "y");
  table.set(1, "1");
  EXPECT_EQ(rendered(table), "  │ b │ c\nx │   │ z\ny │ 1 │\n");
}

TEST(TextTable, HasRoomForAGroupHeadingWithoutTheOptionalColumns) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  const auto first = table.add_column("a", Align::left, " ");
  (void)table.add_column("optional column", Align::left, " ", 1);
  (void)table.add_column("", Align::left, " ");
  table.add_group(first, "a long heading");
  const auto second = table.add_column("c", Align::left, " ");
  table.add_group(second, "next");
  table.begin_row();
  table.set(0, "x");
  table.set(first, "1");
  table.set(first + 1, "2");
  table.set(second, "3");
  const std::string out = rendered(table, {.left_out = 1});
  EXPECT_NE(out.find("a long heading next"), std::string::npos) << out;
}

TEST(TextTable, ColoursTextsAndResetsBehindThem) {
  TextTable table(Charset::utf8);
  (void)table.add_column("h", Align::left, "");
  (void)table.add_column("", Align::right, " ");
  table.begin_row();
  table.set(0, "g", Style::good);
  table.set(1, "bad", Style::bad);
  table.begin_row();
  table.set(0, "p", Style::plain);
  table.set(1, "f", Style::faint);
  table.begin_row();
  table.set(1, "b", Style::bold);
  EXPECT_EQ(rendered(table, {.color = true}),
            "\x1b[2mh\x1b[0m\n"
            "\x1b[32mg\x1b[0m \x1b[31mbad\x1b[0m\n"
            "p   \x1b[2mf\x1b[0m\n"
            "    \x1b[1mb\x1b[0m\n");
  EXPECT_EQ(rendered(table), "h\ng bad\np   f\n    b\n");
}

TEST(TextTable, CountsTheColumnsOfATerminal) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column("", Align::left, " ");
  for (const char* text : {"漢字", "abcd", "e\u0301", "😀"}) {
    table.begin_row();
    table.set(0, text);
    table.set(1, "x");
  }
  EXPECT_EQ(table.width(0), 6U);
  EXPECT_EQ(body(table), "漢字 x\nabcd x\ne\u0301    x\n😀   x\n");
}

TEST(TextTable, MakesTextsPrintable) {
  TextTable table(Charset::utf8);
  (void)table.add_column("h\x1b[2J", Align::left, "");
  table.add_group(0, "g\x1b[2J");
  table.begin_row();
  table.set(0, "\xff\x1b]0;x\a");
  EXPECT_EQ(rendered(table), "g\\x1b[2J\nh\\x1b[2J\n\\xff\\x1b]0;x\\x07\n");
}

TEST(TextTable, WritesAsciiWhereAskedTo) {
  TextTable table(Charset::ascii);
  (void)table.add_column("é", Align::left, "");
  table.begin_row();
  table.set(0, "漢");
  EXPECT_EQ(rendered(table), "\\xe9\n\\u6f22\n");
}

TEST(TextTable, ShortensTheFirstColumnInTheMiddle) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column("", Align::left, " ");
  for (const char* name : {"BenchmarkEncode/format=json/size=1k-8", "short"}) {
    table.begin_row();
    table.set(0, name);
    table.set(1, "|");
  }
  EXPECT_EQ(body(table, {.first_column_width = 17}), "Benchmar…ize=1k-8 |\nshort             |\n");
  EXPECT_EQ(body(table, {.first_column_width = 16, .ellipsis = "..."}),
            "Benchm...ze=1k-8 |\nshort            |\n");
}

TEST(TextTable, NeverShortensToMoreThanItMay) {
  for (const std::string_view name :
       {"漢字漢字漢字漢字漢字漢字", "abcdefghijklmnopqrstuvwxyz", "ab漢cd漢ef漢gh漢ij漢kl漢",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"}) {
    for (std::size_t width = 3; width < 30; ++width) {
      TextTable table(Charset::utf8);
      (void)table.add_column("", Align::left, "");
      table.begin_row();
      table.set(0, name);
      std::string line = body(table, {.first_column_width = width});
      line.pop_back();
      EXPECT_LE(display_width(line),
                std::max(width, display_width(name) <= width ? display_width(name) : 0));
      EXPECT_EQ(line.find('\xff'), std::string::npos);
      EXPECT_EQ(printable(line), line) << "no character is cut in two";
      EXPECT_GE(display_width(line) + 2, std::min(width, display_width(name)));
    }
  }
}

TEST(TextTable, PutsAVeryLongNameOnALineOfItsOwn) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column("", Align::left, " ");
  const std::string name(100'000, 'n');
  table.begin_row();
  table.set(0, name);
  table.set(1, "1");
  for (int i = 0; i < 100; ++i) {
    table.begin_row();
    table.set(0, "a");
    table.set(1, "2");
  }
  const std::string out = body(table);
  EXPECT_TRUE(out.starts_with(name + "\n" + std::string(151, ' ') + "1\na"));
  EXPECT_LT(out.size(), name.size() + 102 * 160);
}

TEST(TextTable, DoesNotLetOneHugeHeadingWidenEveryLine) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column(std::string(1'000'000, 'h'), Align::right, " ");
  for (int i = 0; i < 100; ++i) {
    table.begin_row();
    table.set(0, "a");
    table.set(1, "2");
  }
  EXPECT_LT(rendered(table).size(), 1'200'000U);
}

TEST(TextTable, KeepsAHugeHeadingApartFromTheNext) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", Align::left, "");
  (void)table.add_column(std::string(1000, 'h'), Align::right, " ");
  (void)table.add_column("next", Align::left, " ");
  table.begin_row();
  for (std::size_t i = 0; i < 3; ++i) table.set(i, "x");
  EXPECT_EQ(rendered(table).find("hnext"), std::string::npos);
}

TEST(TextTable, KnowsWhetherShortenedNamesAreToldApart) {
  TextTable table(Charset::utf8);
  (void)table.add_column("", TextTable::Align::left, "");
  for (const char* name : {"aaaa-1-zzzz", "aaaa-2-zzzz", "aaaa-2-zzzz"}) {
    table.begin_row();
    table.set(0, name);
  }
  EXPECT_TRUE(table.first_column_differs(11, "…"));
  EXPECT_FALSE(table.first_column_differs(9, "…"));
}

}  // namespace
}  // namespace benchdiff::report

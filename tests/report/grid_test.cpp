#include <benchdiff/report/grid.h>

#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Align = Grid::Align;

std::string rendered(const Grid& grid) {
  std::string out;
  grid.render(out);
  return out;
}

TEST(Grid, RendersNothingForNothing) {
  EXPECT_EQ(rendered(Grid()), "");
  Grid grid;
  grid.row().row();
  EXPECT_EQ(rendered(grid), "");
}

TEST(Grid, LinesUpColumns) {
  Grid grid;
  grid.row().cell("a").cell("bbb").cell("c");
  grid.row().cell("dddd").cell("e").cell("ff");
  EXPECT_EQ(rendered(grid), "a    bbb c\ndddd e   ff\n");
}

TEST(Grid, AlignsCells) {
  Grid grid;
  grid.row().cell("wide text", Align::left).cell("|", Align::left);
  grid.row().cell("l", Align::left).cell("|", Align::left);
  grid.row().cell("c", Align::center).cell("|", Align::left);
  grid.row().cell("r", Align::right).cell("|", Align::left);
  EXPECT_EQ(rendered(grid), "wide text |\nl         |\n    c     |\n        r |\n");
}

TEST(Grid, PutsTheOddBlankOfACenteredCellBehindIt) {
  Grid grid;
  grid.row().cell("abcd").cell("|");
  grid.row().cell("x", Align::center).cell("|");
  EXPECT_EQ(rendered(grid), "abcd |\n x   |\n");
}

TEST(Grid, LeavesCellsOut) {
  Grid grid;
  grid.row().cell("a").cell("b").cell("c");
  grid.row().cell("d").to(2).cell("f");
  EXPECT_EQ(rendered(grid), "a b c\nd   f\n");
}

TEST(Grid, LeavesNoBlanksAtTheEndOfALine) {
  Grid grid;
  grid.row().cell("a").cell("bbbb", Align::right);
  grid.row().cell("c").cell("").cell("");
  EXPECT_EQ(rendered(grid), "a bbbb\nc\n");
}

TEST(Grid, KeepsEmptyLines) {
  Grid grid;
  grid.row().cell("a");
  grid.row().cell("");
  grid.row().cell("b");
  EXPECT_EQ(rendered(grid), "a\n\nb\n");
}

TEST(Grid, MakesMarginsAsWideAsTheWidest) {
  Grid grid;
  grid.row().cell("1").cell("5%", Align::right, " ± ");
  grid.row().cell("2").cell("x");
  EXPECT_EQ(rendered(grid), "1 ± 5%\n2   x\n");
}

TEST(Grid, CountsWidthInCodePoints) {
  Grid grid;
  grid.row().cell("äöü").cell("|");
  grid.row().cell("abc").cell("|");
  EXPECT_EQ(rendered(grid), "äöü |\nabc |\n");
}

TEST(Grid, WidensColumnsForASpanningCell) {
  Grid grid;
  grid.row().span(2, "a long heading", Align::left, "").cell("|");
  grid.row().cell("x").cell("y").cell("|");
  EXPECT_EQ(rendered(grid), "a long heading |\nx       y      |\n");
}

TEST(Grid, WidensOnlyColumnsThatAreNotFixed) {
  Grid grid;
  grid.fix(1);
  grid.row().span(2, "a long heading", Align::left, "").cell("|");
  grid.row().cell("x").cell("y").cell("|");
  EXPECT_EQ(rendered(grid), "a long heading |\nx            y |\n");
}

TEST(Grid, DoesNotNarrowColumnsForASpanningCell) {
  Grid grid;
  grid.row().span(2, "h", Align::center, "").cell("|");
  grid.row().cell("xxxx").cell("yyyy").cell("|");
  EXPECT_EQ(rendered(grid), "    h     |\nxxxx yyyy |\n");
}

TEST(Grid, SharesOutWhatASpanNeedsEvenly) {
  Grid grid;
  grid.row().span(3, "123456789", Align::left, "");
  grid.row().cell("a", Align::left, "").cell("b", Align::left, "").cell("c", Align::left, "");
  EXPECT_EQ(rendered(grid), "123456789\na  b  c\n");
}

TEST(Grid, LooksAtNarrowSpansBeforeWideOnes) {
  Grid grid;
  grid.row().span(3, "123456789012", Align::left, "");
  grid.row().span(2, "123456", Align::left, "").cell("c", Align::left, "");
  EXPECT_EQ(rendered(grid), "123456789012\n123456  c\n");
}

TEST(Grid, DoesNotLetOneHugeTextWidenEveryLine) {
  Grid grid;
  const std::string huge(1'000'000, 'x');
  grid.row().cell(huge).cell("|");
  for (int i = 0; i < 100; ++i) grid.row().cell("a").cell("|");
  const std::string out = rendered(grid);
  EXPECT_LT(out.size(), 1'300'000U);
  EXPECT_TRUE(out.starts_with(huge));
}

TEST(Grid, MakesTextPrintable) {
  Grid grid;
  grid.row().cell("a\x1b[31m").cell("|");
  grid.row().cell("b").cell("|");
  EXPECT_EQ(rendered(grid), "a\\x1b[31m |\nb         |\n");
}

TEST(Grid, SurvivesASpanOfFixedColumns) {
  Grid grid;
  grid.fix(0);
  grid.fix(1);
  grid.row().span(2, "heading", Align::right, "   ").cell("|");
  grid.row().cell("x").cell("y").cell("|");
  const std::string out = rendered(grid);
  EXPECT_NE(out.find("heading"), std::string::npos);
  EXPECT_LT(out.size(), 100U);
}

TEST(Grid, SurvivesAMarginThatIsWiderThanItsFixedColumns) {
  for (const Align align : {Align::left, Align::center, Align::right}) {
    Grid grid;
    grid.fix(0);
    grid.fix(1);
    grid.row().span(2, "h", align, "     ").cell("|");
    EXPECT_LT(rendered(grid).size(), 100U);
  }
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/classic_words.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

Cell cell(double center, std::uint32_t runs = 1) {
  Cell cell;
  cell.center = center;
  cell.runs = runs;
  return cell;
}

Cell compared(double center, double p, bool tested = true, std::uint32_t runs = 1) {
  Cell compared = cell(center, runs);
  compared.comparison = std::make_unique<Comparison>();
  compared.comparison->p = p;
  compared.comparison->tested = tested;
  return compared;
}

TEST(ClassicDelta, IsATildeWhereItIsNotSignificant) {
  EXPECT_EQ(classic_delta(cell(1), compared(2, .5), .05), "~");
  EXPECT_EQ(classic_delta(cell(1), compared(2, .0501), .05), "~");
  EXPECT_EQ(classic_delta(cell(1), compared(2, .05), .05), "+100.00%");
}

TEST(ClassicDelta, IsTheChangeOfTheCenters) {
  EXPECT_EQ(classic_delta(cell(1), compared(1.5, .01), .05), "+50.00%");
  EXPECT_EQ(classic_delta(cell(1), compared(.5, .01), .05), "-50.00%");
  EXPECT_EQ(classic_delta(cell(171717171716), compared(171717171717, .01), .05), "+0.00%");
  EXPECT_EQ(classic_delta(cell(99999930), compared(99999929, .01), .05), "-0.00%");
  EXPECT_EQ(classic_delta(cell(1), compared(0, .01), .05), "-100.00%");
}

TEST(ClassicDelta, HasNoSignWhereTheCentersAreEqual) {
  EXPECT_EQ(classic_delta(cell(0), compared(0, .01), .05), "0.00%");
  EXPECT_EQ(classic_delta(cell(5), compared(5, .01), .05), "0.00%");
}

TEST(ClassicDelta, IsUnknownFromZero) {
  EXPECT_EQ(classic_delta(cell(0), compared(1, .01), .05), "?");
}

TEST(ClassicDelta, IsAlwaysShownForWhatIsNotTested) {
  EXPECT_EQ(classic_delta(cell(100), compared(105, 0, false), 0), "+5.00%");
}

TEST(ClassicNote, TellsPAndTheRuns) {
  EXPECT_EQ(classic_note(cell(1, 1), compared(1, .5, true, 2)), "p=0.500 n=1+2");
  EXPECT_EQ(classic_note(cell(1, 2), compared(1, .00001, true, 2)), "p=0.000 n=2");
  EXPECT_EQ(classic_note(cell(1, 2), compared(1, 0, false, 2)), "n=2");
  EXPECT_EQ(classic_note(cell(1, 10), compared(1, 1, true, 9)), "p=1.000 n=10+9");
}

TEST(ClassicRatio, AlwaysHasASign) {
  EXPECT_EQ(classic_ratio(1), "+0.00%");
  EXPECT_EQ(classic_ratio(1.02468), "+2.47%");
  EXPECT_EQ(classic_ratio(.5), "-50.00%");
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/text_plot.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Lines = std::vector<std::string>;

const TextPlot ascii(Charset::ascii);

TEST(TextPlot, PutsAPowerLawOnADiagonal) {
  const PlotSeries cubes{{1, 10, 100}, {1, 1000, 1e6}, [](double x) { return x * x * x; }};
  EXPECT_EQ(ascii.lines({cubes}, {5, 5}), (Lines{"    o", "   . ", "  o  ", " .   ", "o    "}));
}

TEST(TextPlot, MarksSeriesAndWhereTheyMeet) {
  const PlotSeries up{{1, 100}, {1, 100}, {}};
  const PlotSeries down{{1, 100}, {1, 1}, {}};
  EXPECT_EQ(ascii.lines({up, down}, {3, 3}), (Lines{"  o", "   ", "# x"}));
}

TEST(TextPlot, LeavesOutWhatHasNoLogarithm) {
  const double infinity = std::numeric_limits<double>::infinity();
  const PlotSeries odd{{0, -1, 10, infinity, NAN}, {1, 1, 1, 1, 1}, [](double) { return NAN; }};
  EXPECT_EQ(ascii.lines({odd}, {3, 3}), (Lines{"   ", " o ", "   "}));
  EXPECT_TRUE(ascii.lines({}, {3, 3}).empty());
  EXPECT_TRUE(ascii.lines({{{0}, {1}, {}}}, {3, 3}).empty());
  EXPECT_TRUE(ascii.lines({{{1}, {1}, {}}}, {0, 0}).empty());
}

TEST(TextPlot, DrawsCurvesWithDotsOfItsCharset) {
  const PlotSeries flat{{1, 100}, {1, 10}, [](double) { return 1.0; }};
  EXPECT_EQ(TextPlot(Charset::utf8).lines({flat}, {3, 2}), (Lines{"  o", "o··"}));
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/html_axis.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

constexpr int center = ChangeAxis::width / 2;

Report with_changes(std::initializer_list<stats::Change> changes, stats::Band band = {0.99, 1.01}) {
  Report report;
  Table& table = report.tables.emplace_back();
  for (const stats::Change& change : changes) {
    auto comparison = std::make_unique<Comparison>();
    comparison->change = change;
    comparison->band = band;
    table.cells.emplace_back().comparison = std::move(comparison);
  }
  return report;
}

stats::Change ratio(double estimate, double reach = 1.001) {
  return {estimate, estimate / reach, estimate * reach, 0.95, stats::Change::Kind::ratio};
}

TEST(ChangeAxis, PutsNoChangeInTheMiddleAndInversesAsFarFromIt) {
  const ChangeAxis axis(with_changes({ratio(2), ratio(0.5)}));
  EXPECT_EQ(axis.place(1), center);
  for (const double change : {1.1, 1.5, 2.0}) {
    EXPECT_EQ(axis.place(change) - center, center - axis.place(1 / change)) << change;
    EXPECT_GT(axis.place(change), center);
  }
}

TEST(ChangeAxis, ShowsAllChangesWithTheirIntervals) {
  for (const double change : {1.0, 1.005, 1.03, 0.91, 1.3, 1.9, 0.3, 8.0, 0.013, 5000.0}) {
    const auto one = ratio(change, 1.05);
    const ChangeAxis axis(with_changes({one, one, ratio(1, 1.2)}));
    for (const double end : {one.low, one.estimate, one.high})
      EXPECT_EQ(axis.beyond(end), 0) << end;
  }
}

TEST(ChangeAxis, IsNotStretchedByOneOutlier) {
  const ChangeAxis axis(with_changes({ratio(1.02), ratio(0.97), ratio(1.01), ratio(40)}));
  EXPECT_EQ(axis.beyond(40), 1);
  EXPECT_EQ(axis.place(40), ChangeAxis::last);
  EXPECT_EQ(axis.beyond(0.97), 0);
  EXPECT_LT(axis.place(0.97), center - 20);
}

TEST(ChangeAxis, ShowsALargeChangeBesideSmallOnesWhereTheyCanBeSeen) {
  EXPECT_EQ(ChangeAxis(with_changes({ratio(1.001), ratio(0.999), ratio(1.2)})).beyond(1.2), 0);
}

TEST(ChangeAxis, IsStretchedByMoreThanATenth) {
  EXPECT_EQ(ChangeAxis(with_changes({ratio(1.01), ratio(40), ratio(39)})).beyond(40), 0);
}

TEST(ChangeAxis, ShowsTheBandOfWhatDoesNotMatter) {
  const ChangeAxis axis(with_changes({ratio(1.0001)}, {0.9, 1.1}));
  EXPECT_EQ(axis.beyond(0.9), 0);
  EXPECT_LT(axis.place(0.9), center - 20);
  std::string out;
  HtmlWriter html(out);
  axis.render_head(3, stats::Band{0.9, 1.1}, html);
  EXPECT_NE(out.find("<g id=a3><path class=k d=\"M" + std::to_string(axis.place(0.9)) + " 0H" +
                     std::to_string(axis.place(1.1)) + "V20"),
            std::string::npos)
      << out;
}

TEST(ChangeAxis, KeepsWhatIsNoNumberWithinIt) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const stats::Change anything{1, 0, infinity, 1, stats::Change::Kind::ratio};
  const stats::Change shift{5, 4, 6, 1, stats::Change::Kind::shift};
  const stats::Change nothing{NAN, NAN, NAN, 1, stats::Change::Kind::ratio};
  for (const ChangeAxis& axis : {ChangeAxis(with_changes({anything, shift, nothing})),
                                 ChangeAxis(Report()), ChangeAxis(with_changes({anything}))}) {
    EXPECT_EQ(axis.place(0), ChangeAxis::first);
    EXPECT_EQ(axis.place(infinity), ChangeAxis::last);
    EXPECT_EQ(axis.place(-1), ChangeAxis::first);
    EXPECT_EQ(axis.place(NAN), center);
    EXPECT_EQ(axis.beyond(0), -1);
    EXPECT_EQ(axis.beyond(infinity), 1);
  }
}

}  // namespace
}  // namespace benchdiff::report

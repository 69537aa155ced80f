#include <benchdiff/report/shift_function.h>

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/quantile_interval.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::vector<DecileChange> deciles_of(const Report& report) {
  const auto cells = report.tables.at(0).cells_of(report.tables[0].rows.at(0));
  return ShiftFunction(0.95)(report, cells[0], cells[1]);
}

std::vector<double> from_to(int first, int last, double times = 1) {
  std::vector<double> values;
  for (int i = first; i <= last; ++i) values.push_back(i * times);
  return values;
}

std::vector<int> numbers(const std::vector<DecileChange>& deciles) {
  std::vector<int> numbers;
  for (const DecileChange& decile : deciles) numbers.push_back(decile.decile);
  return numbers;
}

TEST(ShiftFunction, HasWhatTheRunsCanBound) {
  const auto of = [](int runs) {
    const auto values = from_to(1, runs);
    return numbers(deciles_of(compare_texts(runs_of("A", values), runs_of("A", values))));
  };
  EXPECT_EQ(of(19), std::vector<int>{});
  EXPECT_EQ(of(20), (std::vector{2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(of(41), (std::vector{2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(of(42), (std::vector{1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(ShiftFunction, NeedsEnoughRunsOnBothSides) {
  EXPECT_TRUE(deciles_of(compare_texts(runs_of("A", from_to(1, 100)), runs_of("A", from_to(1, 19))))
                  .empty());
}

TEST(ShiftFunction, FindsValuesAndChangesInTheTablesUnit) {
  // Of 1 to 101, the decile d lies at 1 + 10 d.
  const auto deciles =
      deciles_of(compare_texts(runs_of("A", from_to(1, 101)), runs_of("A", from_to(1, 101, 2))));
  ASSERT_EQ(deciles.size(), 9U);
  for (const DecileChange& decile : deciles) {
    EXPECT_DOUBLE_EQ(decile.old_value, (1 + 10 * decile.decile) * 1e-9);
    EXPECT_DOUBLE_EQ(decile.new_value, (1 + 10 * decile.decile) * 2e-9);
    EXPECT_DOUBLE_EQ(decile.change.estimate, 2);
    EXPECT_LT(decile.change.low, 2);
    EXPECT_GT(decile.change.high, 2);
  }
}

TEST(ShiftFunction, TellsATailFromTheBody) {
  auto slower_tail = from_to(100, 199);
  for (double& value : slower_tail) value = value > 180 ? value * 2 : value;
  std::ranges::shuffle(slower_tail, std::mt19937(3));
  const auto deciles =
      deciles_of(compare_texts(runs_of("A", from_to(100, 199)), runs_of("A", slower_tail)));
  ASSERT_EQ(deciles.size(), 9U);
  EXPECT_DOUBLE_EQ(deciles[4].change.estimate, 1);
  EXPECT_DOUBLE_EQ(deciles[8].change.estimate, 2);
}

TEST(ShiftFunction, SaysWhatQuantileChangeSays) {
  std::mt19937_64 engine(5);
  std::lognormal_distribution<double> value(3, 1);
  ShiftFunction shift(0.9);
  for (const int runs : {20, 33, 64}) {
    std::vector<double> x(static_cast<std::size_t>(runs));
    std::vector<double> y(static_cast<std::size_t>(runs + 7));
    for (double& v : x) v = value(engine);
    for (double& v : y) v = value(engine);
    const auto report = compare_texts(runs_of("A", x, "u"), runs_of("A", y, "u"));
    const auto cells = report.tables[0].cells_of(report.tables[0].rows[0]);
    std::ranges::sort(x);
    std::ranges::sort(y);
    for (const DecileChange& decile : shift(report, cells[0], cells[1])) {
      const auto expected = stats::quantile_change(x, y, decile.decile / 10.0, 0.9);
      EXPECT_EQ(decile.change.estimate, expected.estimate);
      EXPECT_EQ(decile.change.low, expected.low);
      EXPECT_EQ(decile.change.high, expected.high);
      EXPECT_EQ(decile.change.level, expected.level);
    }
  }
}

TEST(ShiftFunction, IsOfDifferencesWhereAValueIsNotPositive) {
  const auto deciles = deciles_of(
      compare_texts(runs_of("A", from_to(-50, 49), "u"), runs_of("A", from_to(-40, 59), "u")));
  ASSERT_EQ(deciles.size(), 9U);
  for (const DecileChange& decile : deciles) {
    EXPECT_EQ(decile.change.kind, stats::Change::Kind::shift);
    EXPECT_NEAR(decile.change.estimate, 10, 1e-12);
  }
}

TEST(ShiftFunction, HasNothingOfAReportWithoutItsValues) {
  auto report = compare_texts(runs_of("A", from_to(1, 50)), runs_of("A", from_to(1, 50)));
  report.values.clear();
  EXPECT_TRUE(deciles_of(report).empty());
}

}  // namespace
}  // namespace benchdiff::report

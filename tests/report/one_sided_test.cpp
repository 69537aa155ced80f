#include <benchdiff/report/one_sided.h>

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Names = std::vector<std::string_view>;

TEST(OneSided, AreTheBenchmarksOfOneFile) {
  const Report report = compare_texts(
      runs_of("Gone", {1}) + runs_of("A", {1}) + runs_of("U", {1}),
      runs_of("New", {1}) + runs_of("A", {1}) + runs_of("U", {1}, "B/op") + runs_of("Newer", {1}));
  const OneSided sides = find_one_sided(report);
  EXPECT_EQ(sides.added, (Names{"New", "Newer"}));
  EXPECT_EQ(sides.removed, Names{"Gone"}) << "U is on both sides";
  EXPECT_EQ(sides.added.size(), report.without_baseline);
  EXPECT_EQ(sides.removed.size(), report.only_in_baseline);
}

TEST(OneSided, CountABenchmarkOnceThatHasSeveralUnits) {
  const Report report = compare_texts("BenchmarkA 1 1 ns/op 2 B/op\n", "BenchmarkB 1 1 ns/op\n");
  EXPECT_EQ(find_one_sided(report).removed, Names{"A"});
  EXPECT_EQ(report.only_in_baseline, 1U);
}

TEST(OneSided, AreNoneOfASingleFile) {
  const Report report = report_of(runs_of("A", {1}));
  EXPECT_TRUE(find_one_sided(report).added.empty());
  EXPECT_TRUE(find_one_sided(report).removed.empty());
}

}  // namespace
}  // namespace benchdiff::report

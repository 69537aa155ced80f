#include <benchdiff/report/scope_words.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

TEST(RunsCompared, AreThoseOfEitherSide) {
  EXPECT_EQ(runs_compared(compare_texts(runs_of("A", {1, 2, 3}), runs_of("A", {1, 2}))),
            "3+2 runs");
  EXPECT_EQ(runs_compared(compare_texts(runs_of("A", {1}), runs_of("A", {1}))), "1+1 run");
}

TEST(RunsCompared, AreARangeWhereBenchmarksDiffer) {
  EXPECT_EQ(runs_compared(compare_texts(
                runs_of("A", {1, 2, 3}) + runs_of("B", {1}) + runs_of("Gone", {1, 2, 3, 4, 5}),
                runs_of("A", {1, 2}) + runs_of("B", {1, 2}))),
            "1-3+2 runs");
}

Report columns_of(std::initializer_list<std::string> texts) {
  std::vector<formats::ResultFile> files;
  for (const std::string& text : texts) {
    files.push_back(formats::read_text(text, "f" + std::to_string(files.size())));
  }
  return make_report(std::move(files));
}

TEST(RunsCompared, AreThoseOfEachColumn) {
  const std::string three = runs_of("A", {1, 2, 3});
  EXPECT_EQ(runs_compared(columns_of({three, three, runs_of("A", {1, 2})})), "3+3+2 runs");
  EXPECT_EQ(runs_compared(columns_of({three, runs_of("B", {1}), three})), "3+3 runs")
      << "a column that nothing is compared in";
  EXPECT_EQ(runs_compared(columns_of({three, three, three, three})), "3 runs a column");
  EXPECT_EQ(runs_compared(columns_of({three, three, runs_of("A", {1}), three})),
            "1-3 runs a column");
}

TEST(RunsCompared, AreNoneWhereNothingIsCompared) {
  EXPECT_EQ(runs_compared(report_of(runs_of("A", {1, 2}))), "");
}

TEST(Sides, AreTheNamesOfTheColumns) {
  const TextWords words(Charset::ascii);
  EXPECT_EQ(sides(compare_texts(runs_of("A", {1}), runs_of("A", {1})), words),
            "old.txt -> new.txt");
  Report report;
  report.columns = {""};
  EXPECT_EQ(sides(report, words), "");
  report.columns = {"", "b"};
  EXPECT_EQ(sides(report, words), "(none) -> b");
  report.columns.resize(6);
  EXPECT_EQ(sides(report, words), "6 columns");
}

TEST(LeftAlone, SaysWhatHasNothingToCompareWith) {
  EXPECT_EQ(left_alone(compare_texts(runs_of("A", {1}) + runs_of("B", {1}) + runs_of("U", {1}),
                                     runs_of("C", {1}) + runs_of("U", {1}, "B/op"))),
            (std::vector<std::string>{"2 benchmarks are only in the baseline",
                                      "1 benchmark is not in the baseline",
                                      "1 benchmark has no unit in common with the baseline"}));
  EXPECT_TRUE(left_alone(compare_texts(runs_of("A", {1}), runs_of("A", {1}))).empty());
}

TEST(FalseAlarms, AreNoMatterForASingleTest) {
  EXPECT_EQ(false_alarms(compare_texts(runs_of("A", {1, 2}), runs_of("A", {1, 3}))), "");
}

}  // namespace
}  // namespace benchdiff::report

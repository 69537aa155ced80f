#include <benchdiff/report/text_group.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/column_headings.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string group_of(const Report& report, const TextOptions& options = {}) {
  std::string out;
  render_group(report.tables, column_headings(report.columns), report, options, out);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t widest(const std::string& text) {
  std::size_t widest = 0;
  for (const auto& line : lines_of(text)) widest = std::max(widest, display_width(line));
  return widest;
}

std::string measured(std::string_view name, std::initializer_list<double> values) {
  std::string text;
  for (const double value : values) {
    text +=
        "Benchmark" + std::string(name) + " 1 " + shortest(value) + " ns/op 64 B/op 2 allocs/op\n";
  }
  return text;
}

const Report three_units = compare_texts(measured("Encode", {1726, 1723, 1707, 1713, 1729, 1736}),
                                         measured("Encode", {1426, 1423, 1407, 1413, 1429, 1436}));

TEST(RenderGroup, PutsUnitsSideBySideWhereTheLineIsWide) {
  EXPECT_EQ(
      group_of(three_units, {.width = 200}),
      R"(         sec/op                                                                          │ B/op                            │ allocs/op
         old.txt        new.txt       change [95%]             p      n  detects         │ old.txt   new.txt  change       │ old.txt   new.txt  change
Encode   1.725µs ± 1%   1.425µs ± 1%  -17.4% [-18.3%, -16.6%]  0.002  6     1.3%  better │     64B       64B      0%  same │       2         2      0%  same
)");
}

TEST(RenderGroup, LeavesRangesOutBeforeItStacksUnits) {
  const auto all = group_of(three_units, {.width = 200});
  const auto narrow = group_of(three_units, {.width = widest(all) - 1, .fit = true});
  EXPECT_EQ(lines_of(narrow).size(), 3U);
  EXPECT_EQ(narrow.find("detects"), std::string::npos);
  EXPECT_NE(narrow.find("±"), std::string::npos);
  const auto narrower = group_of(three_units, {.width = widest(narrow) - 1, .fit = true});
  EXPECT_EQ(lines_of(narrower).size(), 3U);
  EXPECT_EQ(narrower.find("±"), std::string::npos);
  const auto stacked = group_of(three_units, {.width = widest(narrower) - 1, .fit = true});
  EXPECT_EQ(lines_of(stacked).size(), 3U * 3 + 2);
  EXPECT_NE(stacked.find("±"), std::string::npos) << "alone, a unit has room for its ranges";
}

TEST(RenderGroup, StacksUnitsWhereTheLineIsNarrow) {
  EXPECT_EQ(group_of(three_units, {.width = 80}),
            R"(         sec/op
         old.txt        new.txt       change [95%]             p      n  detects
Encode   1.725µs ± 1%   1.425µs ± 1%  -17.4% [-18.3%, -16.6%]  0.002  6     1.3%  better

         B/op
         old.txt   new.txt  change
Encode       64B       64B      0%  same

         allocs/op
         old.txt   new.txt  change
Encode         2         2      0%  same
)");
}

TEST(RenderGroup, StacksUnitsWhereOneOfManyRowsIsTooWide) {
  const std::string wide = "Wide" + std::string(100, 'x');
  for (const std::size_t place : {0U, 999U}) {
    std::string text;
    for (std::size_t i = 0; i < 1000; ++i) {
      text += measured(i == place ? wide : "B" + std::to_string(i), {1});
    }
    const auto report = compare_texts(text, text);
    const auto all = group_of(report, {.width = 1000});
    const auto rows = [&](const std::string& out) {
      const auto lines = lines_of(out);
      return std::ranges::count_if(lines, [&](const auto& line) { return line.starts_with(wide); });
    };
    EXPECT_EQ(rows(all), 1);
    EXPECT_EQ(group_of(report, {.width = widest(all)}), all);
    EXPECT_EQ(rows(group_of(report, {.width = widest(all) - 1})), 3);
  }
}

TEST(RenderGroup, WritesAsciiWhereAskedTo) {
  const auto out = group_of(three_units, {.width = 100, .charset = Charset::ascii});
  EXPECT_TRUE(out.starts_with(
      R"(         sec/op
         old.txt         new.txt        change [95%]             p      n  detects
Encode   1.725us +- 1%   1.425us +- 1%  -17.4% [-18.3%, -16.6%]  0.002  6     1.3%  better
)")) << out;
}

TEST(RenderGroup, ShortensNamesOnlyWhereAskedTo) {
  const std::string name = "Encode/format=json/size=" + std::string(60, 'x') + "/last-8";
  const auto report =
      compare_texts(measured(name, {1, 2, 3, 4, 5, 6}), measured(name, {1, 2, 3, 4, 5, 6}));
  EXPECT_NE(group_of(report, {.width = 80}).find(name), std::string::npos);
  const auto shortened = group_of(report, {.width = 80, .fit = true});
  EXPECT_EQ(shortened.find(name), std::string::npos);
  EXPECT_NE(shortened.find("\nEncode/"), std::string::npos);
  EXPECT_NE(shortened.find("/last-8 "), std::string::npos);
  EXPECT_NE(shortened.find("…"), std::string::npos);
  const auto very_narrow = group_of(report, {.width = 10, .fit = true});
  EXPECT_NE(very_narrow.find("\nEncode/"), std::string::npos) << "16 columns of a name are left";
}

TEST(RenderGroup, NeverShortensNamesSoFarThatTwoReadTheSame) {
  std::string text;
  for (const char* codec : {"json", "gob", "yaml"}) {
    text += runs_of("MarshalUnmarshal/codec=" + std::string(codec) + "/payload=small-8",
                    {1.23, 2.34, 3.45, 4.56});
  }
  const auto report = compare_texts(text, text);
  for (std::size_t width = 10; width < 130; width += 3) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(group_of(report, {.width = width, .fit = true}))) {
      if (line.starts_with("Marshal")) names.push_back(line.substr(0, line.find(' ')));
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    EXPECT_EQ(names.size(), 3U) << width;
  }
}

TEST(RenderGroup, KeepsTheOrderOfRowsAcrossUnits) {
  const auto report = compare_texts("BenchmarkA 1 1 u\nBenchmarkB 1 1 v\nBenchmarkC 1 1 u 1 v\n",
                                    "BenchmarkD 1 1 v\nBenchmarkC 1 1 u 1 v\n");
  const auto lines = lines_of(group_of(report, {.width = 300}));
  std::string order;
  for (const auto& line : lines) {
    if (line.size() > 1 && line[0] >= 'A' && line[0] <= 'D') order += line[0];
  }
  EXPECT_EQ(order, "ABCD");
}

TEST(RenderGroup, TellsRowsApartThatReadAlike) {
  Asked asked;
  asked.projections.row = "/a,/b";
  const auto report =
      report_of("BenchmarkX/a=q 1 1 u\nBenchmarkX/b=q 1 2 u\nBenchmarkX/b=q 1 5 v\n", asked);
  const auto lines = lines_of(group_of(report, {.width = 300}));
  EXPECT_EQ(std::ranges::count_if(lines, [](const auto& line) { return line.starts_with("q "); }),
            2);
}

TEST(RenderGroup, ShowsTheRunsOfASingleFile) {
  const auto report = report_of(runs_of("A", {5, 5, 5, 5, 5, 5}));
  EXPECT_EQ(group_of(report), "    sec/op\n    results.txt  n\nA       5.000ns  6\n");
}

TEST(RenderGroup, NamesTheLevelOfIntervals) {
  for (const auto& [confidence, heading] :
       std::vector<std::pair<double, const char*>>{{.95, "[95%]"},
                                                   {.9, "[90%]"},
                                                   {.999, "[99.9%]"},
                                                   {.57, "[57%]"},
                                                   {.29, "[29%]"},
                                                   {1, "[100%]"}}) {
    Asked asked;
    asked.judge.alpha = 1 - confidence;
    const auto out = group_of(compare_texts(runs_of("A", {1, 2}), runs_of("A", {3, 5}), asked));
    EXPECT_NE(out.find(heading), std::string::npos) << out;
  }
}

TEST(RenderGroup, MarksAGeomeanThatLeavesRowsOut) {
  const auto report = compare_texts(runs_of("A", {1, 1}, "B/op") + runs_of("B", {0, 0}, "B/op"),
                                    runs_of("A", {2, 2}, "B/op") + runs_of("B", {2, 2}, "B/op"));
  const auto lines = lines_of(group_of(report));
  const auto geomean =
      std::ranges::find_if(lines, [](const auto& line) { return line.starts_with("geomean"); });
  ASSERT_NE(geomean, lines.end());
  EXPECT_NE(geomean->find("+100.0%"), std::string::npos);
  EXPECT_NE(geomean->find("worse"), std::string::npos);
  EXPECT_TRUE(lines.back().ends_with("without a ratio, and left out: B"));
}

TEST(RenderGroup, HasNoGeomeanOfOneRowOrOfZeros) {
  EXPECT_EQ(group_of(three_units).find("geomean"), std::string::npos);
  const auto zeros = report_of(runs_of("A", {0}, "B/op") + runs_of("B", {0}, "B/op"));
  EXPECT_EQ(group_of(zeros).find("geomean"), std::string::npos);
}

TEST(RenderGroup, ScalesARowWhoseBaselineIsNotANumber) {
  const auto out = group_of(compare_texts("BenchmarkA 1 NaN ns/op\n", "BenchmarkA 1 1500 ns/op\n"));
  EXPECT_NE(out.find("1.500µs"), std::string::npos) << out;
}

TEST(RenderGroup, LeavesNothingOutOfAPipe) {
  const auto out = group_of(three_units, {.width = 10});
  EXPECT_NE(out.find("± 1%"), std::string::npos);
  EXPECT_NE(out.find("[-18.3%, -16.6%]  0.002  6     1.3%  better"), std::string::npos);
}

/// What is left of one long row on a terminal of a width.
std::string on_terminal(std::size_t width, const std::string& name, LeftOut left_out) {
  const auto report = compare_texts(runs_of(name, {1726, 1723, 1707, 1713, 1729, 1736}),
                                    runs_of(name, {1426, 1423, 1407, 1413, 1429, 1436}));
  std::string out;
  EXPECT_EQ(render_group(report.tables, column_headings(report.columns), report,
                         {.width = width, .fit = true}, out)
                .left_out,
            left_out);
  return out;
}

TEST(RenderGroup, LeavesOutPlanningRangesPAndNAndIntervalsByTurnsOnATerminal) {
  const std::string name = "Encode/a=1/b=2/c=3/d=4";  // short enough to be readable in any case
  const auto all = on_terminal(200, name, LeftOut::nothing);
  EXPECT_EQ(on_terminal(widest(all), name, LeftOut::nothing), all);
  const auto no_planning = on_terminal(widest(all) - 1, name, LeftOut::planning);
  EXPECT_EQ(no_planning.find("detects"), std::string::npos);
  EXPECT_NE(no_planning.find("±"), std::string::npos);
  const auto no_ranges = on_terminal(widest(no_planning) - 1, name, LeftOut::ranges);
  EXPECT_EQ(no_ranges.find("±"), std::string::npos);
  EXPECT_NE(no_ranges.find("0.002"), std::string::npos);
  const auto no_tests = on_terminal(widest(no_ranges) - 1, name, LeftOut::tests);
  EXPECT_EQ(no_tests.find("0.002"), std::string::npos);
  EXPECT_NE(no_tests.find("[-18.3%"), std::string::npos);
  const auto no_intervals = on_terminal(widest(no_tests) - 1, name, LeftOut::intervals);
  EXPECT_EQ(no_intervals.find("[-18.3%"), std::string::npos);
  EXPECT_NE(no_intervals.find("-17.4%  better"), std::string::npos);
  for (const auto& text : {no_ranges, no_tests, no_intervals}) {
    EXPECT_NE(text.find(name), std::string::npos);
  }
}

TEST(RenderGroup, ShortensLongNamesBeforePAndNGo) {
  const std::string name = "Encode/format=json/size=1024/parallel=yes/level=9";
  const auto out = on_terminal(90, name, LeftOut::ranges);
  EXPECT_EQ(out.find(name), std::string::npos);
  EXPECT_NE(out.find("0.002"), std::string::npos);
  EXPECT_LE(widest(out), 90U);
}

TEST(RenderGroup, DoesNotShortenNamesToOneText) {
  // They differ in the middle only, where they would be cut.
  std::string old_text;
  std::string new_text;
  for (const char* format : {"gob", "xml"}) {
    const std::string name =
        "Encode/parallel=yes/format=" + std::string(format) + "/level=9/size=102400-8";
    old_text += runs_of(name, {1726, 1723, 1707, 1713, 1729, 1736});
    new_text += runs_of(name, {1426, 1423, 1407, 1413, 1429, 1436});
  }
  const auto out = group_of(compare_texts(old_text, new_text), {.width = 95, .fit = true});
  EXPECT_NE(out.find("format=gob"), std::string::npos) << out;
  EXPECT_EQ(out.find("0.002"), std::string::npos) << "rather p and n are left out";
}

TEST(RenderGroup, GivesAValueThatIsManyTimesAsLargeAScaleOfItsOwn) {
  const auto out = group_of(compare_texts(runs_of("A", {1e9}), runs_of("A", {1})));
  EXPECT_NE(out.find("1.000s "), std::string::npos) << out;
  EXPECT_NE(out.find("1.000ns "), std::string::npos) << out;
}

TEST(RenderGroup, WritesPartsOfACountWithoutAPrefix) {
  const auto out = group_of(report_of(runs_of("A", {0.125}, "allocs/op")));
  EXPECT_NE(out.find("0.1250"), std::string::npos) << out;
}

TEST(RenderGroup, TakesAnyNumberOfUnits) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += "BenchmarkA" + std::to_string(i) + " 1 1 u" + std::to_string(i) + "\n";
  }
  const auto lines = lines_of(group_of(report_of(text), {.width = 200, .fit = true}));
  EXPECT_EQ(lines.size(), 3000U * 5 - 1);
}

}  // namespace
}  // namespace benchdiff::report

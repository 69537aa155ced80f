#include <benchdiff/report/html_strip.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/column_headings.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string strip_of(const Report& report) {
  const auto headings = column_headings(report.columns);
  std::string out;
  HtmlWriter html(out);
  const Table& table = report.tables.at(0);
  StripPlot(report, headings).render(table, table.rows.at(0), html);
  return out;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos;
       at += part.size()) {
    ++found;
  }
  return found;
}

std::vector<double> many(std::size_t runs) {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs; ++i) values.push_back(100 + static_cast<double>(i * 7919 % 97));
  return values;
}

TEST(StripPlot, DrawsADotForEachRunOfEachSide) {
  const auto out = strip_of(compare_texts(runs_of("A", many(12)), runs_of("A", many(9))));
  EXPECT_EQ(count(out, "h0"), 21U);
  EXPECT_EQ(count(out, "<g class=k"), 2U);
  EXPECT_EQ(count(out, "<path class=m"), 2U);
  EXPECT_NE(out.find(">old.txt</text>"), std::string::npos);
  EXPECT_NE(out.find("<title>sec/op, run by run</title>"), std::string::npos);
}

TEST(StripPlot, KeepsTheOrderOfTheRuns) {
  const auto out = strip_of(report_of(runs_of("A", {1, 2, 3})));
  // From left to right and upwards, by the same step.
  EXPECT_NE(out.find("<path d=\"M81 80h0m29-36h0m29-36h0\"/>"), std::string::npos) << out;
}

TEST(StripPlot, PutsOutliersOnTheEdge) {
  auto values = many(20);
  values[3] = 1e6;
  values[8] = -1e6;
  const auto out = strip_of(report_of(runs_of("A", values, "u")));
  EXPECT_EQ(count(out, "h0"), 18U);
  EXPECT_EQ(count(out, "<path class=v"), 1U);
  EXPECT_EQ(count(out, "z"), 2U) << out;
}

TEST(StripPlot, DrawsNothingOfWhatNeverVaries) {
  EXPECT_EQ(strip_of(compare_texts(runs_of("A", {5, 5, 5}), runs_of("A", {5, 5}))), "");
}

TEST(StripPlot, DrawsCountsThatDifferBetweenTheSides) {
  const auto out =
      strip_of(compare_texts(runs_of("A", {5, 5, 5}, "B/op"), runs_of("A", {6, 6}, "B/op")));
  // Each side is a flat line of dots, the old one at the bottom and the new one at the top.
  EXPECT_NE(out.find("<path d=\"M81 80h0m29 0h0m29 0h0\"/><path class=m d=\"M62 80h96\"/>"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("<path class=m d=\"M168 8h96\"/>"), std::string::npos) << out;
}

TEST(StripPlot, DrawsNothingOfWhatIsNotFinite) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(strip_of(compare_texts(runs_of("A", {infinity}), runs_of("A", {2}))), "");
  EXPECT_EQ(strip_of(report_of(runs_of("A", {-infinity, infinity}))), "");
  const auto out = strip_of(report_of(runs_of("A", {1, infinity, 2})));
  EXPECT_EQ(count(out, "h0"), 2U);
  EXPECT_EQ(count(out, "z"), 1U);
}

TEST(StripPlot, MakesDotsOnTheSamePixelOne) {
  const auto out = strip_of(report_of(runs_of("A", many(20'000))));
  EXPECT_LT(out.size(), 60'000U);
  EXPECT_GT(count(out, "h0"), 1000U);
}

TEST(StripPlot, ShortensHeadingsBetweenCharacters) {
  Asked asked = by_note();
  const auto out = strip_of(report_of(
      "note: ääääääääääääääääääääää\n" + runs_of("A", {1, 2}) + "note: b\n" + runs_of("A", {1, 2}),
      asked));
  EXPECT_NE(out.find(">äää…äää</text>"), std::string::npos) << out;
}

TEST(StripPlot, NamesFilesWithoutTheirFoldersWhereTheyDifferInThat) {
  const auto of = [](std::vector<std::string> headings) {
    const Report report = compare_texts(runs_of("A", {1, 2}), runs_of("A", {3, 4}));
    std::string out;
    HtmlWriter html(out);
    StripPlot(report, headings).render(report.tables[0], report.tables[0].rows[0], html);
    return out;
  };
  const auto names = of({"/runs/base/old.txt", "/runs/change/new.txt"});
  EXPECT_NE(names.find(">old.txt</text>"), std::string::npos) << names;
  EXPECT_NE(names.find(">new.txt</text>"), std::string::npos);
  const auto folders = of({"baseline/results.txt", "change/results.txt"});
  EXPECT_NE(folders.find(">baselin…ts.txt</text>"), std::string::npos) << folders;
  EXPECT_NE(folders.find(">change/…ts.txt</text>"), std::string::npos);
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/render_csv.h>

#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/number.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Record = std::vector<std::string>;

/// Reads RFC 4180.
std::vector<Record> parse_csv(std::string_view text) {
  std::vector<Record> records;
  Record record;
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      record.push_back(std::move(field));
      field.clear();
      if (c == '\n') {
        records.push_back(std::move(record));
        record.clear();
      }
    } else {
      field += c;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_TRUE(record.empty());
  return records;
}

std::string csv_of(const Report& report) {
  std::string out;
  render_csv(report, out);
  return out;
}

constexpr std::size_t verdict = 17;
constexpr std::size_t warnings = 27;

double number(const std::string& text) {
  double value = NAN;
  EXPECT_EQ(formats::parse_double(text, value), formats::NumberError::none) << text;
  return value;
}

const std::string header =
    "benchmark,unit,column,n,center,low,high,level,baseline,change_kind,change,change_low,"
    "change_high,change_level,p,log10_p,adjusted_p,verdict,leaning,matters_below,matters_above,"
    "detectable,detectable_noether,runs_to_settle,cliffs_delta,cliffs_delta_low,cliffs_delta_high,"
    "warnings\n";

TEST(RenderCsv, RendersNothingForNothing) { EXPECT_EQ(csv_of(report_of("")), ""); }

TEST(RenderCsv, HasOneHeaderAndARecordForEachCell) {
  const auto out = csv_of(compare_texts("Unit u assume=exact\nBenchmarkA 1 4 u\nBenchmarkB 1 1 v\n",
                                        "BenchmarkA 1 5 u\n"));
  EXPECT_EQ(out, header + "A,u,old.txt,1,4,4,4,1" + std::string(20, ',') +
                     "\n"
                     "A,u,new.txt,1,5,5,5,1,old.txt,ratio,1.25,1.25,1.25,1,,,,changed,,1,1,,,,,,,\n"
                     "B,v,old.txt,1,1,-Inf,+Inf,1,,,,,,,,,,gone,,,,,,,,,,need >= 6 samples for "
                     "confidence interval at level 0.95\n");
}

TEST(RenderCsv, PutsSettingsFirst) {
  const auto records = parse_csv(
      csv_of(report_of("goos: linux\npkg: a\nBenchmarkA 1 1 u\npkg: b\nBenchmarkA 1 1 u\n")));
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0][0], "goos");
  EXPECT_EQ(records[0][1], "pkg");
  EXPECT_EQ(records[0][2], "benchmark");
  EXPECT_EQ(records[1][1], "a");
  EXPECT_EQ(records[2][1], "b");
}

TEST(RenderCsv, HasAsManyFieldsInEveryRecord) {
  const auto records = parse_csv(csv_of(compare_texts(
      "x: 1\n" + runs_of("A", {1, 2}) + runs_of("B", {1}),
      runs_of("A", {1, 2, 3}) + "x: 1\n" + runs_of("B", {5}) + runs_of("C", {5}, "MB/s"))));
  for (const auto& record : records) EXPECT_EQ(record.size(), records[0].size());
}

TEST(RenderCsv, WritesNumbersThatReadBackTheSame) {
  std::mt19937_64 engine(10);
  std::lognormal_distribution<double> value(3, 2);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> x(8);
    std::vector<double> y(9);
    for (double& v : x) v = value(engine);
    for (double& v : y) v = value(engine);
    const auto report = compare_texts(runs_of("A", x), runs_of("A", y));
    const auto records = parse_csv(csv_of(report));
    ASSERT_EQ(records.size(), 3U);
    const Cell& cell = report.tables[0].cells[1];
    const Comparison& comparison = *cell.comparison;
    ASSERT_EQ(number(records[2][4]), cell.center);
    ASSERT_EQ(number(records[2][5]), cell.low);
    ASSERT_EQ(number(records[2][6]), cell.high);
    ASSERT_EQ(number(records[2][7]), cell.level);
    ASSERT_EQ(number(records[2][10]), comparison.change.estimate);
    ASSERT_EQ(number(records[2][11]), comparison.change.low);
    ASSERT_EQ(number(records[2][12]), comparison.change.high);
    ASSERT_EQ(number(records[2][13]), comparison.change.level);
    ASSERT_EQ(number(records[2][14]), comparison.p);
    ASSERT_NEAR(number(records[2][15]), std::log10(comparison.p), 1e-12);
    ASSERT_EQ(number(records[2][16]), comparison.adjusted_p);
    ASSERT_EQ(number(records[2][19]), comparison.band.low);
    ASSERT_EQ(number(records[2][20]), comparison.band.high);
    ASSERT_EQ(number(records[2][21]), comparison.detectable);
    ASSERT_EQ(number(records[2][22]), comparison.detectable_by_noether);
    ASSERT_EQ(records[2][23],
              comparison.runs_to_settle ? std::to_string(*comparison.runs_to_settle) : "");
    ASSERT_EQ(number(records[2][24]), comparison.effect.delta);
    ASSERT_EQ(number(records[2][25]), comparison.effect.interval.low);
    ASSERT_EQ(number(records[2][26]), comparison.effect.interval.high);
  }
}

TEST(RenderCsv, SaysWhetherAChangeIsARatioOrADifference) {
  const auto records = parse_csv(
      csv_of(compare_texts(runs_of("A", {0, 0}, "allocs/op"), runs_of("A", {1, 1}, "allocs/op"))));
  EXPECT_EQ(records[2][9], "difference");
  EXPECT_EQ(records[2][10], "1");
  EXPECT_EQ(records[2][14], "") << "nothing was tested";
  EXPECT_EQ(records[2][verdict], "worse");
}

TEST(RenderCsv, JoinsWarnings) {
  const auto records = parse_csv(csv_of(compare_texts(runs_of("A", {1}), runs_of("A", {1}))));
  EXPECT_EQ(records[2][warnings],
            "need >= 6 samples for confidence interval at level 0.95; all samples are equal; "
            "need >= 4 samples to detect a difference at alpha level 0.05");
}

TEST(RenderCsv, QuotesHostileNames) {
  Asked asked;
  asked.projections.column = "note";
  const auto report =
      report_of("note: a, \"b\"\rc\nBenchmark\",\",x 1 1 u\nBenchmark,, 1 1 \"u\",\n", asked);
  const auto records = parse_csv(csv_of(report));
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1][2], "a, \"b\"\rc");
  EXPECT_EQ(records[2][0], ",,");
  EXPECT_EQ(records[2][1], "\"u\",");
  for (const auto& record : records) EXPECT_EQ(record.size(), 28U);
}

TEST(RenderCsv, NamesAColumnByAllOfItsFields) {
  Asked asked;
  asked.projections.column = "/a,/b,/c";
  const auto records =
      parse_csv(csv_of(report_of("BenchmarkX/a=1/b=2 1 1 u\nBenchmarkX/a=2/c=3 1 1 u\n", asked)));
  EXPECT_EQ(records[1][2], "1 2");
  EXPECT_EQ(records[2][2], "2 3");
  EXPECT_EQ(records[2][8], "1 2");
}

TEST(RenderCsv, TellsWhichSideAloneHasARow) {
  const auto records = parse_csv(csv_of(
      compare_texts(runs_of("A", {1}) + runs_of("B", {1}), runs_of("B", {1}) + runs_of("C", {1}))));
  ASSERT_EQ(records.size(), 5U);
  EXPECT_EQ(records[1][0] + " " + records[1][verdict], "A gone");
  EXPECT_EQ(records[2][0] + " " + records[2][verdict], "B ");
  EXPECT_EQ(records[4][0] + " " + records[4][verdict], "C new");
  // Of a single side, nothing is gone.
  EXPECT_EQ(parse_csv(csv_of(report_of(runs_of("A", {1}))))[1][verdict], "");
}

TEST(RenderCsv, GivesASettingThatIsNamedLikeAFieldAnotherName) {
  const auto records = parse_csv(csv_of(report_of("unit: a\nn: b\nx: c\n" + runs_of("A", {1}))));
  EXPECT_EQ(records[0][0], "unit:");
  EXPECT_EQ(records[0][1], "n:");
  EXPECT_EQ(records[0][2], "x");
  EXPECT_EQ(records[1][1], "b");
}

TEST(RenderCsv, KeepsASpreadsheetFromTakingNamesForFormulas) {
  const auto records = parse_csv(
      csv_of(compare_texts("x: @a\n" + runs_of("=1+1", {-5}, "+u") + runs_of("-A", {1}, "v"),
                           "x: @a\n" + runs_of("=1+1", {-6}, "+u"))));
  EXPECT_EQ(records[1][0], "'@a");
  EXPECT_EQ(records[1][1], "'=1+1");
  EXPECT_EQ(records[1][2], "'+u");
  EXPECT_EQ(records[1][5], "-5") << "numbers are numbers";
  EXPECT_EQ(records[3][1], "'-A");
}

}  // namespace
}  // namespace benchdiff::report

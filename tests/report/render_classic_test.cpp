#include <benchdiff/report/render_classic.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

constexpr std::string_view settings =
    "goos: linux\ngoarch: amd64\npkg: golang.org/x/perf/cmd/benchstat/testdata\n";

const std::string old_text =
    std::string(settings) +
    runs_of("Encode/format=json-48", {1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774}) +
    runs_of("Encode/format=gob-48", {3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062});
const std::string new_text =
    std::string(settings) +
    runs_of("Encode/format=json-48", {1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425}) +
    runs_of("Encode/format=gob-48", {3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062});

const std::string zero_text =
    "Unit a-bytes assume=exact\nUnit b-bytes assume=exact\nUnit c-bytes assume=exact\n"
    "Unit x assume=exact\nUnit y assume=exact\nnote: before\n"
    "BenchmarkImperceptible 1 1234567890 a-bytes 171717171716 b-bytes 99999930 c-bytes\n"
    "BenchmarkImperceptible2 1 1234567890 a-bytes 171717171716 b-bytes 99999930 c-bytes\n"
    "BenchmarkZeroOverZero 1 0 x\nBenchmarkZeroOverZero2 1 0 x\n"
    "BenchmarkNonZeroOverZero 1 0 y\nBenchmarkNonZeroOverZero2 1 0 y\nnote: after\n"
    "BenchmarkImperceptible 1 1234567890 a-bytes 171717171717 b-bytes 99999929 c-bytes\n"
    "BenchmarkImperceptible2 1 1234567890 a-bytes 171717171717 b-bytes 99999929 c-bytes\n"
    "BenchmarkZeroOverZero 1 0 x\nBenchmarkZeroOverZero2 1 0 x\n"
    "BenchmarkNonZeroOverZero 1 100 y\nBenchmarkNonZeroOverZero2 1 100 y\n";

Asked classic() {
  Asked asked;
  asked.judge.classic = true;
  return asked;
}

std::string text_of(const Report& report) {
  std::string out;
  render_classic_text(report, out);
  return out;
}

struct Csv {
  std::string out, warnings;
};

Csv csv_of(const Report& report) {
  Csv csv;
  render_classic_csv(report, csv.out, csv.warnings);
  return csv;
}

std::string six(std::string_view name, double value) {
  return runs_of(name, {value, value, value, value, value, value});
}

TEST(RenderClassicText, RendersNothingForNothing) { EXPECT_EQ(text_of(report_of("")), ""); }

TEST(RenderClassicText, ComparesTwoFiles) {
  EXPECT_EQ(text_of(compare_texts(old_text, new_text, classic())),
            R"(goos: linux
goarch: amd64
pkg: golang.org/x/perf/cmd/benchstat/testdata
                      │   old.txt   │               new.txt               │
                      │   sec/op    │   sec/op     vs base                │
Encode/format=json-48   1.718µ ± 1%   1.423µ ± 1%  -17.20% (p=0.000 n=10)
Encode/format=gob-48    3.066µ ± 0%   3.070µ ± 2%        ~ (p=0.446 n=10)
geomean                 2.295µ        2.090µ        -8.94%
)");
}

TEST(RenderClassicText, LeavesBlanksForWhatOneSideLacks) {
  const std::string text = "note: before\n" + six("A", 100) + six("B", 10000) + "note: after\n" +
                           six("A", 100) + six("C", 10000);
  EXPECT_EQ(text_of(report_of(text, by_note(true))),
            R"(        │   before    │                after                │
        │   sec/op    │   sec/op     vs base                │
A         100.0n ± 0%   100.0n ± 0%       ~ (p=1.000 n=6) ¹
B         10.00µ ± 0%
C                       10.00µ ± 0%
geomean   1.000µ        1.000µ       +0.00%               ²
¹ all samples are equal
² benchmark set differs from baseline; geomeans may not be comparable
)");
}

TEST(RenderClassicText, ShowsChangesThatCannotBeSeenAndChangesFromZero) {
  EXPECT_EQ(text_of(report_of(zero_text, by_note(true))),
            R"(               │    before    │           after            │
               │   a-bytes    │   a-bytes     vs base      │
Imperceptible    1.150Gi ± 0%   1.150Gi ± 0%   0.00% (n=1)
Imperceptible2   1.150Gi ± 0%   1.150Gi ± 0%   0.00% (n=1)
geomean          1.150Gi        1.150Gi       +0.00%

               │    before    │           after            │
               │   b-bytes    │   b-bytes     vs base      │
Imperceptible    159.9Gi ± 0%   159.9Gi ± 0%  +0.00% (n=1)
Imperceptible2   159.9Gi ± 0%   159.9Gi ± 0%  +0.00% (n=1)
geomean          159.9Gi        159.9Gi       +0.00%

               │    before    │           after            │
               │   c-bytes    │   c-bytes     vs base      │
Imperceptible    95.37Mi ± 0%   95.37Mi ± 0%  -0.00% (n=1)
Imperceptible2   95.37Mi ± 0%   95.37Mi ± 0%  -0.00% (n=1)
geomean          95.37Mi        95.37Mi       -0.00%

              │    before    │           after            │
              │      x       │     x       vs base        │
ZeroOverZero    0.000 ± 0%     0.000 ± 0%   0.00% (n=1)
ZeroOverZero2   0.000 ± 0%     0.000 ± 0%   0.00% (n=1)
geomean                    ¹               +0.00%       ¹
¹ summaries must be >0 to compute geomean

                 │   before   │        after        │
                 │     y      │     y       vs base │
NonZeroOverZero    0.0 ± 0%     100.0 ± 0%  ? (n=1)
NonZeroOverZero2   0.0 ± 0%     100.0 ± 0%  ? (n=1)
geomean                     ¹   100.0       ?
¹ summaries must be >0 to compute geomean
)");
}

TEST(RenderClassicText, MarksSummariesOfExactUnitsThatVary) {
  EXPECT_EQ(text_of(report_of("Unit text-bytes assume=exact\nnote: before\n" +
                                  runs_of("Size", {100}, "text-bytes") +
                                  runs_of("NonExact", {100, 101, 101}, "text-bytes") +
                                  "note: after\n" + runs_of("Size", {105}, "text-bytes") +
                                  runs_of("NonExact", {101, 101, 101}, "text-bytes"),
                              by_note(true))),
            R"(         │    before    │          after           │
         │  text-bytes  │ text-bytes  vs base      │
Size       100.0 ± 0%     105.0 ± 0%  +5.00% (n=1)
NonExact   101.0 ± 1% ¹   101.0 ± 0%   0.00% (n=3)
geomean    100.5          103.0       +2.47%
¹ exact distribution expected, but values range from 100 to 101
)");
}

TEST(RenderClassicText, HasNoGeomeanOfOneRow) {
  EXPECT_EQ(text_of(report_of(
                "note: before\nBenchmarkX 1 100 ns/op\nnote: after\nBenchmarkX 1 101 ns/op\n",
                by_note(true))),
            R"(  │    before    │              after              │
  │    sec/op    │    sec/op     vs base           │
X   100.0n ± ∞ ¹   101.0n ± ∞ ¹  ~ (p=1.000 n=1) ²
¹ need >= 6 samples for confidence interval at level 0.95
² need >= 4 samples to detect a difference at alpha level 0.05
)");
  EXPECT_EQ(text_of(report_of(
                "note: before\n" + runs_of("FloatSub/100-4", {115, 114, 115, 115, 115}) +
                    "note: after\n" + runs_of("FloatSub/100-4", {78.8, 78.8, 78.8, 78.8, 78.8}),
                by_note(true))),
            R"(               │    before     │                after                │
               │    sec/op     │    sec/op     vs base               │
FloatSub/100-4   115.00n ± ∞ ¹   78.80n ± ∞ ¹  -31.48% (p=0.008 n=5)
¹ need >= 6 samples for confidence interval at level 0.95
)");
}

TEST(RenderClassicText, PutsOneHeadingOverEqualNeighbours) {
  Asked asked = classic();
  asked.projections.column = "/a,/b";
  asked.projections.row = ".name";
  asked.judge.alpha = 1;
  EXPECT_EQ(
      text_of(report_of("Unit u assume=exact\nBenchmarkX/a=1/b=1 1 1 u\nBenchmarkX/a=1/b=2 1 2 u\n"
                        "BenchmarkX/a=2/b=2 1 3 u\n",
                        asked)),
      R"(  │                    1                    │             2              │
  │     1      │             2              │             2              │
  │     u      │     u       vs base        │     u       vs base        │
X   1.000 ± 0%   2.000 ± 0%  +100.00% (n=1)   3.000 ± 0%  +200.00% (n=1)
)");
}

TEST(RenderClassicText, ShowsSettingsOnlyWhereTheyChange) {
  const auto out =
      text_of(report_of("a: 1\nBenchmarkX 1 1 u\nb: 2\nBenchmarkX 1 1 u\n", classic()));
  EXPECT_TRUE(out.starts_with("a: 1\nb: \n")) << out;
  EXPECT_NE(out.find("\n\nb: 2\n"), std::string::npos) << out;
  EXPECT_EQ(out.find("a: 1", 1), std::string::npos) << out;
}

TEST(RenderClassicText, OrdersTablesByTheValuesOfTheirSettings) {
  const auto out =
      text_of(report_of("pkg: zzz\nBenchmarkX 1 1 u\npkg: aaa\nBenchmarkX 1 1 u\n", classic()));
  EXPECT_LT(out.find("pkg: aaa"), out.find("pkg: zzz"));
}

TEST(RenderClassicText, LetsNoNameWriteToTheTerminal) {
  const auto out =
      text_of(report_of("no\x1bte: \x1b[2J\u202e\nBenchmark\x1b]0;x\a\xff 1 1 u\x1b\n", classic()));
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find('\a'), std::string::npos);
  EXPECT_EQ(out.find('\xff'), std::string::npos);
  EXPECT_EQ(out.find("\u202e"), std::string::npos);
}

TEST(RenderClassicText, RendersEmptyProjections) {
  Asked asked = classic();
  asked.projections = {.table = "", .row = "", .column = "", .ignore = ""};
  const auto out = text_of(report_of(runs_of("A", {1, 2}) + runs_of("B", {3}), asked));
  EXPECT_NE(out.find("benchmarks vary in .fullname"), std::string::npos) << out;
}

TEST(RenderClassicText, LeavesNoBlanksAtTheEndOfALine) {
  for (const auto& report :
       {compare_texts(old_text, new_text, classic()), report_of(zero_text, by_note(true))}) {
    const std::string out = text_of(report);
    EXPECT_EQ(out.find(" \n"), std::string::npos);
    EXPECT_EQ(out.find("\t"), std::string::npos);
  }
}

TEST(RenderClassicCsv, RendersNothingForNothing) {
  const auto csv = csv_of(report_of(""));
  EXPECT_EQ(csv.out, "");
  EXPECT_EQ(csv.warnings, "");
}

TEST(RenderClassicCsv, ComparesTwoFiles) {
  const auto csv = csv_of(compare_texts(old_text, new_text, classic()));
  EXPECT_EQ(csv.out, R"(goos: linux
goarch: amd64
pkg: golang.org/x/perf/cmd/benchstat/testdata
,old.txt,,new.txt,,,
,sec/op,CI,sec/op,CI,vs base,P
Encode/format=json-48,1.7180000000000001e-06,1%,1.4225000000000001e-06,1%,-17.20%,p=0.000 n=10
Encode/format=gob-48,3.0655e-06,0%,3.0700000000000003e-06,2%,~,p=0.446 n=10
geomean,2.294891936453654e-06,,2.089754770302007e-06,,-8.94%,
)");
  EXPECT_EQ(csv.warnings, "");
}

TEST(RenderClassicCsv, NamesTheCellOfAWarning) {
  Asked asked = classic();
  asked.projections.row = ".name";
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(new_text, "new.txt"));
  const auto csv = csv_of(make_report(std::move(files), asked));
  EXPECT_EQ(csv.out, R"(goos: linux
goarch: amd64
pkg: golang.org/x/perf/cmd/benchstat/testdata
,new.txt,
,sec/op,CI
Encode,2.2530000000000003e-06,37%
geomean,2.2530000000000016e-06,
)");
  EXPECT_EQ(csv.warnings, "B6: benchmarks vary in .fullname\n");
}

TEST(RenderClassicCsv, SeparatesTablesByAnEmptyRecord) {
  const auto csv = csv_of(report_of(
      "Unit u assume=exact\nUnit v assume=exact\na: 1\nBenchmarkX 1 1 u 2 v\n", classic()));
  EXPECT_EQ(csv.out,
            "a: 1\n,results.txt,\n,u,CI\nX,1,0%\ngeomean,1,\n"
            "\n,results.txt,\n,v,CI\nX,2,0%\ngeomean,2,\n");
}

TEST(RenderClassicCsv, QuotesFields) {
  const auto csv = csv_of(report_of(
      "Unit u assume=exact\na: x, \"y\"\nBenchmark\"A\",b 1 1 u\nBenchmark 1 1 u\n", classic()));
  EXPECT_EQ(csv.out,
            "\"a: x, \"\"y\"\"\"\n,results.txt,\n,u,CI\n\"\"\"A\"\",b\",1,0%\n,1,0%\ngeomean,1,\n");
}

TEST(RenderClassicCsv, LeavesOutFieldsAtTheEndOfARow) {
  const auto csv =
      csv_of(report_of("Unit u assume=exact\nnote: before\nBenchmarkA 1 1 u\nBenchmarkB 1 0 u\n"
                       "note: after\nBenchmarkB 1 5 u\nBenchmarkC 1 6 u\n",
                       by_note(true)));
  EXPECT_EQ(csv.out,
            ",before,,after,,,\n,u,CI,u,CI,vs base,P\n"
            "A,1,0%\nB,0,0%,5,0%,?,n=1\nC,,,6,0%\n"
            "geomean,,,5.47722557505166,,?,\n");
  EXPECT_EQ(csv.warnings,
            "B6: summaries must be >0 to compute geomean\n"
            "D6: benchmark set differs from baseline; geomeans may not be comparable\n");
}

TEST(RenderClassicCsv, NamesColumnsPastZ) {
  Asked asked = classic();
  asked.projections.column = "/c";
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += "BenchmarkA/c=" + std::to_string(i) + " 1 " + std::to_string(i + 1) + " u\n";
  const auto csv = csv_of(report_of(text, asked));
  EXPECT_NE(csv.warnings.find("\nV3: need >= 4 samples"), std::string::npos) << csv.warnings;
  EXPECT_NE(csv.warnings.find("\nZ3: need >= 4 samples"), std::string::npos) << csv.warnings;
  EXPECT_NE(csv.warnings.find("\nAB3: need >= 6 samples"), std::string::npos) << csv.warnings;
}

TEST(RenderClassic, SaysTheSameOnTheSameInput) {
  const auto once = compare_texts(old_text, new_text, classic());
  const auto again = compare_texts(old_text, new_text, classic());
  EXPECT_EQ(text_of(once), text_of(again));
  EXPECT_EQ(csv_of(once).out, csv_of(again).out);
}

}  // namespace
}  // namespace benchdiff::report

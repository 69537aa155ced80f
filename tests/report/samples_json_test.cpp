#include <benchdiff/report/samples_json.h>

#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/json_tree.h>
#include <benchdiff/formats/read.h>
#include <benchdiff/formats/report_samples.h>
#include <benchdiff/formats/split.h>
#include <benchdiff/report/differences.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using namespace std::string_view_literals;

/// A report as the program makes it.
Report report_of_files(std::vector<formats::ResultFile> files, const Asked& asked = {}) {
  Filter filter(asked.filter);
  Projections projections(asked.projections, filter, config_order(asked));
  UnitProperties units;
  for (const auto& file : files) {
    for (const auto& note : file.notes) {
      if (note.kind == formats::Note::Kind::unit_setting) (void)units.add(note.unit);
    }
  }
  const bool several = files.size() > 1;
  auto differences = set_differences_aside(files, projections);
  auto samples = tabulate(std::move(files), filter, projections);
  Report report = judge(samples, projections, units, asked.judge);
  keep_samples(std::move(samples), report);
  report.differences = std::move(differences);
  report.wants_comparison = several;
  return report;
}

Report report_of_texts(std::initializer_list<std::string_view> texts, const Asked& asked = {}) {
  std::vector<formats::ResultFile> files;
  for (const std::string_view text : texts) {
    files.push_back(formats::read_text(text, "file " + std::to_string(files.size())));
  }
  return report_of_files(std::move(files), asked);
}

std::string samples_of(const Report& report) {
  std::string out;
  append_samples_json(report, out);
  return out;
}

std::string page_of(const Report& report) {
  return "<!DOCTYPE html>\n<title>x</title>\n" + std::string(formats::samples_element) +
         samples_of(report) + "</script>\n<p>more</p>\n";
}

std::string json_of(const Report& report) {
  return R"({"benchdiff":"report/1","other":{"rows":[{"a":[1,2]}]},"samples":)" +
         samples_of(report) + "}\n";
}

Report read_back(const std::string& text, const Asked& asked = {}) {
  auto file = formats::read_text(text, "report");
  EXPECT_EQ(file.failure.value_or(""), "") << text.substr(0, 2000);
  // Notes are of the file as a whole.
  auto sides = formats::split_by_setting(file, "side");
  std::vector<formats::ResultFile> files;
  if (sides.empty()) {
    files.push_back(std::move(file));
  } else {
    files = std::move(sides);
  }
  return report_of_files(std::move(files), asked);
}

void expect_same(double a, double b, const char* what) {
  EXPECT_TRUE((std::isnan(a) && std::isnan(b)) || a == b) << what << ": " << a << ", " << b;
}

void expect_equal(const Comparison& a, const Comparison& b) {
  EXPECT_EQ(a.verdict, b.verdict);
  EXPECT_EQ(a.leaning, b.leaning);
  EXPECT_EQ(a.tested, b.tested);
  EXPECT_EQ(a.runs_to_settle, b.runs_to_settle);
  EXPECT_EQ(a.change.kind, b.change.kind);
  expect_same(a.p, b.p, "p");
  expect_same(a.adjusted_p, b.adjusted_p, "adjusted p");
  expect_same(a.change.estimate, b.change.estimate, "change");
  expect_same(a.change.low, b.change.low, "low");
  expect_same(a.change.high, b.change.high, "high");
  expect_same(a.effect.delta, b.effect.delta, "delta");
  expect_same(a.detectable, b.detectable, "detectable");
  EXPECT_EQ(texts_of(a.warnings), texts_of(b.warnings));
}

void expect_equal(const Report& a, const Cell& in_a, const Report& b, const Cell& in_b) {
  EXPECT_EQ(in_a.column, in_b.column);
  ASSERT_EQ(in_a.runs, in_b.runs);
  const auto values_a = a.values_of(in_a);
  const auto values_b = b.values_of(in_b);
  for (std::size_t i = 0; i < values_a.size(); ++i) {
    expect_same(values_a[i] * in_a.factor, values_b[i] * in_b.factor, "value");
    EXPECT_EQ(std::signbit(values_a[i]), std::signbit(values_b[i]));
  }
  expect_same(in_a.center, in_b.center, "center");
  expect_same(in_a.low, in_b.low, "low");
  expect_same(in_a.high, in_b.high, "high");
  EXPECT_EQ(texts_of(in_a.warnings), texts_of(in_b.warnings));
  ASSERT_EQ(in_a.comparison == nullptr, in_b.comparison == nullptr);
  if (in_a.comparison) expect_equal(*in_a.comparison, *in_b.comparison);
}

void expect_equal(const Report& a, const Report& b) {
  EXPECT_EQ(a.columns, b.columns);
  ASSERT_EQ(a.differences.size(), b.differences.size());
  for (std::size_t i = 0; i < a.differences.size(); ++i) {
    EXPECT_EQ(a.differences[i].key, b.differences[i].key);
    EXPECT_EQ(a.differences[i].values, b.differences[i].values);
  }
  EXPECT_EQ(a.counts.total(), b.counts.total());
  ASSERT_EQ(a.tables.size(), b.tables.size());
  for (std::size_t t = 0; t < a.tables.size(); ++t) {
    const Table& in_a = a.tables[t];
    const Table& in_b = b.tables[t];
    EXPECT_EQ(in_a.unit, in_b.unit);
    EXPECT_EQ(in_a.group, in_b.group);
    EXPECT_EQ(*in_a.settings, *in_b.settings);
    EXPECT_EQ(in_a.better, in_b.better);
    EXPECT_EQ(in_a.exact, in_b.exact);
    EXPECT_EQ(in_a.column_places, in_b.column_places);
    ASSERT_EQ(in_a.rows.size(), in_b.rows.size());
    ASSERT_EQ(in_a.cells.size(), in_b.cells.size());
    for (std::size_t r = 0; r < in_a.rows.size(); ++r) {
      EXPECT_EQ(in_a.rows[r].label, in_b.rows[r].label);
      EXPECT_EQ(in_a.rows[r].cell_count, in_b.rows[r].cell_count);
    }
    for (std::size_t c = 0; c < in_a.cells.size(); ++c) {
      expect_equal(a, in_a.cells[c], b, in_b.cells[c]);
    }
  }
}

void expect_round_trip(const Report& report, const Asked& asked = {}) {
  SCOPED_TRACE(samples_of(report).substr(0, 2000));
  expect_equal(report, read_back(page_of(report), asked));
  expect_equal(report, read_back(json_of(report), asked));
  expect_equal(report, read_back(samples_of(report), asked));
}

std::string noisy(std::string_view name, double center, int runs, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < runs; ++i) {
    const double value = center * (1 + 2e-5 * static_cast<double>(random() % 1000));
    text += "Benchmark" + std::string(name) + " 100 " + shortest(value) +
            " ns/op 512 B/op 3 allocs/op\n";
  }
  return text;
}

TEST(SamplesJson, GivesTheSameReportOfTwoFiles) {
  const std::string settings = "goos: linux\ncpu: fast\n";
  expect_round_trip(
      report_of_texts({settings + noisy("A", 100, 10, 1) + noisy("B/x=1-8", 2e6, 10, 2),
                       settings + noisy("A", 110, 10, 3) + noisy("B/x=1-8", 2e6, 12, 4)}));
}

TEST(SamplesJson, GivesTheSameReportOfThreeColumns) {
  const auto report = report_of_texts({noisy("A", 100, 8, 1) + noisy("Old", 9, 6, 7),
                                       noisy("A", 110, 8, 2) + noisy("B", 5, 5, 8),
                                       noisy("A", 90, 8, 3) + noisy("B", 6, 5, 9)});
  ASSERT_EQ(report.columns.size(), 3U);
  expect_round_trip(report);
}

TEST(SamplesJson, GivesTheSameReportOfOneFile) {
  const auto report = report_of_texts({"pkg: p\n" + noisy("A", 100, 8, 1)});
  EXPECT_EQ(formats::read_text(page_of(report)).configurations.at(0).size(), 1U) << "no side";
  auto again = read_back(page_of(report));
  again.columns = report.columns;  // the file's name
  expect_equal(report, again);
}

TEST(SamplesJson, KeepsWhatTellsTheSidesApart) {
  expect_round_trip(report_of_texts({"cpu: a\ngoos: linux\n" + noisy("A", 100, 8, 1),
                                     "cpu: b\ngoos: linux\ncommit: x\n" + noisy("A", 100, 8, 2)}));
}

TEST(SamplesJson, KeepsTheOrderOfGroupsAndRows) {
  const std::string old_text = "pkg: a\n" + noisy("Z", 1, 3, 1) + "pkg: b\n" + noisy("N", 2, 3, 2) +
                               "pkg: a\n" + noisy("S", 3, 3, 3) + "pkg: b\n" + noisy("S", 4, 3, 4);
  const std::string new_text = "pkg: c\n" + noisy("Q", 1, 3, 5) + old_text + noisy("A", 7, 3, 6);
  expect_round_trip(report_of_texts({old_text, new_text}));
}

TEST(SamplesJson, KeepsSettingsThatAGroupLacks) {
  const std::string text = "pkg: a\n" + noisy("A", 1, 3, 1) + "tags: t\n" + noisy("A", 2, 3, 2) +
                           "pkg:\n" + noisy("A", 3, 3, 3);
  expect_round_trip(report_of_texts({text, text}));
}

TEST(SamplesJson, KeepsUnitsAsTheyWereWritten) {
  const std::string text =
      "Unit score better=higher\nUnit size assume=exact\nUnit MB/s better=lower\n"
      "BenchmarkA 1 5 ns/op 3 score 7 size 12.5 MB/s 3.3 p99-ns 0.1 B/op 4 wibble\n"
      "BenchmarkA 1 6 ns/op 4 score 7 size 12.6 MB/s 3.4 p99-ns 0.1 B/op 4 wibble\n";
  const auto report = report_of_texts({text, text});
  expect_round_trip(report);
  const std::string samples = samples_of(report);
  for (const auto unit :
       {R"({"unit":"ns/op","better":"lower"})", R"({"unit":"score","better":"higher"})",
        R"({"unit":"size","exact":true})", R"({"unit":"MB/s","better":"lower"})",
        R"({"unit":"p99-ns","better":"lower"})", R"({"unit":"wibble"})"}) {
    EXPECT_NE(samples.find(unit), samples.npos) << unit << "\n" << samples;
  }
}

TEST(SamplesJson, KeepsValuesOfUnitsWrittenInTwoWays) {
  expect_round_trip(report_of_texts({runs_of("A", {1720, 1721, 1722}, "ns/op"),
                                     runs_of("A", {1.8e-6, 1.9e-6, 1.7e-6}, "sec/op")}));
  // Both in one file, which are put together in the unit that is reported.
  const std::string mixed = runs_of("A", {1720, 1721}) + runs_of("A", {1.8e-6}, "sec/op");
  expect_round_trip(report_of_texts({mixed, mixed}));
}

TEST(SamplesJson, KeepsUnitsThatSomeRunsLack) {
  const std::string text =
      "BenchmarkA 1 5 ns/op 3 B/op\nBenchmarkA 1 6 ns/op\nBenchmarkA 1 7 ns/op 4 B/op 1 x\n"
      "BenchmarkB 1 7 B/op\n";
  expect_round_trip(report_of_texts({text, "BenchmarkB 1 7 ns/op 8 B/op\nBenchmarkA 1 5 x\n"}));
}

TEST(SamplesJson, KeepsZerosInfinitiesAndWhatWasNoNumber) {
  const std::string text =
      runs_of("Zero", {0, 0, 0, -0.0, 0}) +
      "BenchmarkInf 1 Inf ns/op\nBenchmarkInf 1 -Inf ns/op\nBenchmarkInf 1 1 ns/op\n"
      "BenchmarkNone 1 NaN ns/op\nBenchmarkTiny 1 5e-324 ns/op\nBenchmarkBig 1 1.797e308 ns/op\n";
  const auto report = report_of_texts({text, text});
  expect_round_trip(report);
  EXPECT_NE(samples_of(report).find(R"(["inf","-inf",1])"), std::string::npos);
}

TEST(SamplesJson, KeepsHostileNamesAndSettings) {
  const std::string evil = "</script><!--\u202e|`@x#1::error::\"\\\t😀";
  std::vector<formats::ResultFile> files(2);
  for (auto& file : files) {
    file.label = evil + std::to_string(&file - files.data()) + "\n";
    formats::ResultFileBuilder builder(file);
    for (const auto& name :
         {evil, std::string("a\0b\nc", 5), std::string(10000, 'x'), std::string("side")}) {
      (void)builder.set("side", "a " + name.substr(0, 5));
      (void)builder.set(evil, evil);
      for (int run = 0; run < 5; ++run) {
        builder.begin(name);
        builder.measure(5 + run, evil + "/op");
        (void)builder.commit(1, 1);
      }
    }
  }
  const auto report = report_of_files(files);
  const std::string page = page_of(report);
  EXPECT_EQ(page.find("</script"), page.rfind("</script"));
  auto again = read_back(page);
  // A setting that would be taken for the sides has another name.
  for (Table& table : again.tables) {
    auto settings = *table.settings;
    for (auto& setting : settings) {
      if (setting.key == "side-in-file") setting.key = "side";
    }
    table.settings = std::make_shared<const std::vector<formats::Setting>>(settings);
  }
  expect_equal(report, again);
}

TEST(SamplesJson, TellsColumnsOfOneNameApart) {
  Asked asked;
  asked.projections.column = "/x /y";
  const auto report =
      report_of_texts({"BenchmarkA/x=1_2/y=3 1 5 ns/op\nBenchmarkA/x=1_2 1 6 ns/op\n"}, asked);
  std::string samples = samples_of(report);
  const auto file = formats::read_text(samples);
  EXPECT_EQ(file.failure.value_or(""), "");
  EXPECT_EQ(formats::split_by_setting(file, "side").size(), report.columns.size());
  auto same = report_of_texts({noisy("A", 1, 3, 1), noisy("A", 2, 3, 2)});
  same.columns = {"a", "a"};
  EXPECT_EQ(formats::split_by_setting(formats::read_text(samples_of(same)), "side").size(), 2U);
}

TEST(SamplesJson, ReportsOfOtherProjectionsKeepTheirCells) {
  Asked asked;
  asked.projections.column = "/format";
  asked.projections.row = ".name";
  const std::string text =
      noisy("Encode/format=json", 100, 6, 1) + noisy("Encode/format=gob", 120, 6, 2) +
      noisy("Decode/format=json", 100, 6, 3) + noisy("Decode/format=gob", 120, 6, 4);
  const auto report = report_of_texts({text}, asked);
  expect_equal(report, read_back(page_of(report)));
}

/// A file in which a benchmark's first run has all of its units, and later ones may lack some.
std::string random_file(std::mt19937& random) {
  const auto pick = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  const auto value = [&] {
    const double any = static_cast<double>(random() % 100000);
    return shortest(pick(3) == 0 ? pick(3) : std::ldexp(any, static_cast<int>(pick(60)) - 30));
  };
  std::string text;
  std::string pkg;
  std::string tag;
  std::set<std::string> seen;
  for (unsigned lines = 4 + pick(40); lines > 0; --lines) {
    if (pick(8) == 0) text += pkg = "pkg: p" + std::to_string(pick(3)) + "\n";
    if (pick(12) == 0) text += tag = "tag: t" + std::to_string(pick(2)) + "\n";
    const unsigned name = pick(5);
    const bool first = seen.insert(pkg + tag + std::to_string(name)).second;
    text += "Benchmark" + std::string(1, static_cast<char>('A' + name)) + " 1 " + value();
    text += pick(5) == 0 ? " sec/op" : " ns/op";
    if (name % 2 == 0 && (first || pick(2) == 0)) text += " " + value() + " B/op";
    if (name % 3 == 0 && (first || pick(3) == 0)) text += " " + value() + " MB/s";
    text += "\n";
  }
  return text;
}

TEST(SamplesJson, ManyRandomReportsComeBack) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<formats::ResultFile> files;
    for (auto left = 2 + random() % 2; left > 0; --left) {
      const std::string label = "f" + std::to_string(files.size());
      files.push_back(formats::read_text(random_file(random), label));
    }
    expect_round_trip(report_of_files(std::move(files)));
    if (HasFailure()) return;
  }
}

TEST(SamplesJson, TakesLittleRoomForABenchmark) {
  std::string old_text;
  std::string new_text;
  constexpr int benchmarks = 50;
  for (int i = 0; i < benchmarks; ++i) {
    const std::string name = "Encode/format=json/size=" + std::to_string(1000 + i) + "-8";
    const auto seed = static_cast<unsigned>(i);
    old_text += noisy(name, 1723, 10, seed);
    new_text += noisy(name, 1650, 10, seed + 1000);
  }
  const auto rounded = [](const std::string& text) {  // as Go prints it: with four digits
    auto file = formats::read_text(text);
    for (double& value : file.values) value = std::round(value * 10) / 10;
    return file;
  };
  std::vector<formats::ResultFile> files{rounded(old_text), rounded(new_text)};
  files[0].label = "old";
  files[1].label = "new";
  EXPECT_LT(samples_of(report_of_files(std::move(files))).size(), 450U * benchmarks);
}

TEST(SamplesJson, IsWellFormedForAnEmptyReport) {
  EXPECT_TRUE(formats::parse_json(samples_of(Report())));
}

}  // namespace
}  // namespace benchdiff::report

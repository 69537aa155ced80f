#include <benchdiff/report/render_json.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/json_tree.h>
#include <benchdiff/report/fits.h>
#include <benchdiff/report/json_words.h>
#include <benchdiff/report/verdict_words.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using formats::JsonValue;

const std::string schema_path = std::string(BENCHDIFF_TESTS) + "/../../docs/report.schema.json";

std::string json_of(const Report& report) {
  std::string out;
  render_json(report, out);
  return out;
}

/// A rendered report, and what another parser makes of it.
struct Rendered {
  explicit Rendered(const Report& report) : text(json_of(report)), tree(formats::parse_json(text)) {
    EXPECT_TRUE(tree) << text.substr(0, 2000);
  }
  [[nodiscard]] JsonValue root() const { return tree ? tree->root() : JsonValue(); }

  std::string text;
  std::optional<formats::JsonTree> tree;
};

/// A value by the names of members and the places of elements; null where there is none.
JsonValue at(JsonValue value, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) {
    if (value.is_array()) {
      const auto elements = value.elements();
      const auto place = static_cast<std::size_t>(std::stoul(std::string(key)));
      value = place < elements.size() ? elements[place] : JsonValue();
    } else {
      value = value.find(key).value_or(JsonValue());
    }
  }
  return value;
}

std::vector<double> around(double center, int runs, double step) {
  std::vector<double> values;
  for (int i = 0; i < runs; ++i) values.push_back(center * (1 + step * ((i * 7) % 11 - 5)));
  return values;
}

Report plain_report() {
  return compare_texts("goos: linux\n" + runs_of("A", around(100, 10, 0.001)) +
                           runs_of("Gone", {1, 2}) + runs_of("A", {3, 3, 3}, "allocs/op"),
                       "goos: linux\n" + runs_of("A", around(120, 10, 0.001)) +
                           runs_of("Added", {1, 2}) + runs_of("A", {4, 4, 4}, "allocs/op"));
}

Report hostile_report() {
  const std::string evil = "\x1b]0;t\a\x7f\u202e\u2028\x9b\xff</script><!--`|@a#1 ::error::\"\\";
  std::vector<formats::ResultFile> files(2);
  for (auto& file : files) {
    file.label = evil + std::string(1, static_cast<char>('1' + (&file - files.data())));
    file.path = evil;
    formats::ResultFileBuilder builder(file);
    (void)builder.set(evil, evil);
    const std::string names[] = {evil, std::string(10000, '{'), std::string("\0\n", 2), ""};
    for (const auto& name : names) {
      for (const double value : {1.0, 2.0, HUGE_VAL, std::nan(""), 0.0, -1.0}) {
        builder.begin(name);
        builder.measure(value, evil + "/op");
        (void)builder.commit(1, 1);
      }
    }
  }
  auto report = make_report(std::move(files));
  report.differences.push_back({evil, {evil, ""}});
  report.keeping_apart.push_back(evil);
  return report;
}

/// With everything a gate can say.
Report gated_report() {
  auto report = plain_report();
  report.gate = GateOutcome{.result = GateResult::failed,
                            .rules = {"worse", "ns/op:5%"},
                            .failed = 1,
                            .inconclusive = 0,
                            .waived = 1,
                            .muted = 0,
                            .remarks = {"a waiver is over"}};
  int state = 0;
  for (Table& table : report.tables) {
    for (Cell& cell : table.cells) {
      if (cell.comparison) cell.comparison->gate = {static_cast<Gated>(++state % 6), "worse"};
    }
  }
  return report;
}

Report fitted_report() {
  std::string texts[2];
  for (int side = 0; side < 2; ++side) {
    for (int size = 1; size <= 64; size *= 2) {
      texts[side] +=
          runs_of("Sort/n=" + std::to_string(size), around(size * 10.0 + side, 5, 0.001));
      texts[side] +=
          runs_of("Get/threads=" + std::to_string(size), around(100.0 / size + 1, 5, 0.002));
    }
  }
  std::vector<formats::ResultFile> files{formats::read_text(texts[0], "a"),
                                         formats::read_text(texts[1], "b")};
  const Asked asked;
  Filter filter(asked.filter);
  Projections projections(asked.projections, filter, ConfigOrder::first_seen);
  auto samples = tabulate(std::move(files), filter, projections);
  auto report = judge(samples, projections, UnitProperties(), asked.judge);
  const FitRequest requests[] = {parse_fit("/n"), parse_fit("/threads")};
  report.fits = fit(samples, report, requests);
  keep_samples(std::move(samples), report);
  return report;
}

Report with_test(stats::Test test) {
  Asked asked;
  asked.judge.test = test;
  if (test == stats::Test::quantile)
    asked.judge.statistic = {stats::Statistic::Kind::quantile, 0.9};
  if (stats::is_of_blocks(test)) asked.projections.block = "machine";
  return compare_texts("machine: a\n" + runs_of("A", around(100, 9, 0.01)) + runs_of("B", {1, 2}),
                       "machine: a\n" + runs_of("A", around(130, 9, 0.01)) + runs_of("B", {1}),
                       asked);
}

/// Reports of every kind.
std::vector<Report> all_reports() {
  std::vector<Report> reports;
  reports.push_back(plain_report());
  reports.push_back(hostile_report());
  reports.push_back(gated_report());
  reports.push_back(fitted_report());
  reports.emplace_back();
  reports.push_back(report_of(runs_of("Alone", {1, 2, 3, 4, 5, 6, 7})));
  reports.push_back(compare_texts(runs_of("A", {1}), runs_of("B", {1})));
  std::vector<formats::ResultFile> three;
  for (const char* label : {"a", "b", "c"}) {
    three.push_back(formats::read_text(
        "pkg: x\n" + runs_of("A", around(100 + static_cast<double>(three.size()), 12, 0.02)) +
            (three.empty() ? "" : "pkg: y\n" + runs_of("A", {0, 0, 1})),
        label));
  }
  reports.push_back(make_report(std::move(three)));
  for (int test = 0; test <= static_cast<int>(stats::Test::two_level); ++test) {
    reports.push_back(with_test(static_cast<stats::Test>(test)));
  }
  Asked classic;
  classic.judge.classic = true;
  reports.push_back(compare_texts(runs_of("A", {1, 2, 3}), runs_of("A", {1, 2, 3}), classic));
  return reports;
}

TEST(RenderJson, BeginsWithItsVersion) {
  EXPECT_TRUE(json_of(plain_report()).starts_with("{\"benchdiff\":\"report/1\",\n"));
  EXPECT_TRUE(json_of({}).starts_with("{\"benchdiff\":\"report/1\",\n"));
  EXPECT_TRUE(json_of({}).ends_with("}\n"));
}

TEST(RenderJson, PutsEveryRowOnALineOfItsOwn) {
  const std::string text = json_of(plain_report());
  for (const auto name : {"\n{\"name\":\"A\",\"cells\":", "\n{\"name\":\"Gone\",\"cells\":",
                          "\n{\"name\":\"A\",\"runs\":"}) {
    EXPECT_NE(text.find(name), text.npos) << name << "\n" << text;
  }
}

TEST(RenderJson, HoldsTheNumbersOfTheReport) {
  const auto report = plain_report();
  const Rendered rendered(report);
  const JsonValue root = rendered.root();
  EXPECT_EQ(at(root, {"counts", "worse"}).number(), static_cast<double>(report.counts.worse));
  EXPECT_EQ(at(root, {"columns", "1"}).text(), "new.txt");
  EXPECT_EQ(at(root, {"added", "0"}).text(), "Added");
  EXPECT_EQ(at(root, {"removed", "0"}).text(), "Gone");
  EXPECT_FALSE(at(root, {"next_step"}).text().starts_with("next"));
  const Table& table = report.tables[0];
  const JsonValue json = at(root, {"tables", "0"});
  EXPECT_EQ(at(json, {"unit"}).text(), "sec/op");
  EXPECT_EQ(at(json, {"settings", "0", "value"}).text(), "linux");
  const Cell& cell = table.cells[1];
  const JsonValue in_json = at(json, {"rows", "0", "cells", "1"});
  EXPECT_EQ(at(in_json, {"center"}).number(), cell.center);
  EXPECT_EQ(at(in_json, {"low"}).number(), cell.low);
  EXPECT_EQ(at(in_json, {"runs"}).number(), 10);
  const Comparison& comparison = *cell.comparison;
  const JsonValue compared = at(in_json, {"comparison"});
  EXPECT_EQ(at(compared, {"verdict"}).text(), verdict_word(comparison.verdict));
  EXPECT_EQ(at(compared, {"change", "estimate"}).number(), comparison.change.estimate);
  EXPECT_EQ(at(compared, {"change", "low"}).number(), comparison.change.low);
  EXPECT_EQ(at(compared, {"p"}).number(), comparison.p);
  EXPECT_EQ(at(compared, {"adjusted_p"}).number(), comparison.adjusted_p);
  EXPECT_NEAR(at(compared, {"log10_p"}).number(), std::log10(comparison.p), 1e-9);
  EXPECT_EQ(at(compared, {"detectable"}).number(), comparison.detectable);
  EXPECT_EQ(at(compared, {"cliffs_delta", "delta"}).number(), 1);
  EXPECT_EQ(at(root, {"samples", "benchdiff"}).text(), "samples/1");
}

TEST(RenderJson, HasNoPOfWhatIsNotTested) {
  const Rendered rendered(plain_report());
  const JsonValue allocations = at(rendered.root(), {"tables", "1"});
  ASSERT_EQ(at(allocations, {"unit"}).text(), "allocs/op");
  const JsonValue compared = at(allocations, {"rows", "0", "cells", "1", "comparison"});
  EXPECT_FALSE(at(compared, {"tested"}).flag());
  EXPECT_EQ(at(compared, {"verdict"}).text(), "worse");
  for (const std::string_view name : {"p", "log10_p", "adjusted_p", "cliffs_delta"}) {
    EXPECT_TRUE(compared.find(name) && compared.find(name)->is_null()) << name;
  }
}

TEST(RenderJson, SaysWhatTheGateMadeOfIt) {
  const Rendered rendered(gated_report());
  EXPECT_EQ(at(rendered.root(), {"gate", "result"}).text(), "failed");
  EXPECT_EQ(at(rendered.root(), {"gate", "remarks", "0"}).text(), "a waiver is over");
  const JsonValue compared =
      at(rendered.root(), {"tables", "0", "rows", "0", "cells", "1", "comparison"});
  EXPECT_EQ(at(compared, {"gate", "state"}).text(), "passed");
  EXPECT_EQ(at(compared, {"gate", "why"}).text(), "worse");
  EXPECT_TRUE(Rendered(plain_report()).root().find("gate")->is_null());
}

TEST(RenderJson, HoldsTheFits) {
  const Rendered rendered(fitted_report());
  EXPECT_EQ(at(rendered.root(), {"fits", "0", "key"}).text(), "/n");
  EXPECT_EQ(at(rendered.root(), {"fits", "0", "curves", "1", "complexity", "best"}).text(),
            "linear");
  EXPECT_EQ(at(rendered.root(), {"fits", "1", "curves", "0", "scalability", "verdict"}).text(),
            "fitted");
}

TEST(RenderJson, IsTheSameTwice) { EXPECT_EQ(json_of(fitted_report()), json_of(fitted_report())); }

TEST(RenderJson, IsOneDocumentWhateverNamesHold) {
  const Rendered rendered(hostile_report());
  EXPECT_EQ(rendered.text.find('\x1b'), std::string::npos);
  EXPECT_EQ(rendered.text.find("</"), std::string::npos);
  EXPECT_EQ(rendered.text.find("\u202e"), std::string::npos);
  EXPECT_EQ(at(rendered.root(), {"tables", "0", "rows", "1", "name"}).size(), 0U);
  EXPECT_EQ(at(rendered.root(), {"tables", "0", "rows", "1", "name"}).text().size(), 10000U);
}

/// The words that the schema has at a place.
std::set<std::string> words_at(JsonValue schema, std::initializer_list<std::string_view> path) {
  std::set<std::string> words;
  const JsonValue list = at(schema, path);
  for (const JsonValue& value : list.elements()) {
    if (value.is_text()) words.emplace(value.text());
  }
  return words;
}

template <std::size_t count>
std::set<std::string> all_of(const std::array<std::string_view, count>& words) {
  std::set<std::string> set(words.begin(), words.end());
  EXPECT_EQ(set.size(), count) << "a word stands for one thing";
  return set;
}

TEST(ReportSchema, HasTheWordsThatAreWritten) {
  std::ifstream file(schema_path);
  std::stringstream text;
  text << file.rdbuf();
  const auto tree = formats::parse_json(text.str());
  ASSERT_TRUE(tree);
  const auto of = [&](std::string_view definition, std::initializer_list<std::string_view> path) {
    return words_at(at(tree->root(), {"definitions", definition}), path);
  };
  const auto at_top = [&](std::initializer_list<std::string_view> path) {
    return words_at(at(tree->root(), {"properties"}), path);
  };
  EXPECT_EQ(of("warning", {"properties", "kind", "enum"}), all_of(warning_kind_words));
  EXPECT_EQ(of("verdict", {"enum"}), all_of(verdict_words));
  EXPECT_EQ(of("change", {"properties", "kind", "enum"}), all_of(change_kind_words));
  EXPECT_EQ(of("table", {"properties", "better", "enum"}), all_of(better_words));
  EXPECT_EQ(of("finding", {"properties", "kind", "enum"}), all_of(finding_kind_words));
  EXPECT_EQ(of("finding", {"properties", "side", "enum"}), all_of(finding_side_words));
  EXPECT_EQ(of("comparison", {"properties", "refusal", "enum"}), all_of(refusal_words));
  EXPECT_EQ(of("complexity", {"properties", "best", "enum"}), all_of(growth_words));
  EXPECT_EQ(of("complexity", {"properties", "verdict", "enum"}), all_of(complexity_words));
  EXPECT_EQ(of("scalability", {"properties", "verdict", "enum"}), all_of(scalability_words));
  EXPECT_EQ(of("fit", {"properties", "measure", "enum"}), all_of(measure_words));
  EXPECT_EQ(at_top({"test", "enum"}), all_of(test_words_for_programs));
  EXPECT_EQ(at_top({"statistic", "properties", "kind", "enum"}), all_of(statistic_words));
  EXPECT_EQ(at_top({"correction", "enum"}), all_of(correction_words));
  EXPECT_EQ(at_top({"gate", "oneOf", "1", "properties", "result", "enum"}),
            all_of(gate_result_words));
  auto gated = of("comparison", {"properties", "gate", "properties", "state", "enum"});
  EXPECT_TRUE(gated.insert("not_gated").second) << "of which nothing is written";
  EXPECT_EQ(gated, all_of(gated_words));
}

TEST(ReportSchema, IsWhatReportsAreLike) {
  const auto directory =
      std::filesystem::temp_directory_path() / ("benchdiff-schema-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  std::string command = "PATH=/usr/bin:$PATH python3 '" + std::string(BENCHDIFF_TESTS) +
                        "/validate_reports.py' '" + schema_path + "'";
  int number = 0;
  for (const Report& report : all_reports()) {
    const auto path = directory / (std::to_string(number++) + ".json");
    std::ofstream(path) << json_of(report);
    command += " '" + path.string() + "'";
  }
  command += " > '" + (directory / "said").string() + "' 2>&1";
  const int status = std::system(command.c_str());
  std::stringstream said;
  said << std::ifstream(directory / "said").rdbuf();
  std::filesystem::remove_all(directory);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (code == 77 || code == 127) GTEST_SKIP() << "there is no python3-jsonschema";
  EXPECT_EQ(code, 0) << said.str().substr(0, 4000);
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/render_junit.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string junit_of(const Report& report) {
  std::string out;
  render_junit(report, out);
  return out;
}

/// Whether a document is valid by the schema, with what is wrong; nothing to say without xmllint.
void expect_valid(const std::string& document) {
  if (std::system("command -v xmllint > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "there is no xmllint (Debian: libxml2-utils)";
  }
  const std::string path = testing::TempDir() + "benchdiff_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string log = path + ".log";
  std::ofstream(path, std::ios::binary) << document;
  const std::string command = "xmllint --noout --schema '" BENCHDIFF_DATA "/schemas/junit.xsd' '" +
                              path + "' > '" + log + "' 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream file(log);
  EXPECT_EQ(status, 0) << std::string{std::istreambuf_iterator<char>(file), {}} << document;
}

std::string exact(std::string_view name, double value, std::string_view unit = "B/op") {
  return runs_of(name, {value, value}, unit);
}

/// Old and new of six benchmarks that end differently.
Report gated_report() {
  std::string text[2] = {"goos: linux\npkg: example.com/a\n", "goos: linux\npkg: example.com/a\n"};
  for (int i = 0; i < 2; ++i) {
    for (const char* name : {"Failed", "Waived", "Muted", "Unclear", "Worse"}) {
      text[i] += exact(name, 1 + i);
    }
    text[i] += exact("Same", 1) + exact(i == 0 ? "Gone" : "New", 7);
  }
  Report report = compare_texts(text[0], text[1]);
  report.gate = GateOutcome{GateResult::failed, {"worse"}, 1, 0, 1, 1, {}, 0};
  comparison_of(report, "Failed", "B/op").gate = {Gated::failed, "worse:5%"};
  comparison_of(report, "Waived", "B/op").gate = {Gated::waived, "known, until 2027-01-01"};
  comparison_of(report, "Muted", "B/op").gate = {Gated::muted, ".name:Muted"};
  comparison_of(report, "Unclear", "B/op").verdict = Verdict::unclear;
  return report;
}

TEST(RenderJunit, HasFailuresOnlyForWhatTheGateFailed) {
  EXPECT_EQ(junit_of(gated_report()), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="benchdiff" tests="8" failures="1" errors="0">
  <testsuite name="benchdiff example_com/a.B/op" tests="8" failures="1" errors="0" skipped="3">
    <properties>
      <property name="unit" value="B/op"/>
      <property name="baseline" value="old.txt"/>
      <property name="column" value="new.txt"/>
      <property name="goos" value="linux"/>
      <property name="pkg" value="example.com/a"/>
    </properties>
    <testcase name="Failed" classname="example_com/a.B/op">
      <failure type="regression" message="worse: 1B → 2B +100.0%">gate: failed (worse:5%)</failure>
      <system-out>1B → 2B +100.0%; worse; gate: failed (worse:5%)</system-out>
    </testcase>
    <testcase name="Waived" classname="example_com/a.B/op">
      <system-out>1B → 2B +100.0%; worse; gate: waived (known, until 2027-01-01)</system-out>
    </testcase>
    <testcase name="Muted" classname="example_com/a.B/op">
      <system-out>1B → 2B +100.0%; worse; gate: muted (.name:Muted)</system-out>
    </testcase>
    <testcase name="Unclear" classname="example_com/a.B/op">
      <skipped message="unclear: 1B → 2B +100.0%"/>
      <system-out>1B → 2B +100.0%; unclear</system-out>
    </testcase>
    <testcase name="Worse" classname="example_com/a.B/op">
      <system-out>1B → 2B +100.0%; worse</system-out>
    </testcase>
    <testcase name="Same" classname="example_com/a.B/op">
      <system-out>1B → 1B 0%; same</system-out>
    </testcase>
    <testcase name="Gone" classname="example_com/a.B/op">
      <skipped message="7B, only in the baseline"/>
      <system-out>7B, only in the baseline</system-out>
    </testcase>
    <testcase name="New" classname="example_com/a.B/op">
      <skipped message="7B, not in the baseline"/>
      <system-out>7B, not in the baseline</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(RenderJunit, FailsWhereTheGateDoesAndNoComparisonDid) {
  Report report = compare_texts(exact("A", 1), exact("A", 1));
  report.gate = GateOutcome{GateResult::failed, {"worse"}, 0, 0, 0, 0, {"a <rule>", "b"}};
  const std::string text = junit_of(report);
  EXPECT_NE(text.find("<testsuites name=\"benchdiff\" tests=\"2\" failures=\"1\" errors=\"0\">"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("<testcase name=\"gate\" classname=\"benchdiff\">"), std::string::npos)
      << text;
  EXPECT_NE(text.find("message=\"gate: failed\">gate: failed</failure>"), std::string::npos)
      << text;
  EXPECT_NE(text.find("<system-out>a &lt;rule&gt;; b</system-out>"), std::string::npos) << text;
  expect_valid(text);
  report.gate->rules.clear();
  report.gate->remarks.clear();
  expect_valid(junit_of(report));
  report.gate->result = GateResult::inconclusive;
  EXPECT_EQ(junit_of(report).find("name=\"gate\""), std::string::npos);
  report.gate.reset();
  EXPECT_EQ(junit_of(report).find("name=\"gate\""), std::string::npos);
}

TEST(RenderJunit, IsValidByItsSchema) { expect_valid(junit_of(gated_report())); }

TEST(RenderJunit, IsValidWithoutResults) {
  const std::string document = junit_of(report_of(""));
  EXPECT_EQ(document,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"benchdiff\" tests=\"0\" failures=\"0\" errors=\"0\"/>\n");
  expect_valid(document);
}

TEST(RenderJunit, SkipsWhatHasNothingToCompareWith) {
  const std::string document = junit_of(report_of(exact("A", 1)));
  EXPECT_NE(document.find("classname=\"benchmarks.B/op\""), std::string::npos);
  EXPECT_NE(document.find("<skipped message=\"1B, nothing to compare with\"/>"), std::string::npos);
}

TEST(RenderJunit, TellsTheNumbersOfATest) {
  const std::string document = junit_of(compare_texts(
      runs_of("A", {100, 101, 102, 103, 104, 105}), runs_of("A", {200, 201, 202, 203, 204, 205})));
  EXPECT_NE(document.find("<system-out>102.5ns → 202.5ns +97.6% [+93.3%, +102.0%]; worse; "
                          "p = 0.002; adj p = 0.002; n = 6; detects 2.9%</system-out>"),
            std::string::npos)
      << document;
}

TEST(RenderJunit, NamesTheColumnAndThePackageWhereThereAreSeveral) {
  std::vector<formats::ResultFile> files;
  for (int i = 1; i <= 3; ++i) {
    files.push_back(formats::read_text("pkg: a\n" + exact("A", i) + "pkg: b\n" + exact("A", i),
                                       "f" + std::to_string(i)));
  }
  const std::string document = junit_of(make_report(std::move(files)));
  EXPECT_NE(document.find("<testcase name=\"A in f2\" classname=\"a.B/op\">"), std::string::npos);
  EXPECT_NE(document.find("<testcase name=\"A in f3\" classname=\"b.B/op\">"), std::string::npos);
  expect_valid(document);
}

TEST(RenderJunit, IsValidWhateverNamesAre) {
  const std::string evil = "A\"'<&>]]>\x01\x1b\u202e\xff\uFFFE\xED\xA0\x80</testcase>";
  const std::string text = "k: " + evil + "\n" + exact(evil, 1, "u" + evil) +
                           exact(std::string(10'000, 'x'), 1) + exact("*", 1);
  Report report = compare_texts(text, text);
  report.columns = {evil, ""};
  for (Cell& cell : report.tables[0].cells) {
    if (cell.comparison) cell.comparison->gate = {Gated::failed, evil};
    cell.warnings.push_back({Warning::Kind::outliers, evil, evil});
  }
  const std::string document = junit_of(report);
  EXPECT_LT(document.size(), 20'000U);
  expect_valid(document);
}

}  // namespace
}  // namespace benchdiff::report

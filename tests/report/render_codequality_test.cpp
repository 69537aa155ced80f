#include <benchdiff/report/render_codequality.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

struct Issue {
  std::string description, check, fingerprint, severity, path;
  std::uint64_t line = 0;
};

/// The schema, against which everything is held that these tests render.
const rapidjson::SchemaDocument& schema() {
  static const rapidjson::SchemaDocument schema = [] {
    std::ifstream file(BENCHDIFF_DATA "/schemas/gitlab-codequality.schema.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    rapidjson::Document document;
    document.Parse(text.data(), text.size());
    EXPECT_FALSE(document.HasParseError());
    return rapidjson::SchemaDocument(document);
  }();
  return schema;
}

std::vector<Issue> issues_of(const Report& report) {
  std::string out;
  render_codequality(report, out);
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(out.data(), out.size());
  EXPECT_FALSE(document.HasParseError()) << out;
  rapidjson::SchemaValidator validator(schema());
  EXPECT_TRUE(document.Accept(validator)) << out;
  std::vector<Issue> issues;
  for (const auto& value : document.GetArray()) {
    issues.push_back({value["description"].GetString(), value["check_name"].GetString(),
                      value["fingerprint"].GetString(), value["severity"].GetString(),
                      value["location"]["path"].GetString(),
                      value["location"]["lines"]["begin"].GetUint64()});
  }
  return issues;
}

std::string exact(std::string_view name, double value, std::string_view unit = "B/op") {
  return runs_of(name, {value, value}, unit);
}

TEST(RenderCodequality, IsEmptyWhereNothingIsWrong) {
  std::string out;
  render_codequality(compare_texts(exact("A", 1), exact("A", 1)), out);
  EXPECT_EQ(out, "[]\n");
  EXPECT_TRUE(issues_of(report_of("")).empty());
}

TEST(RenderCodequality, TellsOfWhatIsWorseAndWhere) {
  const auto found =
      issues_of(compare_texts(exact("B", 2) + exact("A", 100), exact("B", 2) + exact("A", 200)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].description, "A (B/op): 100B → 200B +100.0%, worse");
  EXPECT_EQ(found[0].check, "benchdiff.worse");
  EXPECT_EQ(found[0].severity, "major");
  EXPECT_EQ(found[0].path, "new.txt");
  EXPECT_EQ(found[0].line, 3U);
}

TEST(RenderCodequality, IsAsSevereAsTheGateSays) {
  std::string text[2];
  for (int i = 0; i < 2; ++i) {
    for (const char* name : {"Failed", "Waived", "Leaning", "Muted", "Worse"}) {
      text[i] += exact(name, 1 + i);
    }
  }
  Report report = compare_texts(text[0], text[1]);
  comparison_of(report, "Failed", "B/op").gate = {Gated::failed, "worse"};
  comparison_of(report, "Waived", "B/op").gate = {Gated::waived, "known, until 2027-01-01"};
  comparison_of(report, "Muted", "B/op").gate = {Gated::muted, ""};
  comparison_of(report, "Leaning", "B/op").verdict = Verdict::unclear;
  comparison_of(report, "Leaning", "B/op").leaning = Verdict::worse;
  const auto issues = issues_of(report);
  ASSERT_EQ(issues.size(), 5U);
  EXPECT_EQ(issues[0].severity, "critical");
  EXPECT_EQ(issues[0].description, "Failed (B/op): 1B → 2B +100.0%, worse, failed: worse");
  EXPECT_EQ(issues[1].severity, "major");
  EXPECT_EQ(issues[2].severity, "minor");
  EXPECT_EQ(issues[2].check, "benchdiff.leans-worse");
  EXPECT_EQ(issues[3].severity, "info");
  EXPECT_EQ(issues[3].description,
            "Waived (B/op): 1B → 2B +100.0%, worse, waived: known, until 2027-01-01");
  EXPECT_EQ(issues[4].description, "Muted (B/op): 1B → 2B +100.0%, worse, muted");
}

TEST(RenderCodequality, HasAFingerprintThatStaysWhereValuesAndLinesChange) {
  const auto one = issues_of(compare_texts(exact("A", 1), exact("A", 2)));
  const auto other =
      issues_of(compare_texts("\n" + exact("A", 5), "\n\n" + exact("N", 1) + exact("A", 9)));
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(other.size(), 1U);
  EXPECT_EQ(one[0].fingerprint, other[0].fingerprint);
  EXPECT_EQ(one[0].fingerprint, "61848c5d75cce8fbc355e81a3b67e3fe") << "and with other versions";
}

TEST(RenderCodequality, HasAFingerprintForEachBenchmarkUnitSettingAndColumn) {
  std::vector<formats::ResultFile> files;
  for (int i = 1; i <= 3; ++i) {
    std::string text;
    for (const char* pkg : {"pkg: a\n", "pkg: b\n"}) {
      text += pkg;
      for (const char* name : {"A", "B"}) {
        text += exact(name, i) + exact(name, i, "allocs/op");
      }
    }
    files.push_back(formats::read_text(text, "f" + std::to_string(i)));
  }
  const auto issues = issues_of(make_report(std::move(files)));
  ASSERT_EQ(issues.size(), 16U);
  std::set<std::string> fingerprints;
  for (const Issue& issue : issues) fingerprints.insert(issue.fingerprint);
  EXPECT_EQ(fingerprints.size(), 16U);
  EXPECT_EQ(issues[0].description, "A (B/op in f3): 1B → 3B +200.0%, worse");
}

TEST(RenderCodequality, MakesEqualFingerprintsDistinct) {
  Report report = compare_texts(exact("A", 1) + exact("B", 1), exact("A", 2) + exact("B", 2));
  report.tables[0].rows[1].label = report.tables[0].rows[0].label;
  const auto issues = issues_of(report);
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_NE(issues[0].fingerprint, issues[1].fingerprint);
}

TEST(RenderCodequality, EscapesHostileNames) {
  const std::string evil = "\"</script>\\\x01\u202e\xff" + std::string(10'000, 'x');
  Report report = compare_texts(exact(evil, 1), exact(evil, 2));
  report.sources = {"a", "./b\"\n\xff"};
  const auto issues = issues_of(report);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_LT(issues[0].description.size(), 400U);
  EXPECT_EQ(issues[0].path, "b\"\n\uFFFD");
}

TEST(RenderCodequality, NamesStandardInput) {
  Report report = compare_texts(exact("A", 1), exact("A", 2));
  report.sources = {"old.txt", "-"};
  EXPECT_EQ(issues_of(report)[0].path, "(standard input)");
}

}  // namespace
}  // namespace benchdiff::report

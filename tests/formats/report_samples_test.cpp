#include <benchdiff/formats/report_samples.h>

#include <cmath>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>
#include <benchdiff/formats/split.h>

namespace benchdiff::formats {
namespace {

/// Samples with these rows.
std::string samples_with(std::string_view rows) {
  return R"({"benchdiff":"samples/1","columns":["old","new"],)"
         R"("differences":[{"key":"cpu","values":["a","b"]}],)"
         R"("units":[{"unit":"ns/op","better":"lower"},{"unit":"x","better":"higher","exact":true}],)"
         R"("groups":[[["goos","linux"]],[["goos","plan9"],["pkg",""]]],"rows":[)" +
         std::string(rows) + "]}";
}

constexpr std::string_view two_rows =
    R"({"name":"A/k=1-8","runs":[[0,[1,2.5,[3,4]],[6]],[1,null,[7,"inf"]]]},)"
    "\n"
    R"({"name":"B","group":1,"runs":[[1,[]]]})";

std::string page_with(std::string_view samples) {
  return "\n<!doctype HTML>\n<html><body>\n" + std::string(samples_element) + std::string(samples) +
         "</script>\n</body></html>\n";
}

std::string failure_of(std::string_view text) {
  const ResultFile file = read_text(text);
  EXPECT_TRUE(file.results.empty());
  return file.failure.value_or("none");
}

std::string failure_of_row(std::string_view row) { return failure_of(samples_with(row)); }

void expect_two_rows(const ResultFile& file) {
  EXPECT_EQ(file.failure.value_or(""), "");
  ASSERT_EQ(file.results.size(), 5U + 1U + 2U);
  const auto sides = split_by_setting(file, "side");
  ASSERT_EQ(sides.size(), 2U);
  EXPECT_EQ(sides[0].label, "old");
  EXPECT_EQ(sides[1].label, "new");
  const std::vector<double> old_values(sides[0].values.begin(), sides[0].values.begin() + 5);
  EXPECT_EQ(old_values, (std::vector<double>{1, 2.5, 4, 4, 4}));
  EXPECT_TRUE(std::isnan(sides[0].values.back())) << "it had runs, but no number";
  EXPECT_EQ(sides[1].values, (std::vector<double>{6, 7, HUGE_VAL}));
  EXPECT_EQ(sides[1].shape_of(sides[1].results[0]).size(), 2U);
  EXPECT_EQ(sides[1].shape_of(sides[1].results[1]).size(), 1U);
  EXPECT_EQ(sides[0].subjects[0].name, "A/k=1-8");
  EXPECT_EQ(sides[0].configurations[0], (Configuration{{"cpu", "a"}, {"goos", "linux"}}));
  EXPECT_EQ(sides[0].configurations[1],
            (Configuration{{"cpu", "a"}, {"goos", "plan9"}, {"pkg", ""}}));
  EXPECT_EQ(sides[1].configurations[0], (Configuration{{"cpu", "b"}, {"goos", "linux"}}));
}

TEST(ReportSamples, AreReadOutOfAPage) {
  expect_two_rows(read_text(page_with(samples_with(two_rows))));
}

TEST(ReportSamples, AreFoundHoweverTheirElementIsWritten) {
  for (const std::string_view element :
       {"<script type=application/json id=benchdiff-samples>", "<script id=\"benchdiff-samples\">",
        "<script id='benchdiff-samples' type='application/json'>",
        "<script>x</script><script\tx <script id=benchdiff-samples >"}) {
    const std::string page = "<html>" + std::string(element) + samples_with(two_rows);
    EXPECT_EQ(read_text(page).results.size(), 8U) << element;
  }
  for (const std::string_view element :
       {"<script id=benchdiff-samples2>", "<p id=benchdiff-samples>", "<script>",
        "<script noid=benchdiff-samples>", "<script id=benchdiff-samples"}) {
    const std::string page = "<html>" + std::string(element) + samples_with(two_rows);
    EXPECT_TRUE(read_text(page).results.empty()) << element;
  }
}

TEST(ReportSamples, AreReadOutOfAReportInJson) {
  const std::string samples = samples_with(two_rows);
  expect_two_rows(read_text(R"({"benchdiff": "report/1", "a": [{"rows": [{}]}], "samples": )" +
                            samples + R"(, "b": [[)"));
  expect_two_rows(read_text(" \n{ \"benchdiff\":\"report/9\",\"samples\":" + samples + "}"));
  expect_two_rows(read_text(samples));
}

TEST(ReportSamples, AreFoundWhereverAPageIsCutIntoBlocks) {
  for (std::size_t length = 65500; length < 65500 + 120; ++length) {
    const std::string before = "<!doctype html>\n" + std::string(length, 'x') + "\n";
    const ResultFile file =
        read_text(before + std::string(samples_element) + samples_with(two_rows));
    ASSERT_EQ(file.results.size(), 8U) << length;
    EXPECT_EQ(file.results[0].line, 3U);
  }
  const std::string many = "<html>" + std::string(200000, '<') + "<script ";
  EXPECT_EQ(read_text(many + std::string(300, ' ') + std::string(samples_element) +
                      samples_with(two_rows))
                .results.size(),
            8U);
}

TEST(ReportSamples, HaveTheLinesThatTheirRowsStandOn) {
  const ResultFile file = read_text(page_with(samples_with(two_rows)));
  EXPECT_EQ(file.results.front().line, 4U);
  EXPECT_EQ(split_by_setting(file, "side")[0].results.back().line, 5U);
}

TEST(ReportSamples, SayOfUnitsWhatIsNotKnownAnyway) {
  const ResultFile file = read_text(samples_with(two_rows));
  ASSERT_EQ(file.notes.size(), 2U);
  EXPECT_EQ(file.notes[0].unit.unit, "x");
  EXPECT_EQ(file.notes[0].unit.value, "higher");
  EXPECT_EQ(file.notes[1].unit.key, "assume");
}

TEST(ReportSamples, HaveNoSideWhereThereIsOneColumn) {
  const ResultFile file = read_text(
      R"({"benchdiff":"samples/1","columns":["a"],"differences":[],"units":[{"unit":"u"}],)"
      R"("groups":[[]],"rows":[{"name":"A","runs":[[0,[1]]]}]})");
  EXPECT_EQ(file.failure.value_or(""), "");
  ASSERT_EQ(file.configurations.size(), 1U);
  EXPECT_TRUE(file.configurations[0].empty());
}

TEST(ReportSamples, APageWithoutSamplesIsNoReport) {
  EXPECT_NE(failure_of("<html><p>hello</p></html>").find("no report of benchdiff"),
            std::string::npos);
  EXPECT_NE(failure_of("<!DOCTYPE html>").find("no report of benchdiff"), std::string::npos);
}

TEST(ReportSamples, AReportWithoutThemSaysSo) {
  EXPECT_NE(failure_of(R"({"benchdiff":"report/1"})").find("without the samples"),
            std::string::npos);
  EXPECT_NE(failure_of(R"({"benchdiff":"report/1","samples":5})").find("without the samples"),
            std::string::npos);
  EXPECT_NE(failure_of(samples_with("")).find("no results"), std::string::npos);
}

TEST(ReportSamples, OfANewerVersionAreNotGuessedAt) {
  EXPECT_NE(failure_of(R"({"benchdiff":"samples/2"})").find("newer benchdiff"), std::string::npos);
}

TEST(ReportSamples, ThatBreakOffAreAFailure) {
  const std::string whole = page_with(samples_with(two_rows));
  const std::size_t end = whole.find("</script>");
  for (std::size_t length = whole.find("\"columns\""); length < end; ++length) {
    const std::string why = failure_of(std::string_view(whole).substr(0, length));
    EXPECT_NE(why.find("cut off"), std::string::npos) << length << ": " << why;
  }
}

TEST(ReportSamples, SayWhatIsWrongAndWhere) {
  const auto wrong = [](std::string_view row, std::string_view what) {
    const std::string why = failure_of_row(row);
    EXPECT_NE(why.find(what), std::string::npos) << row << ": " << why;
  };
  wrong("5", "a row is no object");
  wrong("{}", "a row has no name");
  wrong(R"({"name":5,"runs":[]})", "a row has no name");
  wrong(R"({"name":"A"})", "no list of runs");
  wrong(R"({"name":"A","runs":{}})", "no list of runs");
  wrong(R"({"name":"A","group":2,"runs":[]})", "no group");
  wrong(R"({"name":"A","group":-1,"runs":[]})", "no group");
  wrong(R"({"name":"A","group":0.5,"runs":[]})", "no group");
  wrong(R"({"name":"A","runs":[[2,[1]]]})", "no unit");
  wrong(R"({"name":"A","runs":[[]]})", "no unit");
  wrong(R"({"name":"A","runs":[5]})", "no unit");
  wrong(R"({"name":"A","runs":[[0,[1],[1],[1]]]})", "more columns");
  wrong(R"({"name":"A","runs":[[0,5]]})", "no array");
  wrong(R"({"name":"A","runs":[[0,["1"]]]})", "no number");
  wrong(R"({"name":"A","runs":[[0,[null]]]})", "no number");
  wrong(R"({"name":"A","runs":[[0,[[1,2,3]]]]})", "no number");
  wrong(R"({"name":"A","runs":[[0,[[1.5,2]]]]})", "more than 1000000 times");
  wrong(R"({"name":"A","runs":[[0,[[1e9,2]]]]})", "more than 1000000 times");
  wrong(R"({"name":"A","runs":[[0,[1e999]]]})", "too big");
  wrong(R"({"name":"A","runs":[[0,[NaN]]]})", "not valid JSON");
  wrong(R"({"name":"\ud800","runs":[]})", "not valid JSON");
  const ResultFile file = read_text(samples_with("{\"name\":\"A\",\"runs\":[]},\n{}"));
  EXPECT_EQ(file.failure_line, 2U);
}

TEST(ReportSamples, OfTheWrongTypesAreAFailure) {
  const std::string sound = samples_with(two_rows);
  const auto with = [&](std::string_view part, std::string_view other) {
    std::string text = sound;
    return text.replace(text.find(part), part.size(), other);
  };
  for (const auto& [part, other] : {std::pair{R"(["old","new"])", "5"},
                                    {R"(["old","new"])", R"(["old",5])"},
                                    {R"("columns")", R"("column")"},
                                    {R"(["a","b"])", R"(["a"])"},
                                    {R"(["a","b"])", R"(["a",{}])"},
                                    {R"({"unit":"ns/op","better":"lower"})", R"("ns/op")"},
                                    {R"({"unit":"ns/op","better":"lower"})", R"({"unit":5})"},
                                    {R"("better":"lower")", R"("better":"up")"},
                                    {R"(["goos","linux"])", R"(["goos"])"},
                                    {R"(["goos","linux"])", R"("goos")"},
                                    {R"([["goos","linux"]])", R"("goos")"}}) {
    EXPECT_NE(failure_of(with(part, other)).find("can't be read"), std::string::npos)
        << part << other;
  }
}

TEST(ReportSamples, CantAskForMoreThanTheirSize) {
  std::string rows;
  for (int i = 0; i < 3; ++i) {
    rows += std::string(i > 0 ? "," : "") + R"({"name":"A","runs":[[0,[[900000,1]]]]})";
  }
  EXPECT_NE(failure_of_row(rows).find("more than a file of this size"), std::string::npos);
  EXPECT_NE(
      failure_of_row(R"({"name":"A","runs":[[0,[[900000,1],[900000,1]]]]})").find("more than"),
      std::string::npos);
  std::string group;
  for (int i = 0; i < 300; ++i) {
    group += (i > 0 ? ",[\"" : "[\"") + std::to_string(i) + "\",\"\"]";
  }
  std::string text = samples_with(two_rows);
  text.replace(text.find(R"(["goos","linux"])"), 16, group);
  EXPECT_NE(read_text(text).failure.value_or("").find("more settings"), std::string::npos);
}

TEST(ReportSamples, MayHoldAsManyRunsAsStandInThem) {
  std::string runs = "1";
  for (int i = 1; i < 600'000; ++i) runs += ",1";
  std::string rows;
  for (const char* name : {"A", "B", "C"}) {
    rows += (rows.empty() ? "" : ",") + std::string(R"({"name":")") + name + R"(","runs":[[0,[)" +
            runs + "]]]}";
  }
  const ResultFile file = read_text(samples_with(rows));
  EXPECT_EQ(file.failure.value_or(""), "");
  EXPECT_EQ(file.results.size(), 1'800'000U);
}

TEST(ReportSamples, HoldCountsThatDoNotVary) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) {
    rows += (i > 0 ? ",\n" : "") + std::string(R"({"name":"Benchmark)") + std::to_string(i) +
            R"(","runs":[[0,[[20,5]],[[20,5]]]]})";
  }
  const ResultFile file = read_text(samples_with(rows));
  EXPECT_EQ(file.failure.value_or(""), "");
  EXPECT_EQ(file.results.size(), 800'000U);
}

TEST(ReportSamples, CantAskForMoreByBlanks) {
  std::string rows;
  for (int i = 0; i < 5; ++i) {
    rows += std::string(i > 0 ? "," : "") + R"({"name":"A","runs":[[0,[[900000,1]]]]})";
  }
  const std::string blanks(8'000'000, ' ');
  EXPECT_NE(failure_of(samples_with(blanks + rows)).find("more than a file of this size"),
            std::string::npos);
}

TEST(ReportSamples, NestedDeepAreAFailureAndNoCrash) {
  const std::string deep(1000000, '[');
  EXPECT_NE(failure_of_row(deep).find("too deep"), std::string::npos);
  EXPECT_NE(failure_of(R"({"benchdiff":"report/1","a":)" + deep).find("too deep"),
            std::string::npos);
  EXPECT_NE(failure_of(R"({"benchdiff":)" + deep), "none");
  EXPECT_NE(failure_of(page_with(deep)), "none");
}

TEST(ReportSamples, ThatDoNotBeginWithTheirVersionAreNone) {
  EXPECT_NE(failure_of(page_with(R"({"a":1,"benchdiff":"samples/1"})")).find("begin with"),
            std::string::npos);
  EXPECT_NE(failure_of(R"({"benchdiff":1,"benchdiff":"samples/1"})").find("begin with"),
            std::string::npos);
}

TEST(ReportSamples, OtherJsonIsReadAsBefore) {
  EXPECT_NE(failure_of(R"({"a":1,"benchdiff":"samples/1"})").find("not Google Benchmark's"),
            std::string::npos);
}

}  // namespace
}  // namespace benchdiff::formats

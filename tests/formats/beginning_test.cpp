#include <benchdiff/formats/beginning.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view document = "{\n  \"context\": {}, \"benchmarks\": []}\n";

Beginning beginning_of(std::string_view content) {
  Source source = Source::from_memory(content);
  Text text(source);
  return Beginning(text);
}

std::string with(std::string_view before, std::string_view after = document) {
  return std::string(before).append(after);
}

TEST(Beginning, KnowsJsonByHowItBegins) {
  for (const std::string_view json :
       {"{\"a\": 1}"sv, " \n\t{ \"a\": 1}"sv, "{}"sv, "{"sv, "["sv, "[]"sv, "[ {\"a\": 1}]"sv,
        "[[1]]"sv, "[1, 2]"sv, "[ -1.5e3 ]"sv, "[\"a\"]"sv, "[12"sv}) {
    EXPECT_TRUE(beginning_of(json).is_json()) << json;
  }
}

TEST(Beginning, DoesNotTakeAMessageInBracketsForJson) {
  for (const std::string_view text :
       {"[info] started\n"sv, "[2024-01-01 10:00] started\n"sv, "[==] 3 of 4\n"sv, "{x} y\n"sv}) {
    EXPECT_FALSE(beginning_of(text).is_json()) << text;
  }
}

TEST(Beginning, KnowsAPageAndAReport) {
  for (const std::string_view page :
       {"<!doctype html>"sv, "\n<!DOCTYPE HTML PUBLIC>"sv, "<html lang=en>"sv, "<HTML>"sv}) {
    EXPECT_TRUE(beginning_of(page).is_page()) << page;
    EXPECT_FALSE(beginning_of(page).is_json()) << page;
  }
  for (const std::string_view report :
       {"{\"benchdiff\":\"report/1\"}"sv, " {\n \"benchdiff\" : 1"sv}) {
    EXPECT_TRUE(beginning_of(report).is_report()) << report;
  }
  for (const std::string_view other :
       {"<!doctype"sv, "<p>"sv, "{\"a\":1,\"benchdiff\":1}"sv, "[\"benchdiff\"]"sv, ""sv}) {
    EXPECT_FALSE(beginning_of(other).is_page() || beginning_of(other).is_report()) << other;
  }
}

TEST(Beginning, TakesNothing) {
  Source source = Source::from_memory(document);
  Text text(source);
  (void)Beginning(text);
  EXPECT_EQ(text.buffered(), document);
}

TEST(Beginning, FindsADocumentBehindWhatTheProgramPrintedBefore) {
  EXPECT_TRUE(beginning_of(with("hello\n{ not this one }\n")).is_json());
  EXPECT_FALSE(beginning_of(with("not at the beginning of a line ")).is_json());
  EXPECT_FALSE(beginning_of(with("hello\n", "{\"other\": {}}")).is_json());
}

TEST(Beginning, TellsOfADocumentBehindOtherResults) {
  const Beginning beginning = beginning_of(with("goos: linux\nBenchmarkA 1 1 ns/op\n"));
  EXPECT_FALSE(beginning.is_json());
  EXPECT_EQ(beginning.line_of_other_json(), 3U);
  EXPECT_EQ(beginning_of(document).line_of_other_json(), 0U);
  EXPECT_EQ(beginning_of("BenchmarkA 1 1 ns/op\n").line_of_other_json(), 0U);
}

TEST(Beginning, GivesUpOnZeroBytesWithoutALine) {
  EXPECT_TRUE(beginning_of(std::string(10'000, '\0')).is_hopeless());
  EXPECT_FALSE(beginning_of(std::string(10'000, 'x')).is_hopeless());
  EXPECT_FALSE(beginning_of("A line\n" + std::string(10'000, '\0')).is_hopeless());
  EXPECT_FALSE(beginning_of(std::string(100, '\0')).is_hopeless());
}

TEST(Beginning, SaysWhyThereAreNoResults) {
  const auto reason = [](std::string_view text) { return beginning_of(text).explain_no_results(); };
  EXPECT_TRUE(reason("").starts_with("the file is empty"));
  EXPECT_TRUE(reason(" \n\t\r\n").starts_with("the file is empty"));
  EXPECT_TRUE(reason("a\0b\n"sv).starts_with("a binary file"));
  EXPECT_TRUE(reason("a\0b\0\n\0"sv).starts_with("this looks like UTF-16"));
  EXPECT_TRUE(reason("\0a\0b\0\n"sv).starts_with("this looks like UTF-16"));
  EXPECT_TRUE(reason("PASS\n").starts_with("no benchmark results in it"));
  EXPECT_TRUE(reason("-----\nBenchmark        Time           CPU   Iterations\n-----\n")
                  .starts_with("the table that Google Benchmark prints"));
}

}  // namespace
}  // namespace benchdiff::formats

#include <benchdiff/report/render_text.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/unicode.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string text_of(const Report& report, const TextOptions& options = {}) {
  std::string out;
  render_text(report, options, out);
  return out;
}

const std::string old_text = "goos: linux\n" +
                             runs_of("Encode", {1726, 1723, 1707, 1713, 1729, 1736}) +
                             runs_of("Gone", {100});
const std::string new_text = "goos: linux\n" +
                             runs_of("Encode", {1426, 1423, 1407, 1413, 1429, 1436}) +
                             runs_of("Added", {105});

/// Names, settings, units and labels that try to write to the terminal.
Report hostile() {
  const std::string evil = "\x1b[2J\x1b]0;title\a\x7f\u009b31m\u202e\u2066\u2028\x9b\xff\xc3";
  const std::string text =
      "k\x1b"
      "ey: v" +
      evil + "\npkg: a\rb\b\n";
  Asked asked;
  asked.projections.column = ".file,col";
  asked.projections.row = ".fullname";
  std::vector<formats::ResultFile> files;
  for (const char* col : {"1", "2"}) {
    std::string results = text + "col: " + evil + col + "\n";
    for (const char* value : {"1", "2", "3", "4", "NaN"}) {
      results += "BenchmarkA" + evil + "/k=" + evil + "-8 1 " + value + " u" + evil + "\n";
      results += "BenchmarkB漢字😀e\u0301 1 " + std::string(value) + " ns/op\n";
    }
    files.push_back(formats::read_text(results, "f" + evil + col));
  }
  auto report = make_report(std::move(files), asked);
  report.differences.push_back({"cpu" + evil, {evil, ""}});
  return report;
}

void expect_harmless(std::string_view out) {
  for (std::string_view rest = out; !rest.empty();) {
    const auto c = formats::first_code_point(rest);
    ASSERT_TRUE(c.length > 1 || c.value < 0x80) << "not UTF-8 at " << rest.data() - out.data();
    ASSERT_TRUE(c.value == '\n' || (c.value >= 0x20 && !(c.value >= 0x7F && c.value < 0xA0)));
    ASSERT_FALSE(c.value >= 0x202A && c.value <= 0x202E);
    ASSERT_FALSE(c.value >= 0x2066 && c.value <= 0x2069);
    ASSERT_NE(c.value, 0x2028U);
    rest.remove_prefix(c.length);
  }
}

TEST(RenderText, CountsFirstAndSaysLastWhatToDo) {
  EXPECT_EQ(text_of(compare_texts(old_text, new_text)),
            R"(0 worse, 1 better, 0 same, 0 unclear · old.txt → new.txt

goos: linux
          sec/op
          old.txt          new.txt         change [95%]             p      n  detects
Encode    1.725µs ± 1%     1.425µs ± 1%    -17.4% [-18.3%, -16.6%]  0.002  6     1.3%  better
Gone      100.0ns ± ∞  ¹                                                               gone
Added                      105.0ns ± ∞  ¹                                              new
geomean   1.724µs          1.425µs         -17.4% [-18.2%, -16.6%]                     better
¹ need >= 6 samples for confidence interval at level 0.95

1 benchmark is only in the baseline
1 benchmark is not in the baseline
next: see that what changed or went was meant to; nothing got worse
)");
}

TEST(RenderText, SaysThatNothingIsCompared) {
  const auto out = text_of(report_of(old_text));
  EXPECT_TRUE(out.starts_with("nothing compared · results.txt\n")) << out;
  EXPECT_TRUE(out.ends_with("next: compare it with another run: benchdiff OLD NEW\n")) << out;
}

TEST(RenderText, RendersAReportOfNothing) {
  EXPECT_EQ(text_of(Report{}),
            "nothing compared\n\nnext: compare it with another run: benchdiff OLD NEW\n");
}

TEST(RenderText, ShowsDifferencesOfTheFiles) {
  auto report = compare_texts(old_text, new_text);
  report.differences = {{"cpu", {"x", "y"}}, {"tag", {"", "v2"}}};
  const auto out = text_of(report);
  EXPECT_NE(out.find("\ndiffers: cpu: x → y\ndiffers: tag: (not set) → v2\n"), std::string::npos)
      << out;
}

TEST(RenderText, ShowsSettingsWhereTheyChange) {
  const auto out =
      text_of(report_of("goos: linux\npkg: a\nBenchmarkA 1 1 u 2 v\n"
                        "pkg: b\nBenchmarkA 1 1 u\npkg:\nBenchmarkA 1 1 u\n"));
  EXPECT_NE(out.find("\n\ngoos: linux\npkg: a\n"), std::string::npos) << out;
  EXPECT_NE(out.find("\n\npkg: b\n"), std::string::npos) << out;
  EXPECT_NE(out.find("\n\npkg: (not set)\n"), std::string::npos) << out;
  EXPECT_EQ(out.find("goos", out.find("goos") + 1), std::string::npos) << out;
}

TEST(RenderText, CountsBenchmarksThatOneSideLacks) {
  const auto out = text_of(
      compare_texts(runs_of("A", {1}) + runs_of("B", {1}) + runs_of("C", {1}), runs_of("C", {1})));
  EXPECT_NE(out.find("\n2 benchmarks are only in the baseline\n"), std::string::npos) << out;
  EXPECT_EQ(out.find("not in the baseline"), std::string::npos) << out;
}

TEST(RenderText, HasNoByteAbove7fInAscii) {
  for (const auto& report : {compare_texts(old_text, new_text), hostile(), report_of(old_text)}) {
    for (const std::size_t width : {40U, 120U, 400U}) {
      const auto out = text_of(report, {.width = width, .fit = true, .charset = Charset::ascii});
      EXPECT_TRUE(std::ranges::all_of(out, [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
      })) << out;
    }
  }
}

TEST(RenderText, HasNoEscapeSequenceWithoutColor) {
  EXPECT_EQ(text_of(compare_texts(old_text, new_text)).find('\x1b'), std::string::npos);
}

TEST(RenderText, SaysTheSameWithColor) {
  const auto report = compare_texts(old_text, new_text);
  const auto plain = text_of(report);
  std::string colored = text_of(report, {.color = true});
  EXPECT_NE(colored.find("\x1b[32mbetter\x1b[0m"), std::string::npos);
  for (std::size_t at; (at = colored.find('\x1b')) != std::string::npos;) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, plain);
}

TEST(RenderText, LetsNoHostileNameWriteToTheTerminal) {
  const auto report = hostile();
  for (const std::size_t width : {20U, 80U, 120U, 1000U}) {
    for (const Charset charset : {Charset::utf8, Charset::ascii}) {
      for (const bool shorten : {false, true}) {
        expect_harmless(text_of(report, {.width = width, .fit = shorten, .charset = charset}));
      }
    }
  }
}

TEST(RenderText, SaysTheSameOnTheSameInput) {
  EXPECT_EQ(text_of(compare_texts(old_text, new_text)), text_of(compare_texts(old_text, new_text)));
  EXPECT_EQ(text_of(hostile()), text_of(hostile()));
}

TEST(RenderText, LeavesNoBlanksAtTheEndOfALine) {
  for (const auto& report : {compare_texts(old_text, new_text), hostile()}) {
    for (const std::size_t width : {20U, 120U, 1000U}) {
      EXPECT_EQ(text_of(report, {.width = width, .fit = true}).find(" \n"), std::string::npos);
    }
  }
}

TEST(RenderText, StaysWithinTheWidthWhereItMayShorten) {
  const std::string name = "Benchmark" + std::string(100, 'x');
  const auto report =
      compare_texts(runs_of(name, {1, 2, 3, 4, 5, 6}), runs_of(name, {1, 2, 3, 4, 5, 6}));
  for (const std::size_t width : {100U, 120U, 150U}) {
    const auto out = text_of(report, {.width = width, .fit = true});
    const auto begin = out.find("\n\n") + 2;
    const std::string table = out.substr(begin, out.find("\n\n", begin) - begin);
    for (std::string_view rest = table; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      EXPECT_LE(display_width(line), width) << line;
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
  }
}

TEST(RenderText, DoesNotGrowWithTheProductOfAHugeSettingAndTheRows) {
  std::string text = "note: " + std::string(1'000'000, 'x') + "\n";
  for (int i = 0; i < 200; ++i) text += "BenchmarkR" + std::to_string(i) + " 1 1 ns/op\n";
  EXPECT_LT(text_of(report_of(text, by_note())).size(), 5'000'000U);
}

TEST(RenderText, NamesNoColumnThatHasNoName) {
  Asked asked;
  asked.projections.column = "";
  const auto out = text_of(report_of(runs_of("A", {1}), asked));
  EXPECT_TRUE(out.starts_with("nothing compared\n")) << out;
}

TEST(RenderText, SaysWhatDidNotFitOnATerminal) {
  const auto report = compare_texts(runs_of("Encode", {1726, 1723, 1707, 1713, 1729, 1736}),
                                    runs_of("Encode", {1426, 1423, 1407, 1413, 1429, 1436}));
  EXPECT_EQ(text_of(report, {.width = 10}).find("narrow:"), std::string::npos);
  EXPECT_EQ(text_of(report, {.width = 200, .fit = true}).find("narrow:"), std::string::npos);
  const auto narrow_line = [&](std::size_t width) {
    const auto out = text_of(report, {.width = width, .fit = true});
    const std::size_t at = out.find("narrow: ");
    return at == out.npos ? "" : out.substr(at, out.find('\n', at) - at);
  };
  EXPECT_EQ(narrow_line(75), "narrow: without detects and ±; `| less -S` has all");
  EXPECT_EQ(narrow_line(62), "narrow: without detects, ±, p and n; `| less -S` has all");
  EXPECT_EQ(narrow_line(45), "narrow: without detects, ±, p, n and intervals; `| less -S` has all");
}

TEST(RenderText, SaysThatNamesWereShortened) {
  const std::string name = "Encode/format=json/size=" + std::string(60, 'x') + "/last";
  const auto report = compare_texts(runs_of(name, {1, 2, 3, 4}), runs_of(name, {1, 2, 3, 4}));
  EXPECT_NE(text_of(report, {.width = 80, .fit = true}).find("parts of names; `|"),
            std::string::npos);
}

TEST(RenderText, CountsBenchmarksWithoutAUnitInCommonOnce) {
  const auto report = compare_texts("BenchmarkA 1 1 ns/op\nBenchmarkB 1 1 ns/op\n",
                                    "BenchmarkA 1 1 B/op\nBenchmarkC 1 1 ns/op\n");
  const auto out = text_of(report);
  EXPECT_NE(out.find("\n1 benchmark is only in the baseline\n1 benchmark is not in the baseline\n"
                     "1 benchmark has no unit in common with the baseline\n"),
            std::string::npos)
      << out;
}

TEST(RenderText, SaysWhatColumnsAreCalledThatHaveNoName) {
  Asked asked;
  asked.projections.column = "/k";
  const auto out = text_of(report_of(runs_of("A", {1}) + runs_of("A/k=v", {1}), asked));
  EXPECT_TRUE(out.substr(0, out.find('\n')).ends_with(" · (none) → v")) << out;
}

TEST(RenderText, MarksWhatIsGoneFromAndNewInEachOfSeveralColumns) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(runs_of("A", {1}) + runs_of("B", {1}), "1"));
  files.push_back(formats::read_text(runs_of("A", {1}) + runs_of("C", {1}), "2"));
  files.push_back(formats::read_text(runs_of("B", {1}) + runs_of("C", {1}), "3"));
  const auto out = text_of(make_report(std::move(files)));
  const auto count_in_row = [&](const char* row, std::string_view word) {
    const std::size_t begin = out.find("\n" + std::string(row) + " ") + 1;
    const std::string line = out.substr(begin, out.find('\n', begin) - begin);
    std::size_t count = 0;
    for (std::size_t at = line.find(word); at != line.npos; at = line.find(word, at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(count_in_row("A", "gone"), 1U);
  EXPECT_EQ(count_in_row("A", "unclear"), 1U);
  EXPECT_EQ(count_in_row("B", "gone"), 1U);
  EXPECT_EQ(count_in_row("C", "new"), 2U);
}

TEST(RenderText, MarksAUnitThatOneSideAloneHas) {
  const auto out = text_of(compare_texts(runs_of("A", {1}) + runs_of("A", {5, 5}, "B/op"),
                                         runs_of("A", {1}) + runs_of("A", {7}, "x")));
  EXPECT_NE(out.find("5B  2  gone"), std::string::npos) << out;
  EXPECT_NE(out.find("7.000 ± ∞ ¹  1  new"), std::string::npos) << out;
}

TEST(RenderText, SaysWhatKeepsBenchmarksOfOneNameApart) {
  const auto out = text_of(compare_texts(
      "warm: no\n" + runs_of("A", {1}) + "warm: yes\n" + runs_of("B", {1}) + runs_of("C", {1}),
      "warm: never\n" + runs_of("A", {1}) + "warm: yes\n" + runs_of("B", {1})));
  EXPECT_NE(
      out.find("2 benchmarks are only in the baseline\n"
               "1 benchmark is not in the baseline\n"
               "benchmarks of one name are kept apart by warm; --ignore warm compares them\n"),
      std::string::npos)
      << out;
}

TEST(RenderText, DoesNotListEndlessDifferences) {
  auto report = compare_texts(old_text, new_text);
  for (int i = 0; i < 15; ++i) report.differences.push_back({"k" + std::to_string(i), {"a", "b"}});
  const auto out = text_of(report);
  EXPECT_NE(out.find("differs: k11: a → b\ndiffers: and 3 more settings\n"), std::string::npos);
  EXPECT_EQ(out.find("k12"), std::string::npos);
}

}  // namespace
}  // namespace benchdiff::report

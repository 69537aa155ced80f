#include <benchdiff/report/explain.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/day.h>
#include <benchdiff/report/gate.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string explained(const Report& report, std::string_view name = "A",
                      Charset charset = Charset::utf8) {
  std::string out;
  explain(report, name, charset, out);
  return out;
}

/// What stands behind the name of a step, its lines joined.
std::string step(const std::string& text, const std::string& name) {
  const std::size_t at = text.find("\n  " + name + " ");
  if (at == std::string::npos) return "(none)";
  std::string found = text.substr(at + 14, text.find('\n', at + 1) - at - 14);
  for (std::size_t next = text.find('\n', at + 1); text.compare(next, 14, "\n             ") == 0;
       next = text.find('\n', next + 1)) {
    found += " " + text.substr(next + 14, text.find('\n', next + 1) - next - 14);
  }
  return found;
}

std::string runs_around(double center, double spread = 0.0004) {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.push_back(center * (1 + spread * i));
  return runs_of("A", values);
}

TEST(Explain, TellsEachStepToAVerdict) {
  const auto text = explained(compare_texts(runs_around(100), runs_around(110)));
  EXPECT_EQ(text.substr(0, text.find('\n')), "A · sec/op · old.txt → new.txt: worse");
  EXPECT_EQ(step(text, "runs").substr(0, 36), "old.txt: 10 runs, median 100.2ns, wh");
  EXPECT_EQ(step(text, "change"),
            "the median of all 100 ratios of a new run to an old one is +10.0%, with an interval "
            "[+9.9%, +10.1%] at 95.7%");
  EXPECT_EQ(step(text, "test"),
            "Mann-Whitney (exact): p = 1e-05, the chance of runs that differ as much if nothing "
            "had changed; no p of runs like these is below 1e-05");
  EXPECT_EQ(step(text, "correction"),
            "none is needed for a single test: p is 1e-05, which is at most 0.05");
  EXPECT_EQ(step(text, "matters"), "changes within [-1.0%, +1.0%] don't (--min-effect)");
  EXPECT_EQ(step(text, "verdict"),
            "the whole interval [+9.9%, +10.1%] lies beyond that, upwards, and adj p is at most "
            "0.05; lower is better: worse");
  EXPECT_EQ(step(text, "gate"), "there is none (--fail-on)");
}

TEST(Explain, TellsWhyNothingCanBeTold) {
  const auto few = explained(compare_texts(runs_of("A", {1, 2}), runs_of("A", {3, 4})));
  EXPECT_EQ(step(few, "verdict"),
            "the interval holds no change as well as changes that matter, so these runs can't "
            "tell: unclear");
  EXPECT_NE(step(few, "note"), "(none)");
  const auto leaning = explained(compare_texts(runs_around(100, 0.01), runs_around(103.5, 0.01)));
  EXPECT_EQ(step(leaning, "verdict"),
            "the interval leaves out no change, so there is one, but it reaches into what doesn't "
            "matter: leans worse");
}

TEST(Explain, TellsThatRunsAreNoNumbers) {
  const std::string sound = runs_around(100);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::string both = runs_of("A", {infinity, infinity, infinity, infinity, infinity});
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string none = runs_of("A", {nan, nan, nan, nan, nan});
  for (const auto& [old_text, new_text] :
       {std::pair{both, both}, std::pair{both, sound}, std::pair{sound, both},
        std::pair{none, sound}, std::pair{none, none}}) {
    const auto text = explained(compare_texts(old_text, new_text));
    EXPECT_NE(step(text, "verdict").find("aren't numbers or are infinite"), std::string::npos)
        << text;
    EXPECT_EQ(text.find("would settle it"), std::string::npos) << text;
    EXPECT_EQ(text.find("four times of five"), std::string::npos) << text;
    EXPECT_EQ(text.find("can't tell"), std::string::npos) << text;
  }
}

TEST(Explain, TellsThatTheTestDecidesWhereAnIntervalOnlyEndsAtNoChange) {
  Report report = compare_texts(runs_around(100), runs_around(110));
  Comparison& comparison = comparison_of(report, "A", "sec/op");
  comparison.band = {1, 1};
  comparison.change.low = 1;
  EXPECT_EQ(step(explained(report), "verdict"),
            "the interval [0%, +10.1%] ends at no change, but any change matters, and that "
            "there is one the test shows: adj p is at most 0.05, upwards; lower is better: worse");
}

TEST(Explain, TellsThatRunsDifferInSomeOtherWay) {
  Report report = compare_texts(runs_around(100), runs_around(110));
  Comparison& comparison = comparison_of(report, "A", "sec/op");
  comparison.verdict = Verdict::unclear;
  comparison.leaning = Verdict::worse;
  comparison.change.low = comparison.change.high = 1;
  EXPECT_EQ(step(explained(report), "verdict"),
            "the interval is no change, but adj p is at most 0.05, so the runs differ in some "
            "other way: leans worse");
}

TEST(Explain, TellsThatNoChangeMatters) {
  EXPECT_EQ(step(explained(compare_texts(runs_around(100), runs_around(100.1))), "verdict"),
            "the whole interval lies within that, which shows that no change matters: same");
}

TEST(Explain, TellsWhatACorrectionComesTo) {
  // One of many that is significant by itself, and not among all.
  std::string old_text = runs_of("A", {100, 101, 102, 103});
  std::string new_text = runs_of("A", {120, 121, 122, 123});
  for (int i = 0; i < 9; ++i) {
    const std::string name = "B" + std::to_string(i);
    old_text += runs_of(name, {100, 110, 120, 130});
    new_text += runs_of(name, {101, 111, 119, 129});
  }
  const auto text = explained(compare_texts(old_text, new_text));
  EXPECT_EQ(step(text, "correction").substr(0, 62),
            "for there being 10 tests, by Benjamini-Hochberg: adj p = 0.286");
  EXPECT_EQ(step(text, "verdict"),
            "the whole interval lies beyond that, but adj p isn't at most 0.05: leans worse");
}

TEST(Explain, TellsOfFactsThatNothingIsTested) {
  const auto text = explained(
      compare_texts(runs_of("A", {0, 0}, "allocs/op"), runs_of("A", {1, 1}, "allocs/op")));
  EXPECT_EQ(step(text, "change"),
            "the unit counts, and varies on neither side, so the values are known: 0 → 1, a "
            "change of +1; nothing is tested");
  EXPECT_EQ(step(text, "matters"), "any change does");
  EXPECT_EQ(step(text, "verdict"), "it goes upwards, and lower is better: worse");
  EXPECT_EQ(step(text, "test"), "(none)");
}

TEST(Explain, TellsWhatTheGateMakesOfIt) {
  Report report = compare_texts(runs_around(100), runs_around(110));
  Gate gate;
  gate.fail_on("worse:5%");
  gate.hold(report, *parse_day("2026-01-01"));
  EXPECT_EQ(step(explained(report), "gate"), "fails worse:5%");
}

TEST(Explain, TellsThatThereIsNothingToCompareWith) {
  const auto text = explained(report_of(runs_of("A", {1, 2, 3})));
  EXPECT_EQ(text.substr(0, text.find('\n')), "A · sec/op");
  EXPECT_EQ(step(text, "verdict"), "none: there is nothing to compare it with");
}

TEST(Explain, TakesANameOrElseAllThatItIsThePartOf) {
  const auto report = report_of(runs_of("A", {1}) + runs_of("A-8", {1}) + runs_of("A/x-8", {1}) +
                                runs_of("AB", {1}));
  using Names = std::vector<std::string>;
  EXPECT_EQ(find_benchmarks(report, "A"), Names{"A"});
  const auto longer = report_of(runs_of("A-8", {1}) + runs_of("A/x-8", {1}) + runs_of("AB", {1}));
  EXPECT_EQ(find_benchmarks(longer, "A"), (Names{"A-8", "A/x-8"}));
  EXPECT_EQ(find_benchmarks(longer, "A/x"), Names{"A/x-8"});
  EXPECT_EQ(find_benchmarks(longer, "B"), Names{});
  EXPECT_EQ(find_benchmarks(longer, ""), Names{});
  const auto odd = report_of(runs_of("A\xff", {1}) + runs_of("A\xff/x", {1}) + runs_of("ä", {1}));
  EXPECT_EQ(find_benchmarks(odd, "A\\xff"), Names{"A\xff"});
  EXPECT_EQ(find_benchmarks(odd, "\\xe4"), find_benchmarks(odd, "ä"))
      << printable("ä", Charset::ascii);
}

TEST(Explain, GoesByNamesInTheirOrder) {
  const std::string text = runs_of("A-8", {1}) + runs_of("A/x", {1}) + runs_of("A-8", {1}, "B/op") +
                           runs_of("A/x", {1}, "B/op");
  const std::string out = explained(report_of(text));
  const std::size_t places[] = {out.find("A-8 · sec/op\n"), out.find("A-8 · B/op\n"),
                                out.find("A/x · sec/op\n"), out.find("A/x · B/op\n")};
  EXPECT_EQ(places[0], 0U) << out;
  EXPECT_TRUE(std::ranges::is_sorted(places)) << out;
  EXPECT_NE(places[3], std::string::npos) << out;
}

TEST(Explain, KeepsToAWidthAndToTheCharactersThatAreWelcome) {
  const auto text =
      explained(compare_texts(runs_around(100), runs_around(110)), "A", Charset::ascii);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(end - at, 100U);
    at = end + 1;
  }
  for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/render_github.h>

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

/// A workflow command, as the runner takes a line apart.
struct Command {
  std::string name;
  std::string title;
  std::string message;
};

std::string unescape(std::string_view text) {
  std::string unescaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      unescaped += text[i];
      continue;
    }
    const std::string_view code = text.substr(i + 1, 2);
    const std::string_view codes[] = {"25", "0D", "0A", "3A", "2C"};
    constexpr std::string_view characters = "%\r\n:,";
    for (std::size_t k = 0; k < characters.size(); ++k) {
      if (codes[k] == code) unescaped += characters[k];
    }
    i += 2;
  }
  return unescaped;
}

std::vector<Command> commands_of(const Report& report) {
  std::string out;
  render_github(report, out);
  std::vector<Command> commands;
  std::string_view rest = out;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    EXPECT_TRUE(line.starts_with("::")) << line;
    const std::size_t end = line.find("::", 2);
    EXPECT_NE(end, std::string_view::npos) << line;
    const std::string_view head = line.substr(2, end - 2);
    const std::size_t blank = head.find(' ');
    const std::string_view properties = head.substr(blank + 1);
    EXPECT_TRUE(properties.starts_with("title=")) << line;
    EXPECT_EQ(properties.find_first_of(",:"), std::string_view::npos) << line;
    for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20) << line;
    commands.push_back({std::string(head.substr(0, blank)), unescape(properties.substr(6)),
                        unescape(line.substr(end + 2))});
  }
  return commands;
}

std::string exact(std::string_view name, double value) {
  return runs_of(name, {value, value}, "B/op");
}

Report some_worse(int count) {
  std::string texts[2];
  for (int i = 0; i < count; ++i) {
    const std::string name = "N" + std::to_string(i);
    texts[0] += exact(name, 100);
    texts[1] += exact(name, 200 + i);
  }
  return compare_texts(texts[0] + exact("Same", 1), texts[1] + exact("Same", 1));
}

TEST(RenderGithub, HasOnlyANoticeWhereNothingIsWrong) {
  const auto commands = commands_of(some_worse(0));
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].name, "notice");
  EXPECT_EQ(commands[0].title, "benchdiff");
  EXPECT_EQ(commands[0].message,
            "0 worse, 0 better, 1 same, 0 unclear · old.txt → new.txt · 2+2 runs · "
            "next: nothing to do, nothing got worse");
}

TEST(RenderGithub, WarnsOfWhatIsWorseWhereThereIsNoGate) {
  Report report = some_worse(1);
  report.differences = {{"cpu", {"a", "b"}}};
  const auto commands = commands_of(report);
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands[0].name, "warning");
  EXPECT_EQ(commands[0].title, "N0 (B/op)");
  EXPECT_EQ(commands[0].message, "worse: 100B → 200B +100.0%");
  EXPECT_EQ(commands[1].name, "notice");
  EXPECT_EQ(commands[1].message,
            "1 worse, 0 better, 1 same, 0 unclear · old.txt → new.txt · 2+2 runs · differs: cpu: "
            "a → b · next: look at N0 (B/op +100.0%)");
}

TEST(RenderGithub, HasErrorsOnlyForWhatTheGateFailed) {
  Report report = some_worse(3);
  report.gate = GateOutcome{GateResult::failed, {"worse"}, 1, 1, 0, 0, {}, 0};
  comparison_of(report, "N0", "B/op").gate = {Gated::failed, "worse:5%"};
  comparison_of(report, "N1", "B/op").gate = {Gated::passed, "worse:5%"};
  Comparison& same = comparison_of(report, "Same", "B/op");
  same.verdict = Verdict::unclear;
  same.gate.state = Gated::inconclusive;
  const auto commands = commands_of(report);
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[0].name, "error");
  EXPECT_EQ(commands[0].title, "N0 (B/op)");
  EXPECT_EQ(commands[0].message, "worse: 100B → 200B +100.0% · gate: failed (worse:5%)");
  EXPECT_EQ(commands[1].name, "warning");
  EXPECT_EQ(commands[1].title, "Same (B/op)");
  EXPECT_EQ(commands[2].name, "error");
  EXPECT_NE(commands[2].message.find("gate: 1 failed, 1 inconclusive"), std::string::npos);
}

TEST(RenderGithub, SaysWhatTheGateRemarks) {
  Report report = some_worse(0);
  report.gate = GateOutcome{GateResult::passed, {"worse"}, 0, 0, 0, 0, {"a rule\n::error::x"}};
  const std::string one = commands_of(report).back().message;
  EXPECT_NE(one.find(" · a rule\\x0a::error::x · next: "), std::string::npos) << one;
  report.gate->remarks = {std::string(10'000, 'x'), "b", "c", "d", "e"};
  const std::string many = commands_of(report).back().message;
  EXPECT_NE(many.find(" · b · c · 2 more remarks on the gate · next: "), std::string::npos) << many;
  EXPECT_LT(many.size(), 1000U);
}

TEST(RenderGithub, HasTheLevelOfTheGate) {
  Report report = some_worse(0);
  report.gate = GateOutcome{GateResult::passed, {"worse"}, 0, 0, 0, 0, {}};
  EXPECT_EQ(commands_of(report).back().name, "notice");
  report.gate->result = GateResult::inconclusive;
  EXPECT_EQ(commands_of(report).back().name, "warning");
  report.gate->result = GateResult::failed;
  EXPECT_EQ(commands_of(report).back().name, "error");
}

TEST(RenderGithub, HasFiveCommandsAtMostAndOneThatSumsUp) {
  const auto commands = commands_of(some_worse(12));
  ASSERT_EQ(commands.size(), 6U);
  EXPECT_EQ(commands[0].title, "N11 (B/op)") << "the worst first";
  EXPECT_NE(commands[5].message.find("the first 5 of 12 are shown"), std::string::npos);
}

TEST(RenderGithub, TakesNoCommandFromAName) {
  const std::string evil = "A%0A::error,file=x::y\x1b[2J\u202e%";
  std::string text[2];
  for (int i = 0; i < 2; ++i) {
    text[i] = exact(evil, 1 + i);
  }
  Report report = compare_texts(text[0], text[1]);
  report.gate = GateOutcome{GateResult::failed, {"worse"}, 1, 0, 0, 0, {}, 0};
  comparison_of(report, evil, "B/op").gate = {Gated::failed, "a\n::warning::b"};
  report.differences = {{"k\n::error::", {"a\r", "b"}}};
  const auto commands = commands_of(report);
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands[0].title, "A%0A::error,file=x::y\\x1b[2J\\u202e% (B/op)");
  EXPECT_EQ(commands[0].message, "worse: 1B → 2B +100.0% · gate: failed (a\\x0a::warning::b)");
}

TEST(RenderGithub, ShortensALongName) {
  const std::string name(10'000, 'x');
  std::string out;
  render_github(compare_texts(exact(name, 1), exact(name, 2)), out);
  EXPECT_LT(out.size(), 1500U);
}

}  // namespace
}  // namespace benchdiff::report

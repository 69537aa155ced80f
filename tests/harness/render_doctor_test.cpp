#include <benchdiff/harness/render_doctor.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <benchdiff/report/printable.h>

namespace benchdiff::harness {
namespace {

using Level = Check::Level;

Check make(const char* name, Level level, const char* finding, const char* effect = "",
           const char* remedy = "", const char* command = "", bool known = true) {
  Check check;
  check.name = name;
  check.level = level;
  check.finding = finding;
  check.effect = effect;
  check.remedy = remedy;
  check.command = command;
  check.known = known;
  return check;
}

std::vector<Check> some_of_each() {
  return {make("smt", Level::fine, "off"),
          make("governor", Level::note, "can't be told: no", "", "", "", false),
          make("virtual", Level::note, "a virtual machine (kvm)", "Others share its caches."),
          make("turbo", Level::warning, "on", "The frequency depends on heat: results drift.",
               "Turn it off while you measure:", "echo 0 | sudo tee /sys/boost")};
}

std::string first_line(const std::vector<Check>& checks) {
  const std::string text = render_doctor(checks, 100, false, true);
  return text.substr(0, text.find('\n'));
}

TEST(RenderDoctor, ShowsTheWorstFirst) {
  EXPECT_EQ(render_doctor(some_of_each(), 100, false, true),
            "1 thing will disturb measurements, 1 may, 1 can't be told.\n"
            "\n"
            "✗ turbo     on\n"
            "            The frequency depends on heat: results drift.\n"
            "            → Turn it off while you measure:\n"
            "              echo 0 | sudo tee /sys/boost\n"
            "\n"
            "• virtual   a virtual machine (kvm)\n"
            "            Others share its caches.\n"
            "\n"
            "? governor  can't be told: no\n"
            "\n"
            "✓ smt       off\n");
}

TEST(RenderDoctor, BreaksLinesButNoCommands) {
  EXPECT_EQ(render_doctor({some_of_each()[3]}, 36, false, false),
            "1 thing will disturb measurements.\n"
            "\n"
            "! turbo  on\n"
            "         The frequency depends on\n"
            "         heat: results drift.\n"
            "         > Turn it off while you\n"
            "           measure:\n"
            "           echo 0 | sudo tee /sys/boost\n");
}

TEST(RenderDoctor, PutsTextsBelowTheirNameWhereThereIsNoRoomBeside) {
  EXPECT_EQ(render_doctor({some_of_each()[2]}, 26, false, false),
            "Fit to measure on, but 1\n"
            "thing may disturb\n"
            "measurements.\n"
            "\n"
            "* virtual\n"
            "    a virtual machine\n"
            "    (kvm)\n"
            "    Others share its\n"
            "    caches.\n");
}

TEST(RenderDoctor, ConcludesInItsFirstLine) {
  const Check fine = make("a", Level::fine, "x");
  const Check note = make("b", Level::note, "x");
  const Check unknown = make("c", Level::note, "x", "", "", "", false);
  const Check warning = make("d", Level::warning, "x");
  EXPECT_EQ(first_line({fine}), "Fit to measure on.");
  EXPECT_EQ(first_line({fine, note, note}),
            "Fit to measure on, but 2 things may disturb measurements.");
  EXPECT_EQ(first_line({fine, unknown}), "Fit to measure on, but 1 thing can't be told.");
  EXPECT_EQ(first_line({warning, unknown, warning}),
            "2 things will disturb measurements, 1 can't be told.");
  EXPECT_EQ(first_line({unknown}), "Nothing can be told about this machine.");
  EXPECT_EQ(first_line({}), "Nothing can be told about this machine.");
}

TEST(RenderDoctor, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(render_doctor({make("a", Level::warning, " ", "b"), make("", Level::fine, "c")}, 80,
                          false, false),
            "1 thing will disturb measurements.\n\n! a\n     b\n\n+    c\n");
}

TEST(RenderDoctor, ColoursOnlyWhereWanted) {
  const std::string text = render_doctor(some_of_each(), 100, true, true);
  EXPECT_NE(text.find("\x1b[31m✗ turbo\x1b[0m     on\n"), std::string::npos);
  EXPECT_NE(text.find("\x1b[33m• virtual\x1b[0m"), std::string::npos);
  EXPECT_NE(text.find("\x1b[2m? governor\x1b[0m"), std::string::npos);
  EXPECT_NE(text.find("\x1b[32m✓ smt\x1b[0m"), std::string::npos);
  EXPECT_EQ(render_doctor(some_of_each(), 100, false, true).find('\x1b'), std::string::npos);
}

TEST(RenderDoctor, LetsNothingThroughToTheTerminal) {
  const std::string text = render_doctor({make("a\x1b[1m", Level::warning, "b\x1b[2J\n\xff",
                                               "caf\xc3\xa9\r", "d\x07", "echo \x1b[3m")},
                                         100, false, false);
  EXPECT_TRUE(std::ranges::all_of(text, [](unsigned char c) {
    return c == '\n' || (c >= 0x20 && c < 0x7F);
  })) << text;
  EXPECT_NE(text.find("! a\\x1b[1m  b\\x1b[2J\\x0a\\xff\n"), std::string::npos) << text;
}

TEST(RenderDoctor, KeepsToAnyWidth) {
  std::vector<Check> checks = some_of_each();
  checks[3].command.clear();
  checks.push_back(
      make("long", Level::warning, std::string(300, 'x').c_str(), "日本語日本語日本語"));
  for (std::size_t width = 1; width < 130; ++width) {
    const std::string text = render_doctor(checks, width, false, true);
    for (const std::string_view line : lines(text)) {
      EXPECT_LE(report::display_width(line), std::max<std::size_t>(width, 20)) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
  const std::string unlimited = render_doctor(checks, 0, false, true);
  EXPECT_NE(unlimited.find(std::string(300, 'x')), std::string::npos);
}

TEST(RenderDoctor, ShowsTheMachineThisRunsOn) {
  const Samples samples = take_samples({}, std::chrono::milliseconds(10));
  const std::vector<Check> checks = examine({}, this_process(), samples);
  for (const Check& check : checks) {
    EXPECT_FALSE(check.name.empty());
    EXPECT_FALSE(check.finding.empty()) << check.name;
    EXPECT_EQ(check.finding, report::printable(check.finding)) << check.name;
  }
  const std::string text = render_doctor(checks, 80, false, true);
  EXPECT_TRUE(text.ends_with('\n'));
  EXPECT_EQ(text, report::printable_lines(text));
}

}  // namespace
}  // namespace benchdiff::harness

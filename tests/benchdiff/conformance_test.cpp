// Holds the classic view against recorded answers of benchstat, where those are at hand: beside the
// project, in ../shared/conformance. A case holds when the exit status and every byte of standard
// output are the same and, for status 0, standard error names the same places (file:line or CSV
// cell) in the same order; for another status, standard output is empty and standard error isn't.

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "line_diff.h"
#include "program.h"

namespace benchdiff {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What stands before the first `: ` of each line, a line each.
std::string places(std::string_view err) {
  std::string places;
  for (const std::string& line : lines_of(err)) {
    if (const std::size_t end = line.find(": "); end != std::string::npos) {
      places.append(line, 0, end).append("\n");
    }
  }
  return places;
}

/// What is wrong with a case; empty if it holds.
std::string fault_of(const std::filesystem::path& folder) {
  std::vector<std::string> arguments = lines_of(read_file(folder / "args"));
  arguments.insert(arguments.begin(), "--classic");
  const Outcome run = run_benchdiff(arguments, {.directory = folder});
  const int want_status = std::stoi(read_file(folder / "want.rc"));
  if (run.status != want_status) {
    return "exit status " + std::to_string(run.status) + ", want " + std::to_string(want_status) +
           "\n" + run.err;
  }
  if (want_status != 0) {
    return run.out.empty() && !run.err.empty()
               ? ""
               : "an error leaves stdout empty and says why on stderr\n";
  }
  const std::string difference = line_diff(read_file(folder / "want.stdout"), run.out);
  return difference.empty() ? line_diff(places(read_file(folder / "want.stderr")), places(run.err))
                            : difference;
}

class Conformance : public testing::TestWithParam<const char*> {};

TEST_P(Conformance, PrintsWhatBenchstatPrints) {
  const auto root =
      std::filesystem::path(BENCHDIFF_SOURCE).parent_path() / "shared/conformance" / GetParam();
  if (!std::filesystem::is_directory(root)) {
    GTEST_SKIP() << "the recorded answers of benchstat are not there: " << root;
  }
  std::vector<std::filesystem::path> cases;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (std::filesystem::exists(entry.path() / "args")) {
      cases.push_back(entry.path());
    }
  }
  std::ranges::sort(cases);
  EXPECT_FALSE(cases.empty());
  for (const auto& folder : cases) {
    const std::string fault = fault_of(folder);
    EXPECT_TRUE(fault.empty()) << folder << " (- is wanted, + is what came)\n" << fault;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Conformance, testing::Values("golden", "cases"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace benchdiff

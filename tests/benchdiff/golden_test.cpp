// Runs every case in tests/golden and holds what comes of it against what is kept there.
//
// A case is a folder with `args`, an argument a line; where it needs one, `env`, a NAME=VALUE a
// line, and `stdin`; and the answers want.stdout, want.stderr and want.status. `{out}` in an
// argument is a folder of the case's own, whose files are held against those of the folder
// want.files. All cases run in tests/golden/inputs, so that cases that differ in an option only are
// seen to have the same input. With BENCHDIFF_UPDATE_GOLDEN=1 in the environment the answers are
// written anew.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "line_diff.h"
#include "program.h"

namespace benchdiff {
namespace {

std::filesystem::path golden() { return std::filesystem::path(BENCHDIFF_SOURCE) / "tests/golden"; }

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::istringstream text(read_file(path));
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> cases() {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(golden())) {
    if (std::filesystem::exists(entry.path() / "args")) {
      cases.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(cases);
  return cases;
}

/// The arguments of a case, with the folder that its files go to.
std::vector<std::string> arguments_of(const std::filesystem::path& folder,
                                      const std::filesystem::path& out) {
  std::vector<std::string> arguments = lines_of(folder / "args");
  for (std::string& argument : arguments) {
    constexpr std::string_view place = "{out}";
    const std::size_t at = argument.find(place);
    if (at != std::string::npos) argument.replace(at, place.size(), out.string());
  }
  return arguments;
}

Outcome run_case(const std::filesystem::path& folder, const std::filesystem::path& out) {
  RunOptions options{.directory = golden() / "inputs"};
  if (std::filesystem::exists(folder / "stdin")) {
    options.stdin_text = read_file(folder / "stdin");
  }
  if (std::filesystem::exists(folder / "env")) {
    for (const std::string& line : lines_of(folder / "env")) {
      const std::size_t equals = line.find('=');
      options.environment[line.substr(0, equals)] = line.substr(equals + 1);
    }
  }
  return run_benchdiff(arguments_of(folder, out), options);
}

bool is_update() { return std::getenv("BENCHDIFF_UPDATE_GOLDEN") != nullptr; }

void hold(const std::filesystem::path& kept, const std::string& got) {
  if (is_update()) {
    std::ofstream(kept, std::ios::binary) << got;
  }
  const std::string want = std::filesystem::exists(kept) ? read_file(kept) : "";
  EXPECT_TRUE(want == got) << kept.string() << " (- is wanted, + is what came)\n"
                           << line_diff(want, got);
}

std::set<std::string> names_of_files(const std::filesystem::path& folder) {
  std::set<std::string> names;
  if (!std::filesystem::exists(folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

/// Holds the files that a case wrote against those that are kept.
void hold_files(const std::filesystem::path& kept, const std::filesystem::path& out) {
  const auto names = names_of_files(out);
  if (is_update() && !names.empty()) std::filesystem::create_directories(kept);
  for (const std::string& name : names) hold(kept / name, read_file(out / name));
  EXPECT_EQ(names_of_files(kept), names) << kept;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, IsAsItWas) {
  const auto folder = golden() / GetParam();
  const TemporaryDirectory out;
  const Outcome run = run_case(folder, out.path());
  hold(folder / "want.stdout", run.out);
  hold(folder / "want.stderr", run.err);
  hold(folder / "want.status", std::to_string(run.status) + "\n");
  hold_files(folder / "want.files", out.path());
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(cases()), [](const auto& instance) {
  std::string name = instance.param;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace benchdiff

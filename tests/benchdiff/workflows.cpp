#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <regex>
#include <sstream>

#include "program.h"
#include "workflows.h"

namespace benchdiff {
namespace {

std::size_t indentation(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The shell steps in a block of YAML, as far as such blocks go here.
Steps steps_of(const std::vector<std::string>& lines) {
  Steps steps;
  std::string name;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_match(lines[i], match, std::regex(R"( *- name: (.*))")) ||
        std::regex_match(lines[i], match, std::regex(R"( *((?:before_|after_)?script):)"))) {
      name = match[1];
    }
    if (!std::regex_match(lines[i], std::regex(R"( *(run: |- )\|)"))) continue;
    const std::size_t inside = indentation(lines[i + 1]);
    std::string script;
    for (; i + 1 < lines.size() && indentation(lines[i + 1]) >= inside; ++i) {
      script += lines[i + 1].substr(inside) + "\n";
    }
    steps.emplace_back(name, script);
  }
  return steps;
}

}  // namespace

std::vector<std::vector<std::string>> blocks_of_ci_page(const std::string& language) {
  std::istringstream page(read_file(std::filesystem::path(BENCHDIFF_SOURCE) / "docs/ci.md"));
  std::vector<std::vector<std::string>> blocks;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back().push_back(line);
    } else if (line == "```" + language) {
      blocks.emplace_back();
      inside = true;
    }
  }
  return blocks;
}

std::vector<Steps> workflows() {
  std::vector<Steps> workflows;
  for (const auto& block : blocks_of_ci_page("yaml")) workflows.push_back(steps_of(block));
  return workflows;
}

}  // namespace benchdiff

#include <algorithm>
#include <cstddef>
#include <vector>

#include "line_diff.h"

namespace benchdiff {
namespace {

/// The lines, each with its end, so that a missing last end is a difference.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    if (lines.back().size() < text.size()) {
      lines.back() = text.substr(0, lines.back().size() + 1);
    }
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

struct Step {
  char mark;  // '-', '+', or ' ' for a line that both have
  std::string_view line;
};

/// The changes with a few lines around them.
std::string with_context(const std::vector<Step>& steps) {
  constexpr std::size_t context = 3;
  std::vector<bool> shown(steps.size(), false);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark != ' ') {
      const std::size_t end = std::min(i + context + 1, steps.size());
      std::fill(shown.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, context)),
                shown.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (shown[i]) {
      const bool ended = steps[i].line.ends_with('\n');
      text.append({steps[i].mark, ' '}).append(steps[i].line);
      text.append(ended ? "" : " (no end of line)\n");
    } else if (i == 0 || shown[i - 1]) {
      text.append("...\n");
    }
  }
  return text;
}

}  // namespace

std::string line_diff(std::string_view want, std::string_view got) {
  if (want == got) {
    return {};
  }
  const auto a = lines_of(want);
  const auto b = lines_of(got);
  // common[i][j]: how many lines the rests from i and from j have in common.
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<Step> steps;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      steps.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      steps.push_back({'-', a[i++]});
    } else {
      steps.push_back({'+', b[j++]});
    }
  }
  return with_context(steps);
}

}  // namespace benchdiff

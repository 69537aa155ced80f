#pragma once

#include <string>
#include <vector>

namespace benchdiff::story {

/// Who is greeted: 20 guests.
[[nodiscard]] inline std::vector<std::string> guests() {
  std::vector<std::string> guests;
  for (int i = 1; i <= 20; ++i) guests.push_back("guest number " + std::to_string(i));
  return guests;
}

}  // namespace benchdiff::story

#pragma once
#include <string>
#include <vector>
namespace benchdiff::harness {
struct MachineSetting {
  std::string key, value;
};
[[nodiscard]] std::vector<MachineSetting> describe_machine();
}  // namespace benchdiff::harness

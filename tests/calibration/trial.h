#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <benchdiff/stats/change_test.h>

#include "source.h"

namespace benchdiff::calibration {

/// A way to compare, as it is chosen by --test and --stat.
struct Method {
  std::string name;
  stats::Test test;
  stats::Statistic statistic = {};
  bool claims;         ///< to hold its level for independent values of any distribution
  std::size_t thrift;  ///< so many times fewer pairs, as it takes long
};
[[nodiscard]] const std::vector<Method>& methods();
[[nodiscard]] bool is_of_pairs(const Method& method);

inline constexpr std::array sizes{Sizes{4, 4},   Sizes{5, 5},   Sizes{8, 8},
                                  Sizes{10, 10}, Sizes{20, 20}, Sizes{50, 50},
                                  Sizes{5, 10},  Sizes{10, 30}, Sizes{4, 50}};

/// Compares drawn samples; keeps tables, one a thread.
class Trial {
 public:
  /// The samples as drawn last.
  std::vector<double> old_side, new_side;

  [[nodiscard]] stats::TestedChange test(const Method& method, double alpha);

 private:
  stats::ChangeTest test_;
  std::vector<double> old_sorted_, new_sorted_;
};

}  // namespace benchdiff::calibration

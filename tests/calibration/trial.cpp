#include <algorithm>

#include "trial.h"

namespace benchdiff::calibration {

using stats::Statistic;
using stats::Test;

const std::vector<Method>& methods() {
  constexpr Statistic median{.kind = Statistic::Kind::median};
  constexpr Statistic mean{.kind = Statistic::Kind::mean};
  static const std::vector<Method> all{
      {"Mann-Whitney (default)", Test::mann_whitney, {}, true, 1},
      {"Brunner-Munzel", Test::brunner_munzel, {}, true, 4},
      {"Welch", Test::welch, {}, false, 1},
      {"permutation of means", Test::permutation, mean, true, 10},
      {"permutation of medians", Test::permutation, median, true, 5},
      {"bootstrap of medians", Test::bootstrap, median, false, 5},
      {"bootstrap of means", Test::bootstrap, mean, false, 10},
      {"order statistics of medians", Test::quantile, median, true, 2},
      {"signed rank", Test::signed_rank, {}, true, 2},
      {"sign", Test::sign, {}, true, 1},
  };
  return all;
}

bool is_of_pairs(const Method& method) { return stats::is_of_pairs(method.test); }

stats::TestedChange Trial::test(const Method& method, double alpha) {
  old_sorted_ = old_side;
  new_sorted_ = new_side;
  std::ranges::sort(old_sorted_);
  std::ranges::sort(new_sorted_);
  return test_({.in_run_order = old_side, .sorted = old_sorted_},
               {.in_run_order = new_side, .sorted = new_sorted_}, method.test, alpha,
               method.statistic);
}

}  // namespace benchdiff::calibration

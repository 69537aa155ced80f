#include <benchdiff/stats/looks.h>

#include <algorithm>
#include <cmath>

namespace benchdiff::stats {
namespace {

constexpr double growth = 1.55;

/// The error that may be spent up to a look.
double spent(std::size_t runs, std::size_t most_runs, double alpha) {
  const double share = static_cast<double>(runs) / static_cast<double>(most_runs);
  return alpha * share * share;
}

/// With two digits, and not more than it was, so that it is said as it is.
double rounded_down(double alpha) {
  const double digit = std::pow(10, std::floor(std::log10(alpha)) - 1);
  return std::floor(alpha / digit * (1 + 1e-12)) * digit;
}

/// p where nothing speaks for no change: of two samples that don't overlap, or of differences that
/// all have one sign.
double smallest_p(std::size_t runs, Design design) {
  double p = 2;
  for (std::size_t i = 1; i <= runs; ++i) {
    p *= design == Design::pairs ? 0.5 : static_cast<double>(i) / static_cast<double>(runs + i);
  }
  return p;
}

}  // namespace

std::vector<Look> plan_looks(std::size_t most_runs, double alpha, Design design) {
  std::vector<Look> looks;
  if (most_runs == 0 || !(alpha > 0)) return looks;
  for (auto runs = static_cast<double>(most_runs); runs >= 2; runs /= growth) {
    looks.push_back({.runs = static_cast<std::size_t>(std::ceil(runs)), .alpha = 0});
  }
  if (looks.empty()) return {{.runs = most_runs, .alpha = alpha}};
  std::ranges::reverse(looks);
  // What an early look can't use is spent by the next one that can.
  double before = 0;
  std::vector<Look> kept;
  for (Look look : looks) {
    const double until = spent(look.runs, most_runs, alpha);
    look.alpha = rounded_down(until - before);
    if (look.runs != most_runs && smallest_p(look.runs, design) > look.alpha) continue;
    before += look.alpha;
    kept.push_back(look);
  }
  return kept;
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/detectable.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool is_probability(double p) { return p > 0 && p < 1; }

// A change and its interval on the scale where noise adds, with the band's edge.
struct Arms {
  double estimate, down, up, edge;

  // Whether all is clear with arms of that share of their length.
  [[nodiscard]] bool clear(double share) const {
    const double low = estimate - share * down;
    const double high = estimate + share * up;
    return (low >= -edge && high <= edge) || low > edge || high < -edge;
  }
};

Arms arms_of(const Change& change, double band) {
  if (change.kind == Change::Kind::shift) {
    return {change.estimate, change.estimate - change.low, change.high - change.estimate, band};
  }
  const double estimate = std::log(change.estimate);
  return {estimate, estimate - std::log(change.low), std::log(change.high) - estimate,
          std::log1p(band)};
}

double width_of(const Change& change) {
  return change.kind == Change::Kind::shift ? change.high - change.low
                                            : std::log(change.high / change.low);
}

}  // namespace

double Detectability::upper_point(double tail, std::size_t degrees) {
  const auto [at, is_new] = points_.try_emplace({tail, degrees}, 0);
  if (is_new) at->second = -student_t_quantile(tail, static_cast<double>(degrees));
  return at->second;
}

double Detectability::smallest_change(const Change& change, std::size_t n1, std::size_t n2,
                                      PowerOptions options) {
  if (n1 + n2 < 3 || !is_probability(options.alpha) || !is_probability(options.power)) return nan;
  const double width = width_of(change);
  if (std::isinf(width)) return std::numeric_limits<double>::infinity();
  if (!(width >= 0) || !is_probability(change.level)) return nan;
  const std::size_t degrees = n1 + n2 - 2;
  const double error = width / 2 / upper_point((1 - change.level) / 2, degrees);
  const double steps =
      upper_point(options.alpha / 2, degrees) + upper_point(1 - options.power, degrees);
  const double needed = std::max(0.0, steps) * error;
  return change.kind == Change::Kind::shift ? needed : std::exp(needed);
}

std::optional<std::size_t> Detectability::runs_to_settle(const Change& change, std::size_t n1,
                                                         std::size_t n2, double band,
                                                         double alpha) {
  const auto least = runs_to_detect(alpha);
  const Arms arms = arms_of(change, band);
  const bool sound = least && n1 > 0 && n2 > 0 && band >= 0 && std::isfinite(arms.estimate) &&
                     arms.down >= 0 && arms.up >= 0;
  if (!sound) return std::nullopt;
  if (std::isinf(arms.down) || std::isinf(arms.up)) {
    return std::max(*least, std::min(n1, n2) + 1);
  }
  if (!is_probability(change.level) || n1 + n2 < 3) {
    return arms.clear(1) ? std::optional(std::max(n1, n2)) : std::nullopt;
  }
  // At a smaller alpha than the interval's, it is longer.
  const double t_so_far = upper_point((1 - change.level) / 2, n1 + n2 - 2);
  const double longer = std::max(1.0, upper_point(alpha / 2, n1 + n2 - 2) / t_so_far);
  if (arms.clear(alpha < 1 - change.level ? longer : 1)) return std::max(n1, n2);

  const auto x = static_cast<double>(n1);
  const auto y = static_cast<double>(n2);
  const double unit = t_so_far / std::sqrt(2 * (x * y / (x + y)));
  const auto clear = [&](std::size_t n) {
    const double t = upper_point(alpha / 2, 2 * n - 2);
    return arms.clear(t / std::sqrt(static_cast<double>(n)) / unit);
  };
  std::size_t low = std::max({*least, std::min(n1, n2) + 1, std::size_t{2}});
  std::size_t high = most_runs_to_settle;
  if (low > high || !clear(high)) return std::nullopt;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (clear(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

double smallest_detectable_change(const Change& change, std::size_t n1, std::size_t n2,
                                  PowerOptions options) {
  return Detectability().smallest_change(change, n1, n2, options);
}

std::optional<std::size_t> runs_to_settle(const Change& change, std::size_t n1, std::size_t n2,
                                          double band, double alpha) {
  return Detectability().runs_to_settle(change, n1, n2, band, alpha);
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/brunner_munzel.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/dominance.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval everything{.low = 0, .high = 1, .level = 1};

// The statistic and what belongs to it, before any distribution.
struct Studentized {
  double standard_error = nan;
  BrunnerMunzelResult result{.phat = nan,
                             .statistic = nan,
                             .df = nan,
                             .p = nan,
                             .p_less = nan,
                             .p_greater = nan,
                             .interval = everything,
                             .permutation = false};
};

Studentized studentize(const Dominance& pairs) {
  Studentized studentized;
  auto& result = studentized.result;
  const auto [n1, n2] = std::pair(pairs.n1, pairs.n2);
  if (n1 == 0 || n2 == 0) return studentized;
  result.phat = pairs.probability();
  if (n1 < 2 || n2 < 2) return studentized;
  const double part_x = n1 * pairs.row_squares / (n1 - 1);
  const double part_y = n2 * pairs.column_squares / (n2 - 1);
  const double variance = part_x + part_y;
  studentized.standard_error = std::sqrt(variance) / (2 * n1 * n2);
  if (variance == 0) {
    if (pairs.sum() != 0) result.statistic = std::copysign(infinity, pairs.sum());
    return studentized;
  }
  result.statistic = pairs.sum() / std::sqrt(variance);
  const double share_x = part_x / variance;
  const double share_y = part_y / variance;
  result.df = 1 / (share_x * share_x / (n1 - 1) + share_y * share_y / (n2 - 1));
  return studentized;
}

Interval around(double phat, double below, double above, double level) {
  return {.low = std::clamp(phat - below, 0.0, phat),
          .high = std::clamp(phat + above, phat, 1.0),
          .level = level};
}

// Where no pair goes against the others: Wilson's interval of as many of the smaller size.
Interval one_sided_interval(const Dominance& pairs, double confidence) {
  const double smaller = std::min(pairs.n1, pairs.n2);
  const double z = -normal_quantile((1 - std::max(confidence, 0.0)) / 2);
  const double bound = smaller / (smaller + z * z);
  return pairs.sum() > 0 ? Interval{.low = bound, .high = 1, .level = confidence}
                         : Interval{.low = 0, .high = 1 - bound, .level = confidence};
}

void approximate(const Dominance& pairs, double standard_error, double confidence,
                 BrunnerMunzelResult& result) {
  if (pairs.n1 < 2 || pairs.n2 < 2) return;
  if (std::isnan(result.statistic)) {
    result.p = result.p_less = result.p_greater = 1;
    return;
  }
  // Of the infinite, any df gives 0 or 1.
  const double df = std::isinf(result.statistic) ? 1 : result.df;
  result.p = student_t_two_sided_p(result.statistic, df);
  result.p_less = student_t_cdf(-result.statistic, df);
  result.p_greater = student_t_cdf(result.statistic, df);
  if (!(confidence < 1)) return;
  confidence = std::max(confidence, 0.0);
  if (std::isinf(result.statistic)) {
    result.interval = one_sided_interval(pairs, confidence);
  } else {
    const double half = -student_t_quantile((1 - confidence) / 2, df) * standard_error;
    result.interval = around(result.phat, half, half, confidence);
  }
}

// The interval leaves 1/2 out where p is significant, and only there.
void make_agree(double confidence, BrunnerMunzelResult& result) {
  auto& [low, high, level] = result.interval;
  const bool significant = result.p <= 1 - confidence;
  if (!significant) {
    low = std::min(low, 0.5);
    high = std::max(high, 0.5);
  } else if (result.phat > 0.5) {
    low = std::max(low, 0.5);
  } else if (result.phat < 0.5) {
    high = std::min(high, 0.5);
  }
}

double signed_root(double square) { return std::copysign(std::sqrt(std::abs(square)), square); }

}  // namespace

BrunnerMunzelResult BrunnerMunzel::operator()(std::span<const double> sorted_x,
                                              std::span<const double> sorted_y) {
  const auto groups = tie_groups(sorted_x, sorted_y);
  const auto pairs = dominance(groups);
  auto [standard_error, result] = studentize(pairs);
  const double confidence = options_.confidence;
  const bool varies = !std::isnan(result.statistic);
  if (varies) approximate(pairs, standard_error, confidence, result);

  if (varies && DominancePermutations::arrangements(groups) <=
                    static_cast<double>(options_.most_arrangements)) {
    permute(groups, standard_error, result);
  } else {
    const auto ranks = mann_whitney_(sorted_x, sorted_y);
    if (!varies) result.permutation = ranks.exact;
    const auto larger = [](double a, double b) { return a > b ? a : b; };
    result.p = larger(result.p, ranks.p);
    result.p_less = larger(result.p_less, ranks.p_less);
    result.p_greater = larger(result.p_greater, ranks.p_greater);
  }
  if (varies && confidence < 1 && confidence > 0) make_agree(confidence, result);
  return result;
}

void BrunnerMunzel::permute(std::span<const TieGroup> groups, double standard_error,
                            BrunnerMunzelResult& result) {
  permutations_.prepare(groups);
  const auto [lower, upper] = permutations_.tails(signed_square(groups));
  result.p = std::min(1.0, 2 * std::min(lower, upper));
  result.p_less = upper;
  result.p_greater = lower;
  result.permutation = true;
  const double confidence = options_.confidence;
  if (!(confidence > 0 && confidence < 1) || std::isinf(result.statistic)) return;
  const auto cuts = permutations_.cuts((1 - confidence) / 2);
  result.interval = around(result.phat, signed_root(cuts.upper.square) * standard_error,
                           -signed_root(cuts.lower.square) * standard_error,
                           1 - cuts.lower.tail - cuts.upper.tail);
}

BrunnerMunzelResult brunner_munzel(std::span<const double> x, std::span<const double> y,
                                   BrunnerMunzelOptions options) {
  return BrunnerMunzel(options)(sorted_copy(x), sorted_copy(y));
}

BrunnerMunzelResult brunner_munzel_t(std::span<const double> x, std::span<const double> y,
                                     double confidence) {
  const auto pairs = dominance(tie_groups(x, y));
  auto [standard_error, result] = studentize(pairs);
  approximate(pairs, standard_error, confidence, result);
  return result;
}

}  // namespace benchdiff::stats

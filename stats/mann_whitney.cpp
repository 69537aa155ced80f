#include <benchdiff/stats/mann_whitney.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/give_back.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

// The p of the values dealt out so that no pair goes against the others.
double smallest_tied_p(const TiePattern& ties) {
  if (std::isinf(choose(ties.n1 + ties.n2, ties.n1))) return 0;
  const auto [lowest, highest] = extreme_chances(ties);
  return std::min(1.0, 2 * std::min(lowest, highest));
}

}  // namespace

MannWhitneyResult MannWhitney::operator()(std::span<const double> sorted_x,
                                          std::span<const double> sorted_y) {
  MannWhitneyResult result{.u = 0,
                           .p = 1,
                           .log_p = 0,
                           .p_less = 1,
                           .p_greater = 1,
                           .smallest_p = 1,
                           .exact = true,
                           .ties = false,
                           .all_equal = false};
  if (sorted_x.empty() || sorted_y.empty()) return result;
  if (has_nan(sorted_x) || has_nan(sorted_y)) {
    result.u = result.p = result.log_p = result.p_less = result.p_greater =
        std::numeric_limits<double>::quiet_NaN();
    result.exact = false;
    return result;
  }

  std::uint64_t twice_u = pool(sorted_x, sorted_y, groups_);
  TiePattern ties{.groups = groups_, .n1 = sorted_x.size(), .n2 = sorted_y.size()};
  result.u = static_cast<double>(twice_u) / 2;
  result.ties = groups_.size() < ties.n1 + ties.n2;
  result.all_equal = groups_.size() == 1;
  if (result.all_equal) return result;
  result.smallest_p = smallest_tied_p(ties);

  // The lower tail is what is counted, so the side with the smaller U takes the part of x. Halfway
  // it is the smaller side, for p to be the same to the last bit when x and y are swapped.
  const std::uint64_t twice_other = 2 * std::uint64_t{ties.n1} * ties.n2 - twice_u;
  const bool swapped = twice_u > twice_other || (twice_u == twice_other && ties.n1 > ties.n2);
  if (swapped) {
    std::swap(ties.n1, ties.n2);
    twice_u = twice_other;
  }
  result.exact = can_be_exact(ties, result.ties, twice_u);
  Tails tails = !result.exact ? normal_tails(ties, twice_u)
                : result.ties ? tied_tails(ties, twice_u)
                              : untied_tails(ties, twice_u);
  result.p = std::min(1.0, 2 * std::min(tails.lower, tails.upper));
  result.log_p = tails.log_p;
  if (swapped) std::swap(tails.lower, tails.upper);
  give_back(groups_);
  result.p_less = tails.lower;
  result.p_greater = tails.upper;
  return result;
}

bool MannWhitney::can_be_exact(const TiePattern& ties, bool tied, std::uint64_t twice_u) {
  const std::size_t larger = std::max(ties.n1, ties.n2);
  if (larger > (tied ? limits_.tied : limits_.untied)) return false;
  const double work =
      tied ? tied_.work(ties, twice_u, limits_.work) : RankSumTables::work(ties.n1, ties.n2);
  return work <= limits_.work && !std::isinf(work);
}

MannWhitney::Tails MannWhitney::untied_tails(const TiePattern& ties, std::uint64_t twice_u) {
  const auto table = tables_.lower_tail(ties.n1, ties.n2);
  const std::size_t u = twice_u / 2;
  return exact_tails(table[u], u == 0 ? 1 : 1 - table[u - 1]);
}

MannWhitney::Tails MannWhitney::tied_tails(const TiePattern& ties, std::uint64_t twice_u) {
  const auto [below, at] = tied_.lower_tail(ties, twice_u);
  return exact_tails(below + at, 1 - below);
}

MannWhitney::Tails MannWhitney::exact_tails(double lower, double upper) {
  return {
      .lower = lower, .upper = upper, .log_p = std::min(0.0, std::log(2 * std::min(lower, upper)))};
}

// Mann & Whitney (1947). U is half of all pairs at most.
MannWhitney::Tails MannWhitney::normal_tails(const TiePattern& ties, std::uint64_t twice_u) {
  const double deviation = std::sqrt(rank_sum_variance(ties));
  const double pairs = static_cast<double>(ties.n1) * static_cast<double>(ties.n2);
  const double distance = pairs / 2 - static_cast<double>(twice_u) / 2;
  return {.lower = normal_cdf((0.5 - distance) / deviation),
          .upper = normal_cdf((0.5 + distance) / deviation),
          .log_p = normal_two_sided_log_p(std::max(0.0, distance - 0.5) / deviation)};
}

MannWhitneyResult mann_whitney(std::span<const double> x, std::span<const double> y,
                               MannWhitneyLimits limits) {
  return MannWhitney(limits)(sorted_copy(x), sorted_copy(y));
}

std::optional<std::size_t> runs_to_detect(double alpha) {
  for (std::size_t n = 1; n <= 9; ++n) {
    if (smallest_p(n, n) <= alpha) return n;
  }
  return std::nullopt;
}

double smallest_p(std::size_t n1, std::size_t n2) { return std::min(1.0, 2 / choose(n1 + n2, n1)); }

}  // namespace benchdiff::stats

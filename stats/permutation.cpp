#include <benchdiff/stats/permutation.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <benchdiff/stats/arrangement_counts.h>
#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/fixed_point.h>
#include <benchdiff/stats/median.h>
#include <benchdiff/stats/random.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

using Integers = std::vector<std::int64_t>;
using Statistic = PermutationOptions::Statistic;

constexpr double most_work = 4e6;

struct Range {
  std::int64_t low, high;
};

std::int64_t sum_of(std::span<const std::int64_t> values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t twice_median(std::span<const std::int64_t> sorted) {
  return sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2];
}

// Both samples in ascending order as integers, and which of them is dealt: the smaller one, of two
// of a size the one that comes first, so that swapping them changes nothing.
struct Deal {
  Integers dealt, other, pooled;
  bool dealt_is_x, same;
  std::int64_t rounding;
};

Deal deal(std::span<const std::int64_t> x, std::span<const std::int64_t> y, std::int64_t rounding) {
  Deal result{.dealt = {x.begin(), x.end()},
              .other = {y.begin(), y.end()},
              .pooled = {x.begin(), x.end()},
              .dealt_is_x = true,
              .same = false,
              .rounding = rounding};
  result.pooled.insert(result.pooled.end(), y.begin(), y.end());
  for (auto* values : {&result.dealt, &result.other, &result.pooled}) std::ranges::sort(*values);
  result.same = result.dealt == result.other;
  result.dealt_is_x = result.dealt.size() != result.other.size()
                          ? result.dealt.size() < result.other.size()
                          : result.dealt <= result.other;
  if (!result.dealt_is_x) std::swap(result.dealt, result.other);
  return result;
}

// What ties with the observed statistic: each value that differs may be half a rounding off.
Range observed(const Deal& deal, Statistic statistic) {
  if (statistic == Statistic::mean) {
    const std::int64_t sum = sum_of(deal.dealt);
    const auto off = static_cast<std::int64_t>(deal.dealt.size()) * deal.rounding;
    return {.low = sum - off, .high = sum + off};
  }
  const std::int64_t difference = twice_median(deal.dealt) - twice_median(deal.other);
  return {.low = difference - 4 * deal.rounding, .high = difference + 4 * deal.rounding};
}

bool can_be_exact(const Deal& deal, const PermutationOptions& options) {
  const std::size_t n1 = deal.dealt.size();
  const std::size_t n2 = deal.other.size();
  const double arrangements = choose(n1 + n2, n1);
  if (options.statistic == Statistic::mean) {
    return arrangements <= std::min(options.most_arrangements, 0x1p53) &&
           subset_sums_work(n1 + n2, n1) <= most_work;
  }
  const double work = median_differences_work(n1, n2);
  const double of_sampling = static_cast<double>(options.resamples) * static_cast<double>(n1);
  if (!std::isfinite(arrangements) || !(work <= most_work)) return false;
  return arrangements <= options.most_arrangements || work <= of_sampling;
}

ArrangementCounts count_all(const Deal& deal, Statistic statistic, Range tie) {
  if (statistic == Statistic::mean) {
    return count_subset_sums(deal.pooled, deal.dealt.size(), tie.low, tie.high);
  }
  return count_median_differences(deal.pooled, deal.dealt.size(), deal.other.size(), tie.low,
                                  tie.high);
}

// The first `count` of the items become a random subset of them, in whatever order they are.
template <class Item>
void shuffle_first(std::vector<Item>& items, std::size_t count, Random& random) {
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(items[i], items[i + random.below(items.size() - i)]);
  }
}

// The statistic of random deals, one a call.
class SumDeals {
 public:
  explicit SumDeals(const Deal& deal) : pooled_(deal.pooled), size_(deal.dealt.size()) {}

  std::int64_t draw(Random& random) {
    shuffle_first(pooled_, size_, random);
    return sum_of(std::span(pooled_).first(size_));
  }

 private:
  Integers pooled_;
  std::size_t size_;
};

class MedianDeals {
 public:
  explicit MedianDeals(const Deal& deal)
      : pooled_(deal.pooled),
        size_(deal.dealt.size()),
        places_(deal.pooled.size()),
        words_((deal.pooled.size() + 63) / 64) {
    std::iota(places_.begin(), places_.end(), std::size_t{0});
  }

  std::int64_t draw(Random& random) {
    shuffle_first(places_, size_, random);
    std::ranges::fill(words_, 0);
    for (std::size_t i = 0; i < size_; ++i) {
      words_[places_[i] / 64] |= std::uint64_t{1} << places_[i] % 64;
    }
    return twice_median_where(0, size_) -
           twice_median_where(~std::uint64_t{0}, places_.size() - size_);
  }

 private:
  // Of the `count` values whose bit isn't the one of `flip`.
  [[nodiscard]] std::int64_t twice_median_where(std::uint64_t flip, std::size_t count) const {
    return pooled_[find((count - 1) / 2, flip)] + pooled_[find(count / 2, flip)];
  }

  [[nodiscard]] std::size_t find(std::size_t rank, std::uint64_t flip) const {
    std::size_t word = 0;
    std::uint64_t bits = words_[0] ^ flip;
    for (std::size_t here; (here = static_cast<std::size_t>(std::popcount(bits))) <= rank;) {
      rank -= here;
      bits = words_[++word] ^ flip;
    }
    for (; rank > 0; --rank) bits &= bits - 1;
    return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
  }

  const Integers& pooled_;
  std::size_t size_;
  std::vector<std::size_t> places_;
  std::vector<std::uint64_t> words_;
};

// Draws arrangements; the observed one is one of them.
template <class Deals>
ArrangementCounts sample(Deals deals, Range tie, std::size_t resamples, std::uint64_t seed) {
  Random random(seed);
  ArrangementCounts seen{.below = 0, .within = 1, .above = 0, .lowest = 1, .highest = 1};
  for (std::size_t i = 0; i < resamples; ++i) {
    const std::int64_t statistic = deals.draw(random);
    ++(statistic < tie.low ? seen.below : statistic > tie.high ? seen.above : seen.within);
  }
  return seen;
}

PermutationResult result_of(const ArrangementCounts& seen, const Deal& deal) {
  const double all = seen.below + seen.within + seen.above;
  double less = (seen.below + seen.within) / all;
  double greater = (seen.above + seen.within) / all;
  if (deal.same) less = greater = (less + greater) / 2;  // the same on paper, and if sampled too
  if (!deal.dealt_is_x) std::swap(less, greater);
  return {.difference = 0,
          .p = std::min(1.0, 2 * std::min(less, greater)),
          .p_less = less,
          .p_greater = greater,
          .smallest_p = std::min(1.0, 2 * std::min(seen.lowest, seen.highest) / all),
          .exact = true,
          .arrangements = all};
}

double median_of(std::span<const double> values) { return median(sorted_copy(values)); }

}  // namespace

PermutationResult permutation_test(std::span<const double> x, std::span<const double> y,
                                   PermutationOptions options) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (x.empty() || y.empty()) {
    return {.difference = nan,
            .p = 1,
            .p_less = 1,
            .p_greater = 1,
            .smallest_p = 1,
            .exact = true,
            .arrangements = 1};
  }
  if (!all_finite(x) || !all_finite(y)) {
    return {.difference = nan,
            .p = nan,
            .p_less = nan,
            .p_greater = nan,
            .smallest_p = nan,
            .exact = false,
            .arrangements = 0};
  }

  std::vector<double> both(x.begin(), x.end());
  both.insert(both.end(), y.begin(), y.end());
  const FixedPoint fixed = fixed_point(both);
  const auto of_x = std::span(fixed.values).first(x.size());
  const auto of_y = std::span(fixed.values).subspan(x.size());
  const Deal dealt = deal(of_x, of_y, fixed.rounding);
  const Range tie = observed(dealt, options.statistic);

  const bool exact = can_be_exact(dealt, options);
  const bool means = options.statistic == Statistic::mean;
  const auto draw = [&](auto deals) {
    return sample(std::move(deals), tie, options.resamples, seed_of(x, y));
  };
  PermutationResult result = result_of(exact   ? count_all(dealt, options.statistic, tie)
                                       : means ? draw(SumDeals(dealt))
                                               : draw(MedianDeals(dealt)),
                                       dealt);
  result.exact = exact;
  if (!exact) result.arrangements = static_cast<double>(options.resamples);
  if (means) {
    const auto mean = [](std::span<const std::int64_t> values) {
      return static_cast<double>(sum_of(values)) / static_cast<double>(values.size());
    };
    result.difference = std::scalbn(mean(of_y) - mean(of_x), fixed.exponent);
  } else {
    result.difference = median_of(y) - median_of(x);
  }
  return result;
}

}  // namespace benchdiff::stats

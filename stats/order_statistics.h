#pragma once

#include <cstddef>
#include <span>

#include <benchdiff/stats/interval.h>

namespace benchdiff::stats {

/// Two 1-based ranks of a sorted sample of n; low = 0 means -infinity, high = n + 1 infinity.
struct OrderStatistics {
  std::size_t low, high;
  double level;  ///< The coverage of the interval between them.
};

/// The interval between two ranks of values in ascending order, in their unit.
[[nodiscard]] Interval interval_between(std::span<const double> sorted, OrderStatistics ranks);

/// What an interval of a confidence below 1 may leave out on one side, (1 - confidence) / 2, and a
/// trifle more: 1 - confidence is a rounded number, and a tail that equals it on paper belongs to
/// it.
[[nodiscard]] double tail_of(double confidence);

}  // namespace benchdiff::stats

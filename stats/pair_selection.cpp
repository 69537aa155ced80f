#include <benchdiff/stats/pair_selection.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace benchdiff::stats {
namespace {

// Some roundings: what is this much smaller is smaller however it is computed.
constexpr double margin = 4 * std::numeric_limits<double>::epsilon();

struct Ratio {
  static double of(double x, double y) { return y / x; }
  /// What y is surely below of when y / x is below `value`; a product is cheaper than a quotient.
  static double surely_below(double x, double value) {
    const double product = x * value;
    return std::isnormal(product) ? product * (1 - margin) : 0;
  }
};

struct Shift {
  static double of(double x, double y) { return y - x; }
  static double surely_below(double x, double value) {
    const double sum = x + value;
    const double slack = margin * (std::abs(x) + std::abs(value));
    return std::isfinite(sum - slack) ? sum - slack : -std::numeric_limits<double>::infinity();
  }
};

// Doubles in their order as integers in theirs, so that halving reaches any of them in 64 steps.
std::int64_t to_key(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value + 0.0);
  return bits < 0 ? bits ^ std::numeric_limits<std::int64_t>::max() : bits;
}

double from_key(std::int64_t key) {
  const auto bits = key < 0 ? key ^ std::numeric_limits<std::int64_t>::max() : key;
  return std::bit_cast<double>(bits) + 0.0;
}

double halfway(double low, double high) {
  const auto below = to_key(low);
  // The difference of two keys may need 64 bits.
  const auto between = static_cast<std::uint64_t>(to_key(high)) - static_cast<std::uint64_t>(below);
  return from_key(below + static_cast<std::int64_t>(between / 2));
}

/// Moves `j` past the y whose pair with `x` is <= value. It only ever has to go up: going up in x a
/// pair gets smaller.
template <class Pair>
void pass(double x, std::span<const double> y, double value, std::size_t& j) {
  const double below = Pair::surely_below(x, value);
  while (j < y.size() && y[j] < below) ++j;
  while (j < y.size() && Pair::of(x, y[j]) <= value) ++j;
}

template <class Pair>
std::size_t count_up_to(std::span<const double> x, std::span<const double> y, double value) {
  std::size_t count = 0;
  std::size_t j = 0;
  for (const double base : x) {
    pass<Pair>(base, y, value, j);
    count += j;
  }
  return count;
}

/// Two values and how many pairs are up to each, between which a rank is.
struct Bracket {
  double low, high;
  std::size_t count_low, count_high;
  [[nodiscard]] std::size_t left() const { return count_high - count_low; }

  /// Where the rank would be if the pairs lay evenly; in the middle of the doubles where that is no
  /// double in between.
  [[nodiscard]] double interpolate(std::size_t rank) const {
    const double share =
        (static_cast<double>(rank - count_low) - 0.5) / static_cast<double>(left());
    const double guess = low * (1 - share) + high * share;
    return guess > low && guess < high ? guess : halfway(low, high);
  }
};

}  // namespace

template <class Pair>
double PairSelection::select(std::span<const double> x, std::span<const double> y, std::size_t rank,
                             double low, double high) {
  const std::size_t few = std::max<std::size_t>(1024, (x.size() + y.size()) / 8);
  Bracket bracket{low, high, count_up_to<Pair>(x, y, low), count_up_to<Pair>(x, y, high)};
  if (bracket.count_low >= rank) return low;
  bool stalls = false;
  while (bracket.left() > few) {
    const double guess = stalls ? halfway(bracket.low, bracket.high) : bracket.interpolate(rank);
    // Neighbours, with many equal pairs at the upper one. (Below 0 the middle may be a zero again.)
    if (guess <= bracket.low || guess >= bracket.high) return bracket.high;
    const std::size_t before = bracket.left();
    const std::size_t count = count_up_to<Pair>(x, y, guess);
    (count >= rank ? bracket.high : bracket.low) = guess;
    (count >= rank ? bracket.count_high : bracket.count_low) = count;
    stalls = !stalls && bracket.left() > before / 2;
  }

  left_.clear();
  std::size_t first = 0;
  std::size_t last = 0;
  for (const double base : x) {
    pass<Pair>(base, y, bracket.low, first);
    pass<Pair>(base, y, bracket.high, last);
    for (std::size_t j = first; j < last; ++j) left_.push_back(Pair::of(base, y[j]));
  }
  const auto at = left_.begin() + static_cast<std::ptrdiff_t>(rank - bracket.count_low - 1);
  std::ranges::nth_element(left_, at);
  return *at + 0.0;
}

double PairSelection::at(Change::Kind kind, std::span<const double> sorted_x,
                         std::span<const double> sorted_y, std::size_t rank, double low,
                         double high) {
  return kind == Change::Kind::ratio ? select<Ratio>(sorted_x, sorted_y, rank, low, high)
                                     : select<Shift>(sorted_x, sorted_y, rank, low, high);
}

}  // namespace benchdiff::stats

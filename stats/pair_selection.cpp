#include <benchdiff/stats/pair_selection.h>

#include <algorithm>

#include <benchdiff/stats/halving.h>
#include <benchdiff/stats/pairwise_change.h>

namespace benchdiff::stats {
namespace {

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
    pass_up_to<Pair>(base, y, bracket.low, first);
    pass_up_to<Pair>(base, y, bracket.high, last);
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

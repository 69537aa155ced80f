#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// The grid that the values of a sample lie on.
struct Resolution {
  double step;           ///< From one point of the grid to the next; 0 where no grid is seen.
  double relative;       ///< The step as a part of the median's size; NaN where that is 0.
  std::size_t distinct;  ///< How many values differ.
  double typical_gap;    ///< The median of what neighbours differ by that do, 0 without any.
  bool coarse;  ///< The quartiles are less than two steps apart, and half of the values tied.
};

/// Looks for the grid of values that were counted, clocked or rounded; keeps scratch, one a thread.
///
/// All differences have to be multiples of the step, either but for the rounding of doubles or,
/// where the values were printed with few digits, for two units in the last place printed. Values
/// that came to lie like this by chance in less than 1 of 1000 cases count as on a grid, so two
/// values never do, whereas two that occur several times each do. A step below 1e-6 of the range
/// is of no concern and is not looked for. Clock ticks divided by numbers of iterations that
/// differ have no common grid, or a finer one than matters.
class GridSearch {
 public:
  /// The grid of values in ascending order. Empty or constant ones have none, nor have those with
  /// a NaN or an infinity, or a range that overflows. O(n log n).
  [[nodiscard]] Resolution operator()(std::span<const double> sorted);

 private:
  void set_gaps(std::span<const double> sorted, double rounding);
  [[nodiscard]] double common_step(double tolerance) const;
  [[nodiscard]] double fitted_step(double step, double tolerance) const;
  [[nodiscard]] double coarser_step(double unit) const;

  std::vector<double> offsets_;  // of the values that differ, from the first one
  std::vector<double> gaps_;     // between them, in ascending order
  std::size_t values_ = 0;
};

}  // namespace benchdiff::stats

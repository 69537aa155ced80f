#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// How far a sample is from having one mode only.
struct DipResult {
  double dip;  ///< In [1 / (2n), 1/4]; NaN where there is none.
  double p;    ///< That uniform values come to this dip or a larger one, in [0.0001, 1]; or NaN.
};

/// The dip test of unimodality, Hartigan & Hartigan (1985); keeps scratch, one a thread.
///
/// The dip is the largest distance between the empirical distribution function and the unimodal
/// one nearest to it: below by a convex function, above by a concave one. p is for the uniform
/// distribution, the hardest of all unimodal ones to tell from two modes where values are many; for
/// others it errs on the side of one mode.
class Dip {
 public:
  /// The dip and p of values in ascending order, which could be told apart from `resolution` on.
  ///
  /// Equal values are no modes where values are quantised, but the dip takes each for one. So those
  /// equal are spread evenly over the width `resolution` about their value before it is taken, as
  /// they may have been measured; their p is then conservative. At 0 (or NaN, or less) the values
  /// are taken as they are. Fewer than 4 values have no dip, and neither have those with a NaN or
  /// an infinity; values that are all the same have 1 / (2n) and p = 1.
  ///
  /// The dip is exact. p is interpolated in a table from simulation, within some 5 % of itself; one
  /// above 0.5 is given as 1 and one below 0.0001 as that. The unit doesn't matter. O(n) for all
  /// but contrived values.
  [[nodiscard]] DipResult operator()(std::span<const double> sorted, double resolution = 0);

 private:
  // One of the values that differ, as a part of the range, and how many are below and up to it.
  struct Step {
    double at;
    double below, up_to;
  };
  // The steps that the mode is between, and how far the hulls are apart there.
  struct Bounds {
    std::size_t low, high;
    double gap;
  };

  void set_steps(std::span<const double> sorted, double resolution);
  void build_hulls();
  void collect_knots(std::size_t low, std::size_t high);
  [[nodiscard]] Bounds widest_gap() const;
  [[nodiscard]] double deviation_below(std::size_t mode, double largest) const;
  [[nodiscard]] double deviation_above(std::size_t mode, double largest) const;
  [[nodiscard]] double minorant(std::size_t from, std::size_t to, std::size_t step) const;
  [[nodiscard]] double majorant(std::size_t from, std::size_t to, std::size_t step) const;

  std::vector<double> spread_;
  std::vector<Step> steps_;
  std::vector<std::size_t> previous_;  // knot of the convex minorant of the steps up to each
  std::vector<std::size_t> next_;      // knot of the concave majorant of the steps from each on
  std::vector<std::size_t> convex_, concave_;  // knots between the bounds, in ascending order
};

/// The p of a dip of n >= 4 values, as in DipResult; 1 for NaN. O(1).
[[nodiscard]] double dip_p(double dip, std::size_t n);

/// The same as Dip for one call, of values in any order: sorts a copy.
[[nodiscard]] DipResult dip_test(std::span<const double> values, double resolution = 0);

}  // namespace benchdiff::stats

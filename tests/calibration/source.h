#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <benchdiff/stats/random.h>

namespace benchdiff::calibration {

/// What the noise of runs is like.
enum class Shape {
  normal,     ///< 2 %
  lognormal,  ///< 15 %
  heavy,      ///< logarithms by Student's t of 2 degrees of freedom, 2 %
  bimodal,    ///< every second value 20 % larger, and 1 % of normal noise
  quantised,  ///< normal, in steps of 1 %: most values are tied
  drifting,   ///< normal, growing by 10 % while old and new are measured by turns
};
inline constexpr std::array shapes{Shape::normal,  Shape::lognormal, Shape::heavy,
                                   Shape::bimodal, Shape::quantised, Shape::drifting};
[[nodiscard]] std::string name_of(Shape shape);

/// How many runs there are of each side.
struct Sizes {
  std::size_t old_runs, new_runs;
};

/// Draws samples, the same ones for the same seed on every platform.
class Source {
 public:
  explicit Source(std::uint64_t seed) : random_(seed) {}

  /// Runs in order of two sides that don't differ but by a factor; noise is `scale` times as large.
  void draw(Shape shape, Sizes sizes, double factor, double scale, std::vector<double>& old_side,
            std::vector<double>& new_side);

  double normal();
  double uniform();

 private:
  double value(Shape shape, double time, double scale);

  stats::Random random_;
};

}  // namespace benchdiff::calibration

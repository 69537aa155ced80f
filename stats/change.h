#pragma once

namespace benchdiff::stats {

/// How much y differs from x, with a confidence interval.
struct Change {
  enum class Kind {
    ratio,  ///< y / x: 1 is no change, everything is (0, infinity).
    shift,  ///< y - x in the unit of the values: 0 is no change, everything is the real line.
  };
  double estimate, low, high;
  double level;  ///< The coverage of [low, high] in continuous populations; more with ties.
  Kind kind;

  /// The value that says that nothing changed.
  [[nodiscard]] constexpr double none() const { return kind == Kind::ratio ? 1 : 0; }
};

}  // namespace benchdiff::stats

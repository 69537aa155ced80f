#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <benchdiff/stats/complexity.h>
#include <benchdiff/stats/scalability.h>

namespace benchdiff::report {

/// How the values of one column follow a number in names.
struct FitCurve {
  std::uint32_t column = 0;
  std::vector<double> sizes, medians;  ///< one of each size, in ascending order of size
  /// One of these, as it was asked for.
  std::optional<stats::Complexity> complexity;
  std::optional<stats::Scalability> scalability;

  /// The fitted value, in the table's unit; NaN where no law is named.
  [[nodiscard]] double at(double size, stats::ScalingMeasure measure) const;
};

/// Rows of a table that differ in one number of their names, and what they have in common.
struct Fit {
  std::size_t table = 0;  ///< its place in `Report::tables`
  std::string label;      ///< of the rows, without the number
  std::string key;        ///< as `/size`
  /// What the values are, for scalability.
  stats::ScalingMeasure measure = stats::ScalingMeasure::time_per_operation;
  std::vector<FitCurve> curves;  ///< by column
};

}  // namespace benchdiff::report

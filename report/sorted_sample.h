#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <benchdiff/report/tabulate.h>

namespace benchdiff::report {

/// A sample in run order, and in ascending order as written and in the table's unit. Holds its
/// memory from one sample to the next.
struct SortedSample {
  std::span<const double> in_run_order;   ///< as written; in `Samples`
  std::span<const std::uint32_t> blocks;  ///< by run, where there are any; in `Samples`
  std::vector<double> written;
  std::vector<double> tidy;
  double factor = 1;            ///< what is written times this is in the table's unit
  std::uint32_t nan_count = 0;  ///< values that are not among these

  /// Takes over the values of a cell. O(n log n).
  void assign(const Samples& samples, const SampleCell& cell);

  [[nodiscard]] std::size_t size() const { return tidy.size(); }
  [[nodiscard]] bool constant() const { return tidy.empty() || tidy.front() == tidy.back(); }
  /// A count that never varies is a fact, and no sample of anything. One run doesn't show that.
  [[nodiscard]] bool is_fact(std::string_view unit) const;
};

}  // namespace benchdiff::report

#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// C(n, k), the number of k-subsets of n things; infinity where it does not fit a double. O(k).
[[nodiscard]] double choose(std::size_t n, std::size_t k);

/// Pascal's triangle, grown as it is asked for.
class Binomials {
 public:
  /// Makes rows 0..n good for columns 0..k. O(n k) when it grows, and no allocation when not.
  void grow(std::size_t n, std::size_t k);

  /// C(n, 0), C(n, 1), ... up to the k of grow(), 0 beyond n; valid until the next grow().
  [[nodiscard]] const double* row(std::size_t n) const { return cells_.data() + n * columns_; }

 private:
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<double> cells_;
};

}  // namespace benchdiff::stats

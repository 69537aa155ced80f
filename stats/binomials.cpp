#include <benchdiff/stats/binomials.h>

#include <algorithm>
#include <cmath>

namespace benchdiff::stats {

double choose(std::size_t n, std::size_t k) {
  if (k > n) return 0;
  double ways = 1;
  for (std::size_t i = 1; i <= std::min(k, n - k); ++i) {
    const auto factor = static_cast<double>(n - i + 1);
    const auto divisor = static_cast<double>(i);
    const double next = ways * factor / divisor;  // in this order exact, while it is below 2^53
    ways = std::isfinite(next) ? next : ways / divisor * factor;
  }
  return ways;
}

void Binomials::grow(std::size_t n, std::size_t k) {
  if (n < rows_ && k < columns_) return;
  rows_ = std::max(rows_, n + 1);
  columns_ = std::max(columns_, k + 1);
  cells_.assign(rows_ * columns_, 0.0);
  cells_[0] = 1;
  for (std::size_t i = 1; i < rows_; ++i) {
    const double* const above = cells_.data() + (i - 1) * columns_;
    double* const row = cells_.data() + i * columns_;
    row[0] = 1;
    for (std::size_t j = 1; j <= std::min(i, columns_ - 1); ++j) row[j] = above[j - 1] + above[j];
  }
}

}  // namespace benchdiff::stats

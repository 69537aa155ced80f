#include <benchdiff/stats/inversions.h>

#include <cassert>
#include <numeric>

namespace benchdiff::stats {
namespace {

std::size_t pairs(std::size_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

// P(D <= d) for d up to the middle. A k-th value adds 0 .. k - 1 inversions with equal likelihood.
std::vector<double> lower_half(std::size_t n) {
  // The subtraction costs digits near the middle, which long double has to spare.
  const std::size_t middle = pairs(n) / 2;
  std::vector<long double> before{1};
  std::vector<long double> after;
  for (std::size_t k = 2; k <= n; ++k) {
    after.assign(std::min(middle, pairs(k)) + 1, 0);
    long double window = 0;
    for (std::size_t d = 0; d < after.size(); ++d) {
      if (d < before.size()) window += before[d];
      if (d >= k && d - k < before.size()) window -= before[d - k];
      after[d] = window / static_cast<long double>(k);
    }
    before.swap(after);
  }

  std::vector<double> tail;
  tail.reserve(before.size());
  long double sum = 0;
  for (const long double probability : before) {
    sum += probability;
    tail.push_back(static_cast<double>(sum));
  }
  return tail;
}

// Turns the coefficients of a polynomial in q into those of it times (1 - q^power).
void multiply(std::vector<std::uint64_t>& counts, std::size_t power) {
  for (std::size_t d = counts.size(); d-- > power;) counts[d] -= counts[d - power];
}

void divide(std::vector<std::uint64_t>& counts, std::size_t power) {
  for (std::size_t d = power; d < counts.size(); ++d) counts[d] += counts[d - power];
}

std::uint64_t factorial(std::size_t n) {
  std::uint64_t product = 1;
  for (std::size_t k = 2; k <= n; ++k) product *= k;
  return product;
}

}  // namespace

double Inversions::lower_tail(std::size_t n, std::uint64_t d) {
  if (d >= pairs(n)) return 1;
  if (tails_.size() <= n) tails_.resize(n + 1);
  auto& tail = tails_[n];
  if (tail.empty()) tail = lower_half(n);
  return d < tail.size() ? tail[d] : 1 - tail[pairs(n) - 1 - d];
}

double Inversions::lower_tail(std::span<const std::size_t> groups, std::uint64_t d) {
  const std::size_t n = std::accumulate(groups.begin(), groups.end(), std::size_t{0});
  assert(n <= most_tied);
  std::size_t most = pairs(n);
  std::uint64_t orders = factorial(n);
  for (const std::size_t equal : groups) {
    most -= pairs(equal);
    orders /= factorial(equal);
  }
  if (d >= most) return 1;

  auto& counts = counts_[n];
  if (counts.empty()) {
    counts.assign(pairs(n) + 1, 0);
    counts[0] = 1;
    for (std::size_t k = 2; k <= n; ++k) {
      multiply(counts, k);
      divide(counts, 1);
    }
  }
  // Modulo 2^64, which the results are below: what wraps around on the way is no loss.
  tied_.assign(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(d) + 1);
  for (const std::size_t equal : groups) {
    for (std::size_t k = 2; k <= equal; ++k) {
      multiply(tied_, 1);
      divide(tied_, k);
    }
  }
  const auto sum = std::accumulate(tied_.begin(), tied_.end(), std::uint64_t{0});
  return static_cast<double>(sum) / static_cast<double>(orders);
}

}  // namespace benchdiff::stats

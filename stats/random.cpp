#include <benchdiff/stats/random.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace benchdiff::stats {
namespace {

constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;

std::uint64_t mix(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

double largest_finite(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

// A sum, as that is the same in any order.
std::uint64_t hash_of(std::span<const double> values, int exponent) {
  std::uint64_t sum = values.size();
  for (const double value : values) {
    const double same = std::isnan(value) ? std::numeric_limits<double>::quiet_NaN()
                                          : std::scalbn(value, -exponent) + 0.0;
    sum += mix(std::bit_cast<std::uint64_t>(same) + golden);
  }
  return mix(sum + golden);
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (auto& word : state_) word = mix(seed += golden);
}

void Random::fill_below(std::uint32_t n, std::span<std::uint32_t> out) {
  assert(n > 0);
  const std::uint32_t surplus = -n % n;  // 2^32 mod n
  const auto product = [n](std::uint64_t bits) { return (bits & 0xffffffff) * n; };
  const auto fair = [&](std::uint64_t scaled) {
    while (static_cast<std::uint32_t>(scaled) < surplus) scaled = product(next());
    return static_cast<std::uint32_t>(scaled >> 32);
  };
  std::size_t i = 0;
  for (; i + 1 < out.size(); i += 2) {
    const std::uint64_t bits = next();
    out[i] = fair(product(bits));
    out[i + 1] = fair(product(bits >> 32));
  }
  if (i < out.size()) out[i] = fair(product(next()));
}

std::uint64_t seed_of(std::span<const double> x, std::span<const double> y) {
  const double largest = std::max(largest_finite(x), largest_finite(y));
  const int exponent = largest > 0 ? std::ilogb(largest) : 0;
  return mix(hash_of(x, exponent) + hash_of(y, exponent));
}

}  // namespace benchdiff::stats

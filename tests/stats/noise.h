#pragma once

#include <cmath>
#include <cstdint>

#include <benchdiff/stats/distributions.h>

namespace benchdiff::stats {

/// Normal noise of deviation 1, the same on every platform: splitmix64 through the quantile.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : state_(seed) {}

  double operator()() { return normal_quantile(uniform()); }

  /// In (0, 1).
  double uniform() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    return (static_cast<double>(z >> 12) + 0.5) * 0x1p-52;
  }

  /// Between low and high, evenly on logarithms.
  double magnitude(double low, double high) { return low * std::pow(high / low, uniform()); }

 private:
  std::uint64_t state_;
};

}  // namespace benchdiff::stats

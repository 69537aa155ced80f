#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <span>

namespace benchdiff::stats {

/// Pseudo-random numbers that are the same on every machine: xoshiro256++ of Blackman & Vigna
/// (2019), its state filled by SplitMix64 of Steele, Lea & Flood (2014). Any seed is a good one.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// 64 random bits.
  [[nodiscard]] std::uint64_t next() {
    const std::uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  /// One of 0 .. n - 1, each as likely to the last bit, for n >= 1. By Lemire (2019).
  [[nodiscard]] std::uint64_t below(std::uint64_t n);

  /// As many of 0 .. n - 1 as there is room for, two for each 64 bits.
  void fill_below(std::uint32_t n, std::span<std::uint32_t> out);

  /// A multiple of 2^-53 in [0, 1).
  [[nodiscard]] double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  static std::uint64_t rotate(std::uint64_t bits, int by) {
    return (bits << by) | (bits >> (64 - by));
  }

  std::array<std::uint64_t, 4> state_;
};

inline std::uint64_t Random::below(std::uint64_t n) {
  assert(n > 0);
  __extension__ typedef unsigned __int128 Product;
  Product product = Product{next()} * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t surplus = -n % n;  // 2^64 mod n of the products would be too likely
    while (static_cast<std::uint64_t>(product) < surplus) product = Product{next()} * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

/// A seed from the values of two samples, so that the same files give the same answer.
///
/// It is the same for any order of the values of a side, with the sides swapped, with -0.0 for 0.0,
/// and in a unit that is a power of two times as large. Every input has one, NaN and infinities
/// included. O(n1 + n2).
[[nodiscard]] std::uint64_t seed_of(std::span<const double> x, std::span<const double> y);

}  // namespace benchdiff::stats

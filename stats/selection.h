#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// Several order statistics of one list, with scratch kept between lists.
///
/// The list is spread over buckets once, and then only the bucket of a rank is looked into: for a
/// few ranks that is some three times as fast as std::nth_element for each.
class Selection {
 public:
  /// Takes over a list without NaN, all within low..high. O(n).
  void spread(std::span<const double> values, double low, double high);

  /// The value of a 0-based rank below the size of the list. O(n / 256) if it is spread evenly.
  [[nodiscard]] double at(std::size_t rank);

 private:
  static constexpr std::size_t buckets = 256;

  std::array<std::size_t, buckets> ends_{};  // of each bucket in spread_
  std::vector<std::uint8_t> bucket_of_;
  std::vector<double> spread_;
};

}  // namespace benchdiff::stats

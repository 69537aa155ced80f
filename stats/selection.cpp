#include <benchdiff/stats/selection.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace benchdiff::stats {

void Selection::spread(std::span<const double> values, double low, double high) {
  bucket_of_.resize(values.size());
  spread_.resize(values.size());

  const double scale = static_cast<double>(buckets - 1) / (high - low);
  if (std::isnormal(scale)) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      bucket_of_[i] = static_cast<std::uint8_t>(static_cast<int>((values[i] - low) * scale));
    }
  } else {  // all the same, or too far apart to subtract
    std::ranges::fill(bucket_of_, std::uint8_t{0});
  }

  std::array<std::size_t, buckets> counts{};
  for (const auto bucket : bucket_of_) ++counts[bucket];
  std::size_t begin = 0;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    ends_[bucket] = begin;
    begin += counts[bucket];
  }
  for (std::size_t i = 0; i < values.size(); ++i) spread_[ends_[bucket_of_[i]]++] = values[i];
}

double Selection::at(std::size_t rank) {
  assert(rank < spread_.size());
  const auto bucket = std::ranges::upper_bound(ends_, rank);
  const auto position = [this](std::size_t index) {
    return spread_.begin() + static_cast<std::ptrdiff_t>(index);
  };
  const std::size_t begin = bucket == ends_.begin() ? 0 : *(bucket - 1);
  std::nth_element(position(begin), position(rank), position(*bucket));
  return *position(rank);
}

}  // namespace benchdiff::stats

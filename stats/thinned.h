#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// At most so many of the values, as evenly spaced ranks as can be; themselves where they are few.
///
/// The distribution function of the values left out is nowhere farther off than 1 / (2 most), and
/// there is less chance in it than in as many values drawn. `most` > 0. `storage` holds the answer
/// where it isn't the values. O(most).
[[nodiscard]] inline std::span<const double> thinned(std::span<const double> sorted,
                                                     std::size_t most,
                                                     std::vector<double>& storage) {
  if (sorted.size() <= most) return sorted;
  storage.resize(most);
  const double step = static_cast<double>(sorted.size()) / static_cast<double>(most);
  for (std::size_t i = 0; i < most; ++i) {
    storage[i] = sorted[static_cast<std::size_t>((static_cast<double>(i) + 0.5) * step)];
  }
  return storage;
}

}  // namespace benchdiff::stats

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace benchdiff::stats {

/// All ways to deal n1 + n2 pooled values, tied in a certain pattern, to two samples: counted one
/// by one in integers, which is slow and cannot go wrong.
struct Arrangements {
  std::vector<std::size_t> groups;
  std::size_t n1, n2;
  std::vector<std::uint64_t> count;    ///< Of each 2U = 0 .. 2 n1 n2.
  std::vector<std::uint32_t> example;  ///< For each 2U that occurs: which of the values are x.
  std::uint64_t all;

  [[nodiscard]] std::uint64_t up_to(std::size_t twice_u) const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= twice_u; ++i) sum += count[i];
    return sum;
  }

  /// The sample that has the values of a mask: each value is the number of its group.
  [[nodiscard]] std::vector<double> sample(std::uint32_t mask) const {
    std::vector<double> values;
    std::uint32_t bit = 1;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (std::size_t i = 0; i < groups[group]; ++i, bit <<= 1) {
        if (mask & bit) values.push_back(static_cast<double>(group));
      }
    }
    return values;
  }
};

/// The pattern number `cuts` of 0 .. 2^(n1 + n2 - 1) - 1, whose bits say where a new group begins.
inline Arrangements arrange(std::size_t n1, std::size_t n2, std::uint32_t cuts) {
  const std::size_t n = n1 + n2;
  Arrangements result{.groups = {1}, .n1 = n1, .n2 = n2, .count = {}, .example = {}, .all = 0};
  for (std::size_t i = 1; i < n; ++i) {
    if (cuts >> (i - 1) & 1) result.groups.push_back(0);
    ++result.groups.back();
  }
  std::vector<std::size_t> twice_midrank;
  std::size_t below = 0;
  for (const std::size_t size : result.groups) {
    twice_midrank.insert(twice_midrank.end(), size, 2 * below + size + 1);
    below += size;
  }

  result.count.resize(2 * n1 * n2 + 1);
  result.example.resize(result.count.size());
  for (std::uint32_t mask = 0; mask < std::uint32_t{1} << n; ++mask) {
    if (static_cast<std::size_t>(std::popcount(mask)) != n1) continue;
    std::size_t twice_u = 0;
    for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1) {
      twice_u += twice_midrank[static_cast<std::size_t>(std::countr_zero(rest))];
    }
    twice_u -= n1 * (n1 + 1);
    ++result.count[twice_u];
    result.example[twice_u] = mask;
    ++result.all;
  }
  return result;
}

/// Calls check(arrangements) for every tie pattern of every two sizes up to `most`.
template <class Check>
void for_every_tie_pattern(std::size_t most, Check check) {
  for (std::size_t n1 = 1; n1 <= most; ++n1) {
    for (std::size_t n2 = 1; n2 <= most; ++n2) {
      const std::uint32_t patterns = std::uint32_t{1} << (n1 + n2 - 1);
      for (std::uint32_t cuts = 0; cuts < patterns; ++cuts) check(arrange(n1, n2, cuts));
    }
  }
}

}  // namespace benchdiff::stats

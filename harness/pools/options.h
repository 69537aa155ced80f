#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace benchdiff::harness {

/// The arguments of pools_benchmark.
struct PoolsOptions {
  std::int64_t rounds = 15;
  double slice_milliseconds = 12;
  std::string filter;                 ///< a regular expression; of all names if empty
  std::optional<std::uint64_t> seed;  ///< of the order
  bool keep_contaminated = false;
  bool list = false;
  bool help = false;
};

/// Throws std::invalid_argument with what is wrong.
[[nodiscard]] PoolsOptions parse_pools_options(std::span<const char* const> arguments);

[[nodiscard]] const char* pools_help() noexcept;

}  // namespace benchdiff::harness

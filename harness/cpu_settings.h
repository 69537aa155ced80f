#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// What makes of a processor; none where the kernel doesn't tell, as in most virtual machines.

/// `AMD EPYC 9654`: of the first CPU.
[[nodiscard]] std::optional<std::string> cpu_model(const Sources& sources);

/// `performance`; where CPUs differ all of them, sorted: `performance,powersave`.
[[nodiscard]] std::optional<std::string> governor(const Sources& sources);

/// Whether the clock may rise above the nominal one, and the file that turns it off.
struct Turbo {
  bool on = false;
  std::string file;  ///< may be a pattern for the shell
  std::string off;   ///< what to write into it
};
[[nodiscard]] std::optional<Turbo> turbo(const Sources& sources);

/// Whether several CPUs share a core.
[[nodiscard]] std::optional<bool> simultaneous_threads(const Sources& sources);

/// How many CPUs a list such as `0-3,8` names; none for what isn't one.
[[nodiscard]] std::optional<std::size_t> count_cpus(std::string_view list);

/// How many CPUs are online in the whole system.
[[nodiscard]] std::optional<std::size_t> online_cpus(const Sources& sources);

/// How far the kernel randomises addresses: `off`, `partial` (not the heap) or `on`.
[[nodiscard]] std::optional<std::string> address_randomisation(const Sources& sources);

}  // namespace benchdiff::harness

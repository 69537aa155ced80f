#pragma once

#include <string>
#include <vector>

#include <benchdiff/harness/process.h>
#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// A configuration line of a result file: `governor: performance`.
struct MachineSetting {
  std::string key;    ///< lower case letters and dashes
  std::string value;  ///< one printable line, never empty

  friend bool operator==(const MachineSetting&, const MachineSetting&) = default;
};

/// The machine that something is measured on, as far as it decides on results.
struct Machine {
  /// Always in the same order: `cpu` (its model), `cpus` (that the process may use), `governor`,
  /// `turbo`, `smt`, `aslr`, `kernel`, `os`, `virtual` (the hypervisor, or `none`), `libc`,
  /// `machine` (its name). What the machine doesn't tell is left out.
  std::vector<MachineSetting> settings;
};

/// Reads a few dozen small files, and one for each CPU.
[[nodiscard]] Machine describe_machine(const Sources& sources, const Process& process);

}  // namespace benchdiff::harness

#pragma once

#include <benchdiff/formats/results.h>
#include <benchdiff/harness/process.h>
#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// The machine that something is measured on, as far as it decides on results.
struct Machine {
  /// Always in the same order: `cpu` (its model), `cpus` (that the process may use), `governor`,
  /// `turbo`, `smt`, `aslr`, `kernel`, `os`, `virtual` (the hypervisor, or `none`), `libc`,
  /// `machine` (its name). What the machine doesn't tell is left out.
  formats::Configuration settings;  ///< as lines of a result file: `governor: performance`
};

/// Reads a few dozen small files, and one for each CPU.
[[nodiscard]] Machine describe_machine(const Sources& sources, const Process& process);

}  // namespace benchdiff::harness

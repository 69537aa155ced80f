#pragma once

#include <cstddef>
#include <string>

namespace benchdiff::harness {

/// What a process is told by calls rather than by files.
struct Process {
  int id = 0;
  std::size_t cpus = 0;       ///< that it may run on; 0 where the kernel doesn't say
  bool fixed_layout = false;  ///< the kernel doesn't randomise its addresses (`setarch -R`)
  std::string kernel;         ///< `6.1.0-18-amd64`
  std::string host;           ///< the name of the machine
  std::string libc;           ///< `glibc 2.36`
  std::string hypervisor_id;  ///< what a hypervisor calls itself: `KVMKVMKVM`; x86 only
};

/// The process that calls it.
[[nodiscard]] Process this_process();

}  // namespace benchdiff::harness

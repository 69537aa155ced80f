#pragma once

#include <optional>
#include <string>

#include <benchdiff/harness/process.h>
#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// The hypervisor below this machine: `kvm`; `none` on bare metal; `yes` for one that can't be
/// named. None where neither can be told: only on x86 does a processor say so.
[[nodiscard]] std::optional<std::string> hypervisor(const Sources& sources, const Process& process);

/// The kind of container that the process is in: `docker`, or `yes` where it has no name; `none`
/// where nothing shows one. None where the signs can't be read.
[[nodiscard]] std::optional<std::string> container(const Sources& sources);

}  // namespace benchdiff::harness

#pragma once

namespace benchdiff::harness {

/// Kills and reaps all children of this process, and those that become its own when their parents
/// end (see Signals). Gives up on what can't be killed within two seconds.
void end_offspring();

}  // namespace benchdiff::harness

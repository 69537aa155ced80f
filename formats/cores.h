#pragma once

#include <cstddef>
#include <functional>

namespace benchdiff::formats {

/// Runs `work` on this thread and at the same time on others: on at most `most` threads, and no
/// more than there are cores or can be had. As there may be one only, `work` takes its tasks from
/// what all of them share until there are none left. Answers when all have ended; then throws what
/// one of them threw, if one did.
void run_on_cores(std::size_t most, const std::function<void()>& work);

/// Runs `task` once for each number below `count`, in any order and on as many threads at a time as
/// there are cores. Throws as `run_on_cores`.
void each_on_cores(std::size_t count, const std::function<void(std::size_t)>& task);

}  // namespace benchdiff::formats

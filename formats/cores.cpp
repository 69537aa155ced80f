#include <benchdiff/formats/cores.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <system_error>
#include <thread>
#include <vector>

namespace benchdiff::formats {

void run_on_cores(std::size_t most, const std::function<void()>& work) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < std::min(most, cores); ++i) {
    try {
      others.push_back(std::async(std::launch::async, std::cref(work)));
    } catch (const std::system_error&) {
      break;  // no more threads can be had
    }
  }
  work();  // if it throws, the futures wait for the others
  for (auto& other : others) {
    other.get();
  }
}

void each_on_cores(std::size_t count, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  run_on_cores(count, [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      task(i);
    }
  });
}

}  // namespace benchdiff::formats

#include <benchdiff/harness/clock_resolution.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

namespace benchdiff::harness {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

double batch_cost() {
  constexpr int readings = 1000;
  const Clock::time_point begin = Clock::now();
  Clock::time_point end = begin;
  for (int i = 0; i < readings; ++i) end = Clock::now();
  return Seconds(end - begin).count() / readings;
}

}  // namespace

ClockResolution measure_clock() {
  std::array<double, 31> costs{};
  for (double& cost : costs) cost = batch_cost();
  std::ranges::nth_element(costs, costs.begin() + costs.size() / 2);

  ClockResolution clock{costs[costs.size() / 2], std::numeric_limits<double>::infinity()};
  Clock::time_point last = Clock::now();
  for (int i = 0; i < 10'000; ++i) {
    const Clock::time_point now = Clock::now();
    if (now > last) clock.step = std::min(clock.step, Seconds(now - last).count());
    last = now;
  }
  return clock;
}

}  // namespace benchdiff::harness

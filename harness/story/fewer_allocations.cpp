// The cheap cuts first: greetings go where they are wanted, one buffer does for a page, and it has
// room for a page and not for anything.

#include <span>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include <benchdiff/harness/allocations.h>
#include <benchdiff/harness/benchmark_main.h>
#include <benchdiff/pools/buffer.h>

#include "guests.h"

namespace {

using benchdiff::pools::Buffer;

void greet(std::string_view name, Buffer& page) {
  page.append("Hello, ").append(name).append("\n");
}

std::string render_page(std::span<const std::string> guests) {
  Buffer page(1024);
  for (const std::string& name : guests) greet(name, page);
  return page.str();
}

void page(benchmark::State& state) {
  const auto guests = benchdiff::story::guests();
  const benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) benchmark::DoNotOptimize(render_page(guests));
}
BENCHMARK(page)->Name("Page/guests=20");

}  // namespace

BENCHDIFF_MAIN();

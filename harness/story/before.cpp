// A page of greetings, as one first writes it: each is put together in a fresh buffer that has room
// for anything.

#include <memory>
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

std::string greet(std::string_view name) {
  const auto buffer = std::make_unique<Buffer>(64 * 1024);
  buffer->append("Hello, ").append(name).append("\n");
  return buffer->str();
}

std::string render_page(std::span<const std::string> guests) {
  std::string page;
  for (const std::string& name : guests) page += greet(name);
  return page;
}

void page(benchmark::State& state) {
  const auto guests = benchdiff::story::guests();
  const benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) benchmark::DoNotOptimize(render_page(guests));
}
BENCHMARK(page)->Name("Page/guests=20");

}  // namespace

BENCHDIFF_MAIN();

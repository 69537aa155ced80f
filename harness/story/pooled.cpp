// What is left comes from a pool: the buffer of a page. Its text is copied out, as somebody else
// keeps that.

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

benchdiff::pools::BufferPool pages;

void greet(std::string_view name, Buffer& page) {
  page.append("Hello, ").append(name).append("\n");
}

std::string render_page(std::span<const std::string> guests) {
  const auto page = pages.get();
  for (const std::string& name : guests) greet(name, *page);
  return page->str();
}

void page(benchmark::State& state) {
  const auto guests = benchdiff::story::guests();
  const benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) benchmark::DoNotOptimize(render_page(guests));
}
BENCHMARK(page)->Name("Page/guests=20");

}  // namespace

BENCHDIFF_MAIN();

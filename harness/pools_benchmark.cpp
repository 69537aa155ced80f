// Measures ways to pool in short slices, shuffled, on pinned threads: see --help.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <numeric>
#include <random>
#include <regex>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchdiff/formats/go_benchmark_writer.h>
#include <benchdiff/harness/machine.h>
#include <benchdiff/harness/pools/allocator.h>
#include <benchdiff/harness/pools/benchmarks.h>
#include <benchdiff/harness/pools/options.h>
#include <benchdiff/harness/pools/results.h>
#include <benchdiff/harness/pools/slice.h>
#include <benchdiff/harness/pools/steady_state.h>

namespace benchdiff::harness {
namespace {

constexpr int exit_no_steady_state = 1;
constexpr int exit_unusable = 2;
constexpr int exit_no_clean_slice = 3;

using Chosen = std::vector<const PoolBenchmark*>;

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw std::runtime_error("the results can't be written");
  }
}

Chosen choose(const std::vector<PoolBenchmark>& benchmarks, const std::string& filter) try {
  const std::regex wanted(filter);
  Chosen chosen;
  for (const PoolBenchmark& benchmark : benchmarks) {
    if (std::regex_search(benchmark.name(), wanted)) chosen.push_back(&benchmark);
  }
  if (chosen.empty()) throw std::invalid_argument("no benchmark has '" + filter + "' in its name");
  return chosen;
} catch (const std::regex_error& error) {
  throw std::invalid_argument("--filter '" + filter + "': " + error.what());
}

std::string heading(std::uint64_t seed) {
  std::string text;
  formats::GoBenchmarkWriter writer(text);
  formats::Configuration settings = describe_machine(Sources(), this_process()).settings;
  settings.push_back({"allocator", allocator_name()});
  writer.configure(settings);
  writer.unit({"faults/op", "better", "lower"});
  writer.unit({"retained-B", "better", "lower"});
  writer.comment("order: --seed " + std::to_string(seed));
  return text;
}

/// A slice in which nothing else ran, if one of a few tries is such; those before are added, too.
void measure(const PoolBenchmark& benchmark, std::size_t place, const PoolsOptions& options,
             PoolResults& results) {
  constexpr int tries = 4;
  SliceOptions how{.threads = benchmark.threads, .milliseconds = 1, .blocks = benchmark.blocks};
  const auto scenario = benchmark.make();
  (void)run_slice(*scenario, how);  // warms up
  const double retained = benchmark.retains ? retained_bytes(*benchmark.make()) : 0;
  how.milliseconds = options.slice_milliseconds;
  for (int attempt = 0; attempt < tries; ++attempt) {
    Slice slice = run_slice(*scenario, how);
    if (options.keep_contaminated) slice.contaminated = false;
    results.add(place, slice, retained);
    if (!slice.contaminated) return;
  }
}

int run(const PoolsOptions& options, const Chosen& chosen) {
  const std::uint64_t seed = options.seed ? *options.seed : std::random_device{}();
  std::mt19937_64 random(seed);
  print(heading(seed));
  PoolResults results(chosen, print);
  std::vector<std::size_t> order(chosen.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::int64_t round = 0; round < options.rounds; ++round) {
    std::ranges::shuffle(order, random);
    for (const std::size_t place : order) measure(*chosen[place], place, options, results);
    results.end_round();
  }
  results.end();
  const std::vector<std::string> missing = results.without_result();
  for (const std::string& name : missing) {
    std::fprintf(stderr, "pools_benchmark: no clean slice of %s\n", name.c_str());
  }
  return missing.empty() ? 0 : exit_no_clean_slice;
}

int run_program(std::span<const char* const> arguments) {
  const PoolsOptions options = parse_pools_options(arguments);
  if (options.help) {
    print(pools_help());
    return 0;
  }
  const std::vector<PoolBenchmark> benchmarks = all_pool_benchmarks();
  const Chosen chosen = choose(benchmarks, options.filter);
  if (options.list) {
    for (const PoolBenchmark* benchmark : chosen) print(benchmark->name() + "\n");
    return 0;
  }
  if (const auto fault = check_steady_state(benchmarks)) {
    std::fprintf(stderr, "pools_benchmark: %s\n", fault->c_str());
    return exit_no_steady_state;
  }
  return run(options, chosen);
}

}  // namespace
}  // namespace benchdiff::harness

int main(int argc, char** argv) {
  try {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    return benchdiff::harness::run_program(arguments.subspan(argc > 0 ? 1 : 0));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pools_benchmark: %s\n", error.what());
    return benchdiff::harness::exit_unusable;
  }
}

// How long the statistics of one row of a report take. Every benchmark goes round over samples made
// beforehand, so that neither branch prediction nor the caches learn one of them by heart.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/stats/bootstrap.h>
#include <benchdiff/stats/compare.h>
#include <benchdiff/stats/hodges_lehmann.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/median_interval.h>

namespace {

using namespace benchdiff::stats;

struct Samples {
  std::vector<double> x, y;
};

std::vector<double> draw(std::mt19937_64& engine, std::size_t n, double mean, double step) {
  std::normal_distribution<double> noise(mean, mean / 50);
  std::vector<double> values(n);
  for (double& value : values) {
    value = noise(engine);
    if (step > 0) value = std::round(value / step) * step;
  }
  std::ranges::sort(values);
  return values;
}

// 256 pairs of samples of n values around 1000 with 2 % noise, y slower by the shift, both rounded
// to steps (0: not at all).
std::vector<Samples> draw_many(std::size_t n, double shift, double step) {
  std::mt19937_64 engine(n);
  std::vector<Samples> many(256);
  for (auto& [x, y] : many) {
    x = draw(engine, n, 1000, step);
    y = draw(engine, n, 1000 + shift, step);
  }
  return many;
}

// As tied as samples get while staying halfway: every value once on each side.
std::vector<Samples> halfway(std::size_t n) {
  Samples samples;
  for (std::size_t i = 0; i < n; ++i) {
    samples.x.push_back(static_cast<double>(i));
    samples.y.push_back(static_cast<double>(i));
  }
  return {samples};
}

// One tie only and p near 1: no group to shorten the walk, no tail to cut off.
std::vector<Samples> one_tie_halfway(std::size_t n) {
  Samples samples;
  for (std::size_t i = 0; i < n; ++i) {
    const auto even = static_cast<double>(4 * i);
    const bool first = i % 2 == 0;
    samples.x.push_back(first ? even : even + 1);
    samples.y.push_back(first ? even + 1 : even);
  }
  samples.y[n / 2] = samples.x[n / 2];
  return {samples};
}

void test_all(benchmark::State& state, const std::vector<Samples>& many) {
  MannWhitney test;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [x, y] = many[i++ % many.size()];
    benchmark::DoNotOptimize(test(x, y));
  }
}

std::size_t size(const benchmark::State& state) { return static_cast<std::size_t>(state.range(0)); }

void mann_whitney_tied_no_change(benchmark::State& state) {
  test_all(state, draw_many(size(state), 0, 4));
}
BENCHMARK(mann_whitney_tied_no_change)->Arg(10)->Arg(20)->Arg(25)->Arg(50);

void mann_whitney_tied_small_change(benchmark::State& state) {
  test_all(state, draw_many(size(state), 15, 4));
}
BENCHMARK(mann_whitney_tied_small_change)->Arg(10)->Arg(20)->Arg(25)->Arg(50);

void mann_whitney_tied_everywhere_halfway(benchmark::State& state) {
  test_all(state, halfway(size(state)));
}
BENCHMARK(mann_whitney_tied_everywhere_halfway)->Arg(10)->Arg(20)->Arg(25)->Arg(50);

void mann_whitney_one_tie_halfway(benchmark::State& state) {
  test_all(state, one_tie_halfway(size(state)));
}
BENCHMARK(mann_whitney_one_tie_halfway)->Arg(10)->Arg(20)->Arg(25)->Arg(50);

void mann_whitney_two_values(benchmark::State& state) {
  test_all(state, draw_many(size(state), 0, 50));
}
BENCHMARK(mann_whitney_two_values)->Arg(10)->Arg(20)->Arg(50);

void mann_whitney_untied(benchmark::State& state) { test_all(state, draw_many(size(state), 5, 0)); }
BENCHMARK(mann_whitney_untied)->Arg(10)->Arg(20)->Arg(50);

void mann_whitney_untied_table(benchmark::State& state) {
  for (auto _ : state) {
    RankSumTables tables;
    benchmark::DoNotOptimize(tables.lower_tail(size(state), size(state)));
  }
}
BENCHMARK(mann_whitney_untied_table)->Arg(20)->Arg(50);

void mann_whitney_normal(benchmark::State& state) { test_all(state, draw_many(size(state), 5, 0)); }
BENCHMARK(mann_whitney_normal)->Arg(1000);

void hodges_lehmann_ratio(benchmark::State& state) {
  const auto many = draw_many(size(state), 5, 0.1);
  HodgesLehmann estimate;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [x, y] = many[i++ % many.size()];
    benchmark::DoNotOptimize(estimate(x, y, 0.95));
  }
}
BENCHMARK(hodges_lehmann_ratio)->Arg(10)->Arg(20)->Arg(50)->Arg(100)->Arg(1000);

void median_interval_symmetric(benchmark::State& state) {
  const auto many = draw_many(size(state), 0, 0);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(median_interval(many[i++ % many.size()].x, 0.95));
  }
}
BENCHMARK(median_interval_symmetric)->Arg(10)->Arg(20)->Arg(1000)->Arg(10'000);

void judgement(benchmark::State& state) {
  auto many = draw_many(size(state), 5, 0);
  std::mt19937_64 engine(1);  // ascending runs would be a drift
  for (auto& [x, y] : many) {
    std::ranges::shuffle(x, engine);
    std::ranges::shuffle(y, engine);
  }
  Comparer comparer;
  std::vector<double> old_sorted;
  std::vector<double> new_sorted;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [x, y] = many[i++ % many.size()];
    old_sorted = x;
    new_sorted = y;
    std::ranges::sort(old_sorted);
    std::ranges::sort(new_sorted);
    auto comparison = comparer.measure({.in_run_order = x, .sorted = old_sorted},
                                       {.in_run_order = y, .sorted = new_sorted}, {});
    comparer.settle(comparison, comparison.p, {});
    benchmark::DoNotOptimize(comparison);
  }
}
BENCHMARK(judgement)->Arg(10)->Arg(20)->Arg(50)->Arg(1000)->Arg(10'000);

void bootstrap_of_means(benchmark::State& state) {
  const auto many = draw_many(size(state), 5, 0);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [x, y] = many[i++ % many.size()];
    benchmark::DoNotOptimize(
        bca_bootstrap(x, y, 0.95, {.statistic = BootstrapOptions::Statistic::mean}));
  }
}
BENCHMARK(bootstrap_of_means)->Arg(30);

void bootstrap_of_medians(benchmark::State& state) {
  const auto many = draw_many(size(state), 5, 0);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [x, y] = many[i++ % many.size()];
    benchmark::DoNotOptimize(bca_bootstrap(x, y, 0.95));
  }
}
BENCHMARK(bootstrap_of_medians)->Arg(30);

}  // namespace

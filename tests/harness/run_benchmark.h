#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace benchdiff::harness {

/// One repetition of a benchmark that was run.
struct RunOfBenchmark {
  std::int64_t iterations = 0;
  bool failed = false;
  std::map<std::string, double> counters;
};

/// Registers a benchmark, lets `configure` say how it is run, runs it, and answers the repetitions.
inline std::vector<RunOfBenchmark> run_benchmark(
    const std::function<void(benchmark::State&)>& function,
    const std::function<void(benchmark::internal::Benchmark*)>& configure) {
  class Collector : public benchmark::BenchmarkReporter {
   public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& reports) override {
      for (const Run& run : reports) {
        if (run.run_type != Run::RT_Iteration) continue;
        RunOfBenchmark& result = runs.emplace_back();
        result.iterations = run.iterations;
        result.failed = run.error_occurred;
        for (const auto& [name, counter] : run.counters) result.counters[name] = counter.value;
      }
    }
    std::vector<RunOfBenchmark> runs;
  };
  benchmark::ClearRegisteredBenchmarks();
  configure(benchmark::RegisterBenchmark("subject", function));
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector, "all");
  benchmark::ClearRegisteredBenchmarks();
  return collector.runs;
}

}  // namespace benchdiff::harness

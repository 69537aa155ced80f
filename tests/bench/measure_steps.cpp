// Measures the steps of a comparison in time, bytes and allocations, and prints them in the Go
// benchmark format. data/demo was made with it.
//
// usage: measure_steps [RUNS=10]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/harness/allocation_counts.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/render_classic.h>
#include <benchdiff/report/render_csv.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/tabulate.h>

namespace {

using namespace benchdiff;
using Clock = std::chrono::steady_clock;

/// Runs an operation for a tenth of a second, and prints what one took.
void measure(const std::string& name, const std::function<void()>& operation) {
  operation();
  std::size_t iterations = 0;
  const harness::AllocationCounts before = harness::allocations_of_process();
  const auto begin = Clock::now();
  auto elapsed = Clock::duration::zero();
  while (elapsed < std::chrono::milliseconds(100)) {
    operation();
    ++iterations;
    elapsed = Clock::now() - begin;
  }
  const harness::AllocationCounts counted = harness::allocations_of_process() - before;
  const double count = static_cast<double>(iterations);
  const double nanoseconds = std::chrono::duration<double, std::nano>(elapsed).count();
  std::printf("Benchmark%s %zu %.6g ns/op %.0f B/op %.0f allocs/op\n", name.c_str(), iterations,
              nanoseconds / count, static_cast<double>(counted.bytes) / count,
              static_cast<double>(counted.allocations) / count);
}

/// Results of 100 benchmarks, ten runs of each, a little slower by `factor`.
std::string result_text(double factor) {
  std::string text = "goos: linux\npkg: example.com/demo\n";
  for (int run = 0; run < 10; ++run) {
    for (int benchmark = 0; benchmark < 100; ++benchmark) {
      const int noise = (run * 7919 + benchmark * 104729) % 97;
      text += "BenchmarkStep" + std::to_string(benchmark % 10) +
              "/size=" + std::to_string(benchmark / 10) + "-8 1000 " +
              std::to_string((1000 + benchmark + 0.1 * noise) * factor) +
              " ns/op 512 B/op 3 allocs/op\n";
    }
  }
  return text;
}

report::Samples tabulate(const std::vector<formats::ResultFile>& files,
                         report::Projections& projections) {
  return report::tabulate(files, report::Filter(), projections);
}

void measure_all() {
  const std::string old_text = result_text(1);
  const std::string new_text = result_text(1.02);
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(old_text, "old"));
  files.push_back(formats::read_text(new_text, "new"));
  report::Filter filter;
  report::Projections projections({}, filter, report::ConfigOrder::first_seen);
  const report::Samples samples = tabulate(files, projections);
  const report::Report report = report::judge(samples, projections, {}, {});

  measure("Read/lines=1000", [&] { (void)formats::read_text(old_text, "old"); });
  measure("Tabulate/results=2000", [&] {
    report::Filter all;
    report::Projections fresh({}, all, report::ConfigOrder::first_seen);
    (void)tabulate(files, fresh);
  });
  measure("Judge/comparisons=300", [&] { (void)report::judge(samples, projections, {}, {}); });
  measure("Render/format=text", [&] {
    std::string out;
    report::render_text(report, {}, out);
  });
  measure("Render/format=classic", [&] {
    std::string out;
    report::render_classic_text(report, out);
  });
  measure("Render/format=csv", [&] {
    std::string out;
    report::render_csv(report, out);
  });
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("goos: linux\npkg: benchdiff\n");
  const int runs = argc > 1 ? std::atoi(argv[1]) : 10;
  for (int run = 0; run < std::max(runs, 1); ++run) {
    measure_all();
  }
  return 0;
}

// How long the way from two texts to a report takes, as a whole and by its steps, and how it grows
// with the number of lines. Names have 10 runs a side of 3 units each, in rounds as a test binary
// with -count=10 prints them.

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/render_classic.h>
#include <benchdiff/report/render_csv.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/tabulate.h>

namespace {

using namespace benchdiff;

constexpr std::size_t runs = 10;

/// Results of so many lines, slower by a factor.
std::string generate(std::size_t lines, double slower) {
  std::mt19937_64 engine(lines);
  std::normal_distribution<double> noise(0, 0.02);
  std::string text = "goos: linux\ngoarch: amd64\npkg: example.org/encode\n";
  const std::size_t names = lines / runs;
  for (std::size_t run = 0; run < runs; ++run) {
    for (std::size_t name = 0; name < names; ++name) {
      const double time =
          100 * static_cast<double>(1 + name % 97) * slower * std::exp(noise(engine));
      text += "BenchmarkEncode" + std::to_string(name) + "/format=json/size=1k-8\t1000\t" +
              std::to_string(time) + " ns/op\t" + std::to_string(64 * (name % 13)) + " B/op\t" +
              std::to_string(name % 5) + " allocs/op\n";
    }
  }
  return text;
}

struct Texts {
  std::string old_text, new_text;
  explicit Texts(std::size_t lines)
      : old_text(generate(lines / 2, 1)), new_text(generate(lines / 2, 1.03)) {}

  [[nodiscard]] std::vector<formats::ResultFile> read() const {
    std::vector<formats::ResultFile> files;
    files.push_back(formats::read_text(old_text, "old.txt"));
    files.push_back(formats::read_text(new_text, "new.txt"));
    return files;
  }
};

std::size_t lines_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

void finish(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

struct Selection {
  report::Filter filter;
  report::Projections projections{{}, filter, report::ConfigOrder::first_seen};
};

report::Samples tabulate(std::vector<formats::ResultFile> files, Selection& selection) {
  return report::tabulate(std::move(files), selection.filter, selection.projections);
}

report::Report judge(std::vector<formats::ResultFile> files, bool classic) {
  Selection selection;
  const auto samples = tabulate(std::move(files), selection);
  return report::judge(samples, selection.projections, {}, {.classic = classic});
}

using Render = void(const report::Report&, std::string&);

void render_classic_text(const report::Report& report, std::string& out) {
  report::render_classic_text(report, out);
}

void render_text(const report::Report& report, std::string& out) {
  report::render_text(report, {.width = 200}, out);
}

void render_csv(const report::Report& report, std::string& out) { report::render_csv(report, out); }

void whole_pipeline(benchmark::State& state, bool classic, Render* render) {
  const Texts texts(lines_of(state));
  for (auto _ : state) {
    std::string out;
    render(judge(texts.read(), classic), out);
    benchmark::DoNotOptimize(out.data());
  }
  finish(state);
}

void read_step(benchmark::State& state) {
  const Texts texts(lines_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(texts.read());
  finish(state);
}

// Tabulating uses the files up, so each iteration reads them anew, off the clock.
void tabulate_step(benchmark::State& state) {
  const Texts texts(lines_of(state));
  for (auto _ : state) {
    state.PauseTiming();
    auto files = texts.read();
    Selection selection;
    state.ResumeTiming();
    benchmark::DoNotOptimize(tabulate(std::move(files), selection));
  }
  finish(state);
}

void judge_step(benchmark::State& state, bool classic) {
  Selection selection;
  const auto samples = tabulate(Texts(lines_of(state)).read(), selection);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        report::judge(samples, selection.projections, {}, {.classic = classic}));
  }
  finish(state);
}

void render_step(benchmark::State& state, bool classic, Render* render) {
  const auto report = judge(Texts(lines_of(state)).read(), classic);
  for (auto _ : state) {
    std::string out;
    render(report, out);
    benchmark::DoNotOptimize(out.data());
  }
  finish(state);
}

void match_one(benchmark::State& state, const char* expression) {
  const auto file = formats::read_text(generate(10'000, 1));
  const report::Filter filter(expression);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& subject = file.subjects[i++ % file.subjects.size()];
    benchmark::DoNotOptimize(filter.matches({file, subject}, file.units[0]));
  }
}

void project_one(benchmark::State& state, const char* expression) {
  const auto file = formats::read_text(generate(10'000, 1));
  report::Filter filter;
  report::Projections projections({.column = expression, .ignore = ""}, filter,
                                  report::ConfigOrder::first_seen);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& subject = file.subjects[i++ % file.subjects.size()];
    benchmark::DoNotOptimize(projections.column().project({file, subject}));
  }
}

void parse_filter(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        report::Filter(".name:Encode /size:(1k OR 4k) -goos:windows .unit:/^alloc/"));
  }
}

void by_lines(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(10)->Range(1'000, 100'000)->Complexity();
  benchmark->Unit(benchmark::kMillisecond);
}

// Rows are judged on all cores.
void by_lines_on_threads(benchmark::internal::Benchmark* benchmark) {
  by_lines(benchmark);
  benchmark->MeasureProcessCPUTime();
}

BENCHMARK_CAPTURE(whole_pipeline, classic_text, true, render_classic_text)
    ->Apply(by_lines_on_threads);
BENCHMARK_CAPTURE(whole_pipeline, text, false, render_text)->Apply(by_lines_on_threads);
BENCHMARK_CAPTURE(whole_pipeline, csv, false, render_csv)->Apply(by_lines_on_threads);

BENCHMARK(read_step)->Apply(by_lines);
BENCHMARK(tabulate_step)->Apply(by_lines);
BENCHMARK_CAPTURE(judge_step, classic, true)->Apply(by_lines_on_threads);
BENCHMARK_CAPTURE(judge_step, own, false)->Apply(by_lines_on_threads);
BENCHMARK_CAPTURE(render_step, classic_text, true, render_classic_text)->Apply(by_lines);
BENCHMARK_CAPTURE(render_step, text, false, render_text)->Apply(by_lines);
BENCHMARK_CAPTURE(render_step, csv, false, render_csv)->Apply(by_lines);

BENCHMARK(parse_filter);
BENCHMARK_CAPTURE(match_one, everything, "*");
BENCHMARK_CAPTURE(match_one, word, ".name:Encode7");
BENCHMARK_CAPTURE(match_one, part, "/size:1k goos:linux");
BENCHMARK_CAPTURE(match_one, regexp, ".fullname:/size=1k-\\d+$/");
BENCHMARK_CAPTURE(project_one, fullname, ".fullname");
BENCHMARK_CAPTURE(project_one, config, ".config");
BENCHMARK_CAPTURE(project_one, three_keys, ".name,/size@num,goos");

}  // namespace

// How fast results are read. Texts are made beforehand, and are of the length of what one reads: 10
// benchmarks in turn, each with its time, throughput, bytes and allocations.

#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/formats/number.h>
#include <benchdiff/formats/read.h>

namespace {

using namespace benchdiff::formats;

/// Values around 1000 with 2 % noise, as `go test` prints them.
class Measurements {
 public:
  std::string next(const char* format, double mean) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, mean * noise_(engine_));
    return text.data();
  }

 private:
  std::mt19937_64 engine_{1};
  std::normal_distribution<double> noise_{1, 0.02};
};

std::string go_text(std::int64_t lines) {
  Measurements measurements;
  std::string text = "goos: linux\ngoarch: amd64\npkg: example.com/codec\ncpu: Xeon @ 2.30GHz\n";
  for (std::int64_t i = 0; i < lines; ++i) {
    text += "BenchmarkEncode/format=json/size=" + std::to_string(1 << (i % 10)) +
            "-8   \t 1000000\t" + measurements.next("%10.1f", 1718) + " ns/op\t" +
            measurements.next("%8.2f", 58.2) + " MB/s\t    1024 B/op\t       3 allocs/op\n";
  }
  return text;
}

std::string google_benchmark_json(std::int64_t entries) {
  Measurements measurements;
  std::string text =
      "{\n  \"context\": {\n    \"host_name\": \"host\",\n    \"num_cpus\": 8\n  },\n"
      "  \"benchmarks\": [";
  for (std::int64_t i = 0; i < entries; ++i) {
    const std::string name = "\"BM_Encode<Json>/" + std::to_string(1 << (i % 10)) + "\",\n      ";
    text +=
        std::string(i > 0 ? "," : "") + "\n    {\n      \"name\": " + name +
        "\"run_name\": " + name +
        "\"run_type\": \"iteration\",\n      \"repetitions\": 10,\n      \"repetition_index\": " +
        std::to_string(i / 10 % 10) + ",\n      \"threads\": 1,\n      \"iterations\": 1000000,\n" +
        "      \"real_time\": " + measurements.next("%.16e", 1718) +
        ",\n      \"cpu_time\": " + measurements.next("%.16e", 1717) +
        ",\n      \"time_unit\": \"ns\",\n      \"bytes_per_second\": " +
        measurements.next("%.16e", 5.82e7) + "\n    }";
  }
  return text + "\n  ]\n}\n";
}

void read_all(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    const ResultFile file = read_text(text);
    if (file.failure || file.results.size() != static_cast<std::size_t>(state.range(0))) {
      state.SkipWithError("not all was read");
      break;
    }
    benchmark::DoNotOptimize(file.values.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

void read_go(benchmark::State& state) { read_all(state, go_text(state.range(0))); }
BENCHMARK(read_go)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity(benchmark::oN);

void read_google_benchmark(benchmark::State& state) {
  read_all(state, google_benchmark_json(state.range(0)));
}
BENCHMARK(read_google_benchmark)
    ->RangeMultiplier(10)
    ->Range(1000, 100'000)
    ->Complexity(benchmark::oN);

void parse_all(benchmark::State& state, const char* format, double mean) {
  Measurements measurements;
  std::vector<std::string> numbers(1024);
  std::int64_t bytes = 0;
  for (std::string& number : numbers) {
    number = measurements.next(format, mean);
    bytes += static_cast<std::int64_t>(number.size());
  }
  for (auto _ : state) {
    for (const std::string& number : numbers) {
      double value = 0;
      if (parse_double(number, value) != NumberError::none) {
        state.SkipWithError("not a number");
        return;
      }
      benchmark::DoNotOptimize(value);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(numbers.size()));
  state.SetBytesProcessed(state.iterations() * bytes);
}

void parse_double_integers(benchmark::State& state) { parse_all(state, "%.0f", 1718); }
BENCHMARK(parse_double_integers);

void parse_double_short_decimals(benchmark::State& state) { parse_all(state, "%.2f", 44.3); }
BENCHMARK(parse_double_short_decimals);

void parse_double_all_digits(benchmark::State& state) { parse_all(state, "%.17g", 1718); }
BENCHMARK(parse_double_all_digits);

void parse_double_with_exponents(benchmark::State& state) { parse_all(state, "%.16e", 1.718e-6); }
BENCHMARK(parse_double_with_exponents);

}  // namespace

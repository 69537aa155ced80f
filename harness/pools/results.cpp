#include <benchdiff/harness/pools/results.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <benchdiff/formats/go_benchmark_writer.h>

namespace benchdiff::harness {
namespace {

/// As many digits as a slice can tell.
double rounded(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return std::strtod(text, nullptr);
}

std::string line_of(const PoolBenchmark& benchmark, const Slice& slice, double retained) {
  std::vector<formats::Measurement> measurements{{rounded(slice.ns, 4), "ns/op"},
                                                 {rounded(slice.allocations, 4), "allocs/op"},
                                                 {rounded(slice.bytes, 6), "B/op"},
                                                 {rounded(slice.faults, 4), "faults/op"}};
  if (benchmark.retains) measurements.push_back({retained, "retained-B"});
  std::string line;
  formats::GoBenchmarkWriter(line).result(
      benchmark.name(), static_cast<std::int64_t>(slice.operations), measurements);
  return line;
}

}  // namespace

PoolResults::PoolResults(const std::vector<const PoolBenchmark*>& benchmarks, Write write)
    : write_(std::move(write)) {
  for (const PoolBenchmark* benchmark : benchmarks) places_.push_back({benchmark, {}, false});
  const auto is_fresh = [](const Place& place) { return place.benchmark->variant == "fresh"; };
  has_begun_ = std::ranges::none_of(places_, is_fresh);
}

void PoolResults::add(std::size_t benchmark, const Slice& slice, double retained) {
  Place& place = places_.at(benchmark);
  ++(slice.contaminated ? contaminated_ : clean_);
  if (slice.operations == 0) return;
  if (slice.contaminated) place.lines += "# contaminated: ";
  place.has_result = place.has_result || !slice.contaminated;
  place.lines += line_of(*place.benchmark, slice, retained);
}

void PoolResults::end_round() {
  std::string fresh;
  std::string others;
  for (Place& place : places_) {
    const bool is_fresh = place.benchmark->variant == "fresh";
    has_begun_ = has_begun_ || (is_fresh && place.has_result);
    (is_fresh ? fresh : others) += std::exchange(place.lines, {});
  }
  held_back_ = fresh + held_back_ + others;
  if (has_begun_) write_(std::exchange(held_back_, {}));
}

void PoolResults::end() {
  write_(std::exchange(held_back_, {}));
  write_("# " + std::to_string(clean_) + " slices are clean, " + std::to_string(contaminated_) +
         " contaminated\n");
}

std::vector<std::string> PoolResults::without_result() const {
  std::vector<std::string> names;
  for (const Place& place : places_) {
    if (!place.has_result) names.push_back(place.benchmark->name());
  }
  return names;
}

}  // namespace benchdiff::harness

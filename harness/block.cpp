#include <benchdiff/harness/block.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/harness/block_command.h>
#include <benchdiff/harness/command.h>
#include <benchdiff/harness/preload/preload_file.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::harness {
namespace {

using formats::ResultFile;

double median_of(std::vector<double> values) {
  for (const double value : values) {
    if (std::isnan(value)) return value;
  }
  std::ranges::sort(values);
  return stats::median(values);
}

/// One result of each subject, with the medians of its values.
ResultFile medians_of(const ResultFile& all) {
  std::map<std::uint32_t, std::vector<const formats::Result*>> by_subject;
  std::vector<std::uint32_t> order;
  for (const formats::Result& result : all.results) {
    auto& results = by_subject[result.subject];
    if (results.empty()) order.push_back(result.subject);
    results.push_back(&result);
  }
  ResultFile medians;
  formats::ResultFileBuilder builder(medians);
  for (const std::uint32_t subject : order) {
    const auto& results = by_subject[subject];
    const formats::Subject& of = all.subjects[subject];
    builder.clear_configuration();
    for (const auto& setting : all.configurations[of.configuration]) {
      (void)builder.set(setting.key, setting.value);
    }
    builder.begin(of.name);
    std::int64_t iterations = 0;
    for (const auto* result : results) iterations += result->iterations;
    const formats::Shape& shape = all.shapes[of.shape];
    for (std::size_t i = 0; i < shape.size(); ++i) {
      std::vector<double> values;
      for (const auto* result : results) values.push_back(all.values_of(*result)[i]);
      builder.measure(median_of(std::move(values)), all.units[shape[i]].written);
    }
    (void)builder.commit(iterations, 0);
  }
  return medians;
}

/// The kernel knows CPU time to the nanosecond, but what is the user's and what the system's by
/// what it finds at its ticks, which are some 10 ms apart.
constexpr double enough_to_split = 0.5e9;

/// What the command itself took.
ResultFile measures_of(const ChildResult& child, const std::optional<PreloadCounts>& allocations,
                       const std::string& name) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_usec) * 1e3;
  };
  const auto number = [](auto count) { return static_cast<double>(count); };
  ResultFile file;
  formats::ResultFileBuilder builder(file);
  builder.begin(name);
  builder.measure(child.seconds * 1e9, "ns/op");
  const double user = seconds(child.usage.ru_utime);
  const double system = seconds(child.usage.ru_stime);
  builder.measure(user + system, "cpu-ns/op");
  if (user + system >= enough_to_split) {
    builder.measure(user, "user-ns/op");
    builder.measure(system, "sys-ns/op");
  }
  builder.measure(number(child.usage.ru_maxrss) * 1024, "peak-B");
  builder.measure(number(child.usage.ru_minflt), "faults/op");
  builder.measure(number(child.usage.ru_majflt), "major-faults/op");
  builder.measure(number(child.usage.ru_nvcsw + child.usage.ru_nivcsw), "switches/op");
  if (allocations) {
    builder.measure(number(allocations->allocations), "allocs/op");
    builder.measure(number(allocations->bytes), "B/op");
  }
  if (child.instructions) builder.measure(number(*child.instructions), "instructions/op");
  if (child.cycles) builder.measure(number(*child.cycles), "cycles/op");
  (void)builder.commit(1, 0);
  return file;
}

/// Why a program that ended well gave us nothing.
std::string no_results(const ResultFile& read, const RunPlan& plan) {
  const bool only_empty = !read.failure || read.failure_kind == ResultFile::FailureKind::no_results;
  if (only_empty && !plan.filter.empty()) return "no benchmark matches --filter " + plan.filter;
  return (only_empty ? std::string("it printed no benchmark results")
                     : "what it printed can't be read: " + *read.failure) +
         "; --time measures the command itself, and a Google Benchmark program prints results with "
         "--benchmark_format=json";
}

}  // namespace

Block run_block(const RunPlan& plan, const Side& side, std::span<const std::string> undecided,
                Signals& signals) {
  ChildOptions options = command_of_block(plan, side, undecided);
  std::optional<PreloadFile> preload;
  if (!plan.preload.empty()) preload.emplace(plan.preload, options.environment);
  ChildResult child = run_child(options, signals);
  Block block;
  block.seconds = child.seconds;
  block.errors = std::move(child.errors);
  block.interrupted = child.end == ChildResult::End::interrupted;
  if (!child.is_good()) {
    block.failure = describe_end(child, options);
    return block;
  }
  if (plan.times) {
    std::optional<PreloadCounts> allocations;
    if (preload) {
      allocations = preload->counts();
      if (allocations->processes == 0) {
        block.failure = "its allocations can't be counted: is it linked statically?";
        return block;
      }
    }
    block.results = measures_of(child, allocations, plan.name);
    return block;
  }
  if (!plan.launcher.empty()) block.machine = take_machine(child.output);
  const ResultFile read = formats::read_text(child.output);
  block.results = medians_of(read);
  for (const formats::Note& note : read.notes) {
    if (note.kind == formats::Note::Kind::skipped) block.notes.push_back(note.text);
  }
  const bool breaks_off = read.failure && read.failure_kind != ResultFile::FailureKind::no_results;
  if (block.results.results.empty() || breaks_off) {
    block.results = {};
    block.failure = no_results(read, plan);
  }
  return block;
}

Block run_prepare(const RunPlan& plan, const Side& side, Signals& signals) {
  Block block;
  if (plan.prepare.empty()) return block;
  ChildOptions options;
  options.words = words_of_command(plan.prepare);
  options.environment = plan.environment;
  options.directory = side.directory.empty() ? plan.directory : side.directory;
  options.timeout = plan.timeout;
  options.keeps_output = false;
  ChildResult child = run_child(options, signals);
  block.interrupted = child.end == ChildResult::End::interrupted;
  if (!child.is_good()) block.failure = "--prepare: " + describe_end(child, options);
  block.errors = std::move(child.errors);
  return block;
}

}  // namespace benchdiff::harness

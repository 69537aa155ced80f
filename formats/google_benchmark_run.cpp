#include <benchdiff/formats/google_benchmark_run.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

namespace benchdiff::formats {
namespace {

using Entry = GoogleBenchmarkEntry;

// Members of `context` that differ from run to run and tell nothing of the measurements.
constexpr std::array<std::string_view, 6> passing_context{
    "date", "executable", "load_avg", "mhz_per_cpu", "caches", "json_schema_version"};

/// A text that keeps to its line in a list of settings or notes.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return line;
}

/// Whether a version (`v1.9.5-118-g267a1115`, `1.7.1`) is 1.9.2 or newer. Before it, the memory
/// fields are read from freed memory when there are repetitions
/// (https://github.com/google/benchmark/pull/1941).
bool has_sound_memory(std::string_view version) {
  if (version.starts_with('v')) {
    version.remove_prefix(1);
  }
  std::array<int, 3> parts{};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (int& part : parts) {
    const auto parsed = std::from_chars(at, end, part);
    if (parsed.ec != std::errc{}) {
      return false;
    }
    at = parsed.ptr;
    if (at == end || *at != '.') {
      break;
    }
    ++at;
  }
  return parts >= std::array{1, 9, 2};
}

/// What the name of an aggregate begins with, or nothing if it isn't the name of one.
std::string_view aggregate_stem(std::string_view name) {
  for (const std::string_view ending : {"_mean", "_median", "_stddev", "_cv"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return {};
}

bool is_fit(const Entry& entry) {
  return !entry.real_time && (entry.name.ends_with("_BigO") || entry.name.ends_with("_RMS"));
}

struct TimeUnit {
  std::string_view name;
  double factor;
  bool seconds;
};
constexpr std::array time_units{
    TimeUnit{"", 1, false},     TimeUnit{"ns", 1, false}, TimeUnit{"us", 1e3, false},
    TimeUnit{"ms", 1e6, false}, TimeUnit{"s", 1, true},
};

std::int64_t to_count(std::optional<double> number) {
  constexpr double limit = 0x1p63;
  if (!number || !(*number > -limit)) {
    return 0;
  }
  return *number < limit ? static_cast<std::int64_t>(*number)
                         : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

GoogleBenchmarkRun::GoogleBenchmarkRun(ResultFile& file, ResultFileBuilder& builder)
    : file_(file), builder_(builder), first_note_(file.notes.size()) {
  builder_.clear_configuration();
}

void GoogleBenchmarkRun::add_context(std::uint64_t line, std::string_view key,
                                     std::string_view value) {
  if (key.empty() || std::ranges::find(passing_context, key) != passing_context.end() ||
      too_many_keys_ || !context_keys_.emplace(key).second) {
    return;
  }
  if (key == "library_version") {
    memory_is_sound_ = has_sound_memory(value);
  }
  if (!builder_.set(one_line(key), one_line(value))) {
    too_many_keys_ = true;
    builder_.syntax_error(line, "more than " + std::to_string(ResultFileBuilder::max_settings) +
                                    " keys in the context; the rest is ignored");
  }
}

void GoogleBenchmarkRun::add_context_number(std::uint64_t line, std::string_view key,
                                            std::string_view number) {
  const bool is_integer = number.find_first_not_of("-0123456789") == std::string_view::npos;
  const auto value = google_benchmark_number(number);
  if (is_integer || !value || !std::isfinite(*value)) {
    add_context(line, key, number);
    return;
  }
  std::array<char, 32> shortest{};
  const auto written = std::to_chars(shortest.data(), shortest.data() + shortest.size(), *value);
  add_context(line, key, std::string_view(shortest.data(), written.ptr));
}

bool GoogleBenchmarkRun::add(Entry& entry) {
  ++entries_;
  if (!resolve_held(&entry)) {
    return false;
  }
  if (entry.run_type == "aggregate") {
    ++aggregates_;
    return true;
  }
  if (entry.run_type.empty() && !entry.is_name_alone) {
    if (is_fit(entry)) {
      ++aggregates_;
      return true;
    }
    const std::string_view stem = aggregate_stem(entry.name);
    if (!stem.empty()) {
      if (!stems_.contains(stem)) {
        held_ = std::move(entry);
      } else {
        ++aggregates_;
      }
      return true;
    }
    stems_.insert(entry.name);
  }
  return deliver(entry);
}

void GoogleBenchmarkRun::add_stray(std::uint64_t line) {
  ++entries_;
  builder_.syntax_error(line, "an element of `benchmarks` that is no object");
}

bool GoogleBenchmarkRun::finish(bool complete) {
  if (!complete) {
    held_.reset();
  }
  const bool more = resolve_held(nullptr);
  note_memory();
  return more;
}

void GoogleBenchmarkRun::forget_notes() { file_.notes.resize(first_note_); }

bool GoogleBenchmarkRun::resolve_held(const Entry* next) {
  if (!held_) {
    return true;
  }
  Entry entry = std::move(*held_);
  held_.reset();
  if (next != nullptr && next->run_type.empty() && next->name != entry.name) {
    const std::string_view stem = aggregate_stem(entry.name);
    if (aggregate_stem(next->name) == stem) {  // the mean is followed by the median
      stems_.emplace(stem);
      ++aggregates_;
      return true;
    }
  }
  stems_.insert(entry.name);
  return deliver(entry);
}

bool GoogleBenchmarkRun::deliver(Entry& entry) {
  if (entry.name.empty() && entry.run_name.empty()) {
    builder_.syntax_error(entry.line, "a benchmark without a name");
    return true;
  }
  const std::string subject = entry.subject();
  if (entry.error_occurred || entry.skipped) {
    const std::string& message = entry.error_occurred ? entry.error_message : entry.skip_message;
    std::string text = subject + (entry.error_occurred ? ": failed" : ": skipped");
    builder_.skipped(entry.line, one_line(message.empty() ? text : text + ": " + message));
    ++outcomes_;
    return true;
  }
  names_alone_ += entry.is_name_alone ? 1 : 0;
  const auto unit = std::ranges::find(time_units, entry.time_unit, &TimeUnit::name);
  std::string error;
  if (!entry.run_type.empty() && entry.run_type != "iteration") {
    error = "unknown run_type " + entry.run_type;
  } else if (!entry.real_time) {
    error = "its real_time is missing or is no number";
  } else if (unit == time_units.end()) {
    error = "unknown time_unit " + entry.time_unit;
  }
  if (!error.empty()) {
    builder_.syntax_error(entry.line, one_line(subject + ": " + error));
    return true;
  }
  ++outcomes_;
  note_clash(entry, subject);
  return deliver_result(entry, subject, unit->factor, unit->seconds);
}

bool GoogleBenchmarkRun::deliver_result(Entry& entry, std::string_view subject, double time_factor,
                                        bool in_seconds) {
  if (entry.has_memory && !memory_is_sound_ && !(entry.repetitions && *entry.repetitions <= 1)) {
    std::erase_if(entry.measurements, &Entry::Measurement::is_memory);
    if (memory_left_out_++ == 0) {
      memory_line_ = entry.line;
    }
  }
  std::unordered_set<std::string> units;  // the first of a unit stands, however it is written
  const auto measure = [&](double value, std::string_view unit) {
    if (units.insert(tidy_unit(unit).tidy).second) {
      builder_.measure(value, unit);
    } else if (!told_of_counter_) {
      told_of_counter_ = true;
      builder_.name_clash(entry.line, one_line(subject) + ": the counter " + one_line(unit) +
                                          " has the unit of another measurement and is left out");
    }
  };
  builder_.begin(subject);
  measure(*entry.real_time * time_factor, in_seconds ? "sec/op" : "ns/op");
  if (entry.cpu_time) {
    measure(*entry.cpu_time * time_factor, in_seconds ? "cpu-sec/op" : "cpu-ns/op");
  }
  for (const Entry::Measurement& measurement : entry.measurements) {
    measure(measurement.value, measurement.unit);
  }
  return builder_.commit(to_count(entry.iterations), entry.line);
}

/// A program may register several benchmarks under one name, or under names that differ only in
/// how they are run. Their results can't be told apart by name, so it is told once that they are
/// put together.
void GoogleBenchmarkRun::note_clash(const GoogleBenchmarkEntry& entry, const std::string& subject) {
  if (!entry.family_index) {
    return;
  }
  const std::pair indices(*entry.family_index, entry.per_family_instance_index.value_or(0));
  auto& owner = owners_.try_emplace(subject, Owner{indices}).first->second;
  if (owner.indices != indices && !owner.told) {
    owner.told = true;
    builder_.name_clash(entry.line, one_line(subject) +
                                        ": several benchmarks have this name; their results are "
                                        "put together");
  }
}

void GoogleBenchmarkRun::note_memory() {
  if (memory_left_out_ == 0) {
    return;
  }
  std::string text = "memory fields of " + std::to_string(memory_left_out_) +
                     (memory_left_out_ == 1 ? " entry" : " entries") +
                     " left out: Google Benchmark before 1.9.2 misreports them with repetitions";
  const auto at = std::ranges::upper_bound(file_.notes, memory_line_, {}, &Note::line);
  file_.notes.insert(at, {Note::Kind::skipped, memory_line_, std::move(text), {}});
  memory_left_out_ = 0;
}

}  // namespace benchdiff::formats

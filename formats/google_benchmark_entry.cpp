#include <benchdiff/formats/google_benchmark_entry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <benchdiff/formats/number.h>

namespace benchdiff::formats {
namespace {

using Entry = GoogleBenchmarkEntry;

struct TextField {
  std::string_view key;
  std::string Entry::* member;
};
constexpr std::array text_fields{
    TextField{"name", &Entry::name},
    TextField{"run_name", &Entry::run_name},
    TextField{"run_type", &Entry::run_type},
    TextField{"time_unit", &Entry::time_unit},
    TextField{"error_message", &Entry::error_message},
    TextField{"skip_message", &Entry::skip_message},
};

struct NumberField {
  std::string_view key;
  std::optional<double> Entry::* member;
};
constexpr std::array number_fields{
    NumberField{"real_time", &Entry::real_time},
    NumberField{"cpu_time", &Entry::cpu_time},
    NumberField{"iterations", &Entry::iterations},
    NumberField{"repetitions", &Entry::repetitions},
    NumberField{"threads", &Entry::threads},
    NumberField{"family_index", &Entry::family_index},
    NumberField{"per_family_instance_index", &Entry::per_family_instance_index},
};

// Fields of an entry that measure nothing.
constexpr std::array<std::string_view, 5> other_fields{"repetition_index", "label", "big_o",
                                                       "aggregate_name", "aggregate_unit"};

struct MemoryField {
  std::string_view key;
  std::string_view unit;
};
constexpr std::array memory_fields{
    MemoryField{"allocs_per_iter", "allocs/op"},
    MemoryField{"max_bytes_used", "max-bytes"},
    MemoryField{"total_allocated_bytes", "total-allocated-bytes"},
    MemoryField{"net_heap_growth", "net-heap-bytes"},
};
// A memory field that the program left alone has the largest 64-bit integer.
constexpr double tombstone = 0x1p63;

/// The unit that a user counter is reported in.
std::string counter_unit(std::string_view name) {
  constexpr std::string_view per_second = "_per_second";
  if (name == "bytes_per_second") {
    return "B/s";
  }
  if (name.size() > per_second.size() && name.ends_with(per_second)) {
    name.remove_suffix(per_second.size());
    return std::string(name) + "/s";
  }
  return std::string(name);
}

/// Whether a part of a name tells how the benchmark was run, and not what it is. Google Benchmark
/// allows an argument of the same name, so where the entry knows the setting they must agree.
bool is_run_setting(std::string_view key, std::string_view value, const Entry& entry) {
  const std::optional<double> setting = google_benchmark_number(value);
  if (!setting) {
    return false;
  }
  if (key == "repeats") {
    return !entry.repetitions || setting == entry.repetitions;
  }
  if (key == "iterations") {
    // The name has the iterations of a thread, the entry those of all.
    return setting == entry.iterations || *setting * entry.threads.value_or(1) == entry.iterations;
  }
  return key == "min_time" || key == "min_warmup_time";
}

}  // namespace

std::optional<double> google_benchmark_number(std::string_view text) {
  double value = 0;
  switch (parse_double(text, value)) {
    case NumberError::none:
      return value;
    case NumberError::range:
      value = std::numeric_limits<double>::infinity();
      return text.starts_with('-') ? -value : value;
    case NumberError::syntax:
      break;
  }
  if (text == "-NaN") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::nullopt;
}

void Entry::begin(std::uint64_t at_line) {
  line = at_line;
  for (const TextField& field : text_fields) {
    (this->*field.member).clear();
  }
  for (const NumberField& field : number_fields) {
    (this->*field.member).reset();
  }
  error_occurred = false;
  skipped = false;
  measurements.clear();
  has_memory = false;
  is_name_alone = true;
}

void Entry::add_text(std::string_view key, std::string_view value) {
  is_name_alone = is_name_alone && key == "name";
  const auto field = std::ranges::find(text_fields, key, &TextField::key);
  if (field != text_fields.end()) {
    std::string& member = this->*field->member;
    if (member.empty()) {
      member = value;
    }
    return;
  }
  // Tools that rewrite JSON put NaN and Infinity in quotation marks.
  const auto number = google_benchmark_number(value);
  if (number && !std::isfinite(*number)) {
    add_value(key, *number);
  }
}

void Entry::add_number(std::string_view key, std::string_view number) {
  is_name_alone = false;
  if (const auto value = google_benchmark_number(number)) {
    add_value(key, *value);
  }
}

void Entry::add_flag(std::string_view key, bool value) {
  is_name_alone = false;
  error_occurred = error_occurred || (value && key == "error_occurred");
  skipped = skipped || (value && key == "skipped");
}

void Entry::add_value(std::string_view key, double value) {
  const auto field = std::ranges::find(number_fields, key, &NumberField::key);
  if (field != number_fields.end()) {
    std::optional<double>& member = this->*field->member;
    if (!member) {
      member = value;
    }
    return;
  }
  const auto memory = std::ranges::find(memory_fields, key, &MemoryField::key);
  if (memory != memory_fields.end()) {
    if (value < tombstone) {
      has_memory = true;
      measurements.push_back({std::string(memory->unit), value, true});
    }
    return;
  }
  if (!key.empty() && std::ranges::find(other_fields, key) == other_fields.end()) {
    measurements.push_back({counter_unit(key), value, false});
  }
}

std::string Entry::subject() const {
  const std::string_view full = run_name.empty() ? name : run_name;
  std::size_t end = full.find('/');
  std::string result(full.substr(0, end));
  while (end != std::string_view::npos) {
    const std::size_t begin = end + 1;
    end = full.find('/', begin);
    const std::string_view part = full.substr(begin, end - begin);
    const std::size_t colon = part.find_first_of(":=");
    if (colon == 0 || colon == std::string_view::npos || part[colon] == '=' ||
        part.substr(colon).starts_with("::")) {
      result.append(1, '/').append(part);
      continue;
    }
    const std::string_view key = part.substr(0, colon);
    const std::string_view value = part.substr(colon + 1);
    if (!is_run_setting(key, value, *this)) {
      result.append(1, '/').append(key).append(1, '=').append(value);
    }
  }
  return result;
}

}  // namespace benchdiff::formats

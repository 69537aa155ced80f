#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::formats {

/// One element of Google Benchmark's array `benchmarks`, collected key by key. Of a key that comes
/// twice the first stands: a user counter may be named like a field, and counters come later.
struct GoogleBenchmarkEntry {
  struct Measurement {
    std::string unit;
    double value = 0;
    bool is_memory = false;  // a field that a MemoryManager fills
  };

  std::uint64_t line = 0;
  std::string name;
  std::string run_name;
  std::string run_type;
  std::string time_unit;
  std::string error_message;
  std::string skip_message;
  bool error_occurred = false;
  bool skipped = false;
  std::optional<double> real_time;
  std::optional<double> cpu_time;
  std::optional<double> iterations;
  std::optional<double> repetitions;
  std::optional<double> threads;
  std::optional<double> family_index;
  std::optional<double> per_family_instance_index;
  std::vector<Measurement> measurements;  // what isn't time, in the order of the file
  bool has_memory = false;
  bool is_name_alone = true;  // as --benchmark_list_tests writes it

  void begin(std::uint64_t at_line);
  void add_text(std::string_view key, std::string_view value);
  /// `number` as JSON writes it, or `NaN` or `Infinity`.
  void add_number(std::string_view key, std::string_view number);
  void add_flag(std::string_view key, bool value);
  /// A value that no entry is known to have, such as an object.
  void add_other() { is_name_alone = false; }

  /// The name that results are grouped by. The settings of the run are not part of it
  /// (`/repeats:N`, `/min_time:X`, `/min_warmup_time:X`, `/iterations:N`), and `/key:value` becomes
  /// `/key=value`, as it is in the Go benchmark format.
  [[nodiscard]] std::string subject() const;

 private:
  void add_value(std::string_view key, double value);
};

/// Reads a number as Google Benchmark writes it. Beyond a double's range it is infinite.
[[nodiscard]] std::optional<double> google_benchmark_number(std::string_view text);

}  // namespace benchdiff::formats

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <benchdiff/formats/google_benchmark_entry.h>
#include <benchdiff/formats/results.h>

namespace benchdiff::formats {

/// One document of Google Benchmark's JSON, which is what one run of a program wrote: turns its
/// context into configuration and its entries into results and notes.
class GoogleBenchmarkRun {
 public:
  GoogleBenchmarkRun(ResultFile& file, ResultFileBuilder& builder);

  /// A member of `context`, as text.
  void add_context(std::uint64_t line, std::string_view key, std::string_view value);
  /// As a number, which is written as short as it can be.
  void add_context_number(std::uint64_t line, std::string_view key, std::string_view number);

  /// Takes an entry, which is left in any state. False when no more can be kept.
  bool add(GoogleBenchmarkEntry& entry);
  /// An element of `benchmarks` that is no object.
  void add_stray(std::uint64_t line);
  /// Says that there are no more entries. An incomplete document may have been cut off before what
  /// shows that its last entry is an aggregate.
  bool finish(bool complete);

  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  /// How many of the entries were aggregates or fits.
  [[nodiscard]] std::uint64_t aggregates() const { return aggregates_; }
  /// Whether there was a result, or one that failed or was skipped.
  [[nodiscard]] bool has_outcomes() const { return outcomes_ > 0; }
  [[nodiscard]] bool has_names_alone() const {
    return names_alone_ > 0 && names_alone_ == entries_;
  }
  /// Takes back what was noted of this run.
  void forget_notes();

 private:
  bool resolve_held(const GoogleBenchmarkEntry* next);
  bool deliver(GoogleBenchmarkEntry& entry);
  bool deliver_result(GoogleBenchmarkEntry& entry, std::string_view subject, double time_factor,
                      bool in_seconds);
  void note_clash(const GoogleBenchmarkEntry& entry, const std::string& subject);
  void note_memory();

  ResultFile& file_;
  ResultFileBuilder& builder_;
  const std::size_t first_note_;

  std::set<std::string, std::less<>> context_keys_;
  bool too_many_keys_ = false;
  bool memory_is_sound_ = false;  // with repetitions too

  std::uint64_t entries_ = 0;
  std::uint64_t aggregates_ = 0;
  std::uint64_t outcomes_ = 0;
  std::uint64_t names_alone_ = 0;
  std::uint64_t memory_left_out_ = 0;
  std::uint64_t memory_line_ = 0;

  // Which benchmark of the program has a name, and whether a second one was told.
  struct Owner {
    std::pair<double, double> indices;
    bool told = false;
  };
  std::map<std::string, Owner> owners_;
  bool told_of_counter_ = false;

  // Of entries that don't say whether they are aggregates.
  std::set<std::string, std::less<>> stems_;
  std::optional<GoogleBenchmarkEntry> held_;  // it may be one; the next entry tells
};

}  // namespace benchdiff::formats

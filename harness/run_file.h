#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <benchdiff/formats/go_benchmark_writer.h>
#include <benchdiff/formats/results.h>
#include <benchdiff/harness/block.h>
#include <benchdiff/harness/descriptor.h>
#include <benchdiff/harness/run_plan.h>

namespace benchdiff::harness {

/// The result file of a campaign, in the Go benchmark format: the setting `side` tells whose a
/// result is. It grows by a block at a time, which is on the disk when append() returns, so
/// whatever happens it can be read, and holds every block that has ended.
///
/// Comments tell what it is of and where blocks end, which is how it is taken up again.
class RunFile {
 public:
  /// Begins a new file. Throws std::runtime_error where there is one already, or none can be made.
  static RunFile create(const std::string& path, const RunPlan& plan,
                        const formats::Configuration& settings);
  /// Takes a file up again: what comes behind its last whole block is cut off. Throws
  /// std::runtime_error where it can't be read, or isn't of the same sides.
  static RunFile resume(const std::string& path, const RunPlan& plan,
                        const formats::Configuration& settings);
  /// Keeps everything in memory.
  static RunFile in_memory(const RunPlan& plan, const formats::Configuration& settings);

  /// Adds a run of a side that ended, or failed. Throws std::runtime_error where it can't be
  /// written, in which case the file is as it was.
  void append(const Side& side, const Block& block);
  /// Notes that the measurements were looked at, and what was seen.
  void tell_look(std::size_t rounds, const std::string& level, const std::string& standing);
  /// How many looks there were.
  [[nodiscard]] std::size_t looks() const;
  /// After how many runs a side the last one was; 0 without one.
  [[nodiscard]] std::size_t rounds_of_last_look() const;

  /// All of it.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What it held when each side had been run so many times.
  [[nodiscard]] std::string_view text_after(std::size_t rounds, const RunPlan& plan) const;
  /// How many runs of a side there are that didn't fail.
  [[nodiscard]] std::size_t runs_of(const std::string& side) const;
  [[nodiscard]] bool has_several_machines() const { return machines_.size() > 1; }

 private:
  RunFile(std::string path, Descriptor file, formats::Configuration settings)
      : path_(std::move(path)), file_(std::move(file)), settings_(std::move(settings)) {}
  void begin(const RunPlan& plan);
  void take_up(std::string text, const RunPlan& plan);
  void count_runs(const RunPlan& plan);
  void count_machines(const formats::ResultFile& results);
  [[nodiscard]] formats::Configuration settings_of(const Side& side, const Block& block,
                                                   const formats::Configuration& of_program) const;
  void flush();

  std::string path_;
  Descriptor file_;
  formats::Configuration settings_;  // of all blocks
  std::string text_;
  std::string pending_;
  formats::Configuration in_force_;
  std::map<std::string, std::size_t> runs_;
  std::set<std::string> machines_;
  std::set<std::string> described_;  // units
};

}  // namespace benchdiff::harness

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <benchdiff/formats/results.h>

namespace benchdiff::formats {

/// A value and its unit as it is written: 12.5, `ns/op`.
struct Measurement {
  double value = 0;
  std::string_view unit;
};

/// Writes the Go benchmark format, so that read_go_benchmark() and other readers of it read back
/// what was written: values bit by bit, settings where they change. What a name, a unit, a key or a
/// value can't hold there, such as blanks in a name and line breaks in a value, becomes `_`, `-` or
/// a blank.
class GoBenchmarkWriter {
 public:
  /// Appends to `out`, which has to outlive it and may be emptied between calls. `in_force` is the
  /// configuration at the end of what was written before.
  explicit GoBenchmarkWriter(std::string& out, Configuration in_force = {})
      : out_(out), in_force_(std::move(in_force)) {}

  /// From here on the configuration is just this. Settings without a value can't be written, and
  /// are none.
  void configure(std::span<const Setting> settings);
  /// What holds for a unit, as `better=lower`.
  void unit(const UnitSetting& setting);
  /// Which way a unit improves (`better=`); nothing where that isn't known.
  void direction(const Unit& unit);
  void result(std::string_view name, std::int64_t iterations,
              std::span<const Measurement> measurements);
  /// All results of a file, with their settings.
  void results(const ResultFile& file);
  /// A line that readers pass over. Without line breaks.
  void comment(std::string_view text);

  [[nodiscard]] const Configuration& in_force() const { return in_force_; }

 private:
  std::string& out_;
  Configuration in_force_;
};

/// Writes all settings, units and results of a file; of its notes only those on units. Linear.
void write_go_benchmark(const ResultFile& file, std::string& out);

}  // namespace benchdiff::formats

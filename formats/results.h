#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <benchdiff/formats/unit.h>

namespace benchdiff::formats {

/// One line of file configuration, such as `goos: linux`.
struct Setting {
  std::string key;
  std::string value;

  friend bool operator==(const Setting&, const Setting&) = default;
};

/// The settings in force at a result, in the order in which the file first set them.
using Configuration = std::vector<Setting>;

/// The units of one result's measurements in order, as indices into `ResultFile::units`. A file
/// has very few shapes, which is why a subject holds the number of one, and not a list of units.
using Shape = std::vector<std::uint32_t>;

/// What results are results of: a benchmark's full name (without the word `Benchmark`) under a
/// configuration, measured in some units; indices into `ResultFile::configurations` and `shapes`.
struct Subject {
  std::string name;
  std::uint32_t configuration = 0;
  std::uint32_t shape = 0;
};

/// One result: a run of a benchmark, with a measurement for every unit of its subject's shape. Its
/// measurements are `ResultFile::values[first_value ...]`.
struct Result {
  std::uint32_t subject = 0;
  std::uint64_t line = 0;
  std::int64_t iterations = 0;
  std::uint64_t first_value = 0;
};

/// What a file says of a unit (`Unit ns/op better=lower`), with the unit as it was written.
struct UnitSetting {
  std::string unit;
  std::string key;
  std::string value;
};

/// Something in a file that isn't a result: a line that can't be read, a benchmark that failed, or
/// a word on a unit. Notes stand in the order of their lines.
struct Note {
  enum class Kind {
    syntax_error,  ///< a line that looks like a result and can't be read as one
    skipped,       ///< a result that its own tool marks as failed or skipped
    name_clash,    ///< results, or measurements of one, that have the name of others
    unit_setting,  ///< not a fault; `unit` is set
  };
  Kind kind = Kind::syntax_error;
  std::uint64_t line = 0;
  std::string text;
  UnitSetting unit;
};

/// All that one file holds, column by column, in the order of the file.
///
/// Reading keeps everything and judges nothing: a line that can't be read is a note, and the
/// caller chooses what to do about it. Equal names under equal configurations and with the same
/// units are one subject, so that what depends on a name need only be worked out once, not once a
/// line.
struct ResultFile {
  std::string path;   ///< as it was given; `-` is standard input
  std::string label;  ///< what a report calls the file

  std::vector<Unit> units;
  std::vector<Shape> shapes;
  std::vector<Configuration> configurations;
  std::vector<Subject> subjects;
  std::vector<Result> results;
  std::vector<double> values;  ///< as written, before `Unit::factor`
  std::vector<Note> notes;

  /// Set when the file, or the rest of it, could not be read: what is wrong and what to do about
  /// it, without the path. What was read before it stands.
  std::optional<std::string> failure;
  /// Where in the file that is; 0 when it concerns the whole file.
  std::uint64_t failure_line = 0;
  enum class FailureKind {
    malformed,   ///< its content breaks off, or is of a kind that isn't read
    unreadable,  ///< it could not be opened, or reading it failed
    no_results,  ///< there is nothing wrong but that it holds no results
  };
  FailureKind failure_kind = FailureKind::malformed;

  [[nodiscard]] const Shape& shape_of(const Result& result) const {
    return shapes[subjects[result.subject].shape];
  }
  [[nodiscard]] std::span<const double> values_of(const Result& result) const {
    return std::span(values).subspan(result.first_value, shape_of(result).size());
  }
};

/// Fills a `ResultFile`: every reader writes through one, so that all of them intern alike.
///
/// Settings are changed with `set` and `unset` and hold from then on. A result is begun with its
/// name, given its measurements, and committed or dropped.
class ResultFileBuilder {
 public:
  explicit ResultFileBuilder(ResultFile& file) : file_(file) {}

  /// Sets a key of the configuration for the results to come. A key set again keeps its place.
  /// False when the key is a new one and there have been `max_settings` in the file already, those
  /// that were removed included: then nothing is set.
  bool set(std::string_view key, std::string_view value);
  /// Removes a key; the last key takes its place, as the reference implementation has it.
  void unset(std::string_view key);
  void clear_configuration();

  /// Files have a dozen keys. The limits keep a hostile one, with another key before every result,
  /// from taking memory that is quadratic in its size: here, and where keys become columns.
  static constexpr std::size_t max_settings = 256;
  static constexpr std::size_t max_settings_held = std::size_t{1} << 20U;

  /// Begins a result. `name` must stay valid until the result is committed or dropped.
  void begin(std::string_view name);
  void measure(double value, std::string_view unit);
  /// Keeps the result. False, with the file's failure set, when the file holds more different
  /// configurations than can be kept.
  bool commit(std::int64_t iterations, std::uint64_t line);
  void drop();
  [[nodiscard]] bool has_measurements() const { return !shape_in_progress_.empty(); }

  /// Makes room for the rest of a file, of which this share is read. To grow step by step would
  /// copy all results several times.
  void expect_rest(double share_read);

  void syntax_error(std::uint64_t line, std::string text);
  void skipped(std::uint64_t line, std::string text);
  void name_clash(std::uint64_t line, std::string text);
  void unit_setting(std::uint64_t line, UnitSetting setting);

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Texts = std::unordered_set<std::string, StringHash, std::equal_to<>>;
  using Index = std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>>;

  [[nodiscard]] std::uint32_t configuration();
  [[nodiscard]] std::uint32_t subject();
  [[nodiscard]] std::uint32_t unit(std::string_view written);
  [[nodiscard]] std::uint32_t shape();

  [[nodiscard]] std::uint32_t intern(std::string_view text);
  /// Whether a key may be set; from then on it always may.
  [[nodiscard]] bool is_allowed(std::string_view key);

  ResultFile& file_;
  Configuration current_;
  std::vector<std::uint32_t> current_ids_;  // the same, by the numbers of its texts
  std::uint32_t configuration_ = none;      // of `current_`, once a result has asked for it
  std::size_t settings_held_ = 0;

  Texts keys_;            // that have ever been set
  Index texts_;           // of settings
  Index configurations_;  // from the bytes of `current_ids_`
  Index subjects_;        // from configuration, shape and name, strung together
  Index shapes_;          // from the bytes of a shape
  Index units_;           // from the unit as written
  std::string scratch_;

  std::vector<std::uint32_t> successor_;  // the subject that last came after a subject
  std::uint32_t last_subject_ = none;
  std::uint32_t last_shape_ = none;

  std::string_view name_;
  Shape shape_in_progress_;
};

}  // namespace benchdiff::formats

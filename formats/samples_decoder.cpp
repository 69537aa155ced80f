#include <benchdiff/formats/samples_decoder.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <benchdiff/formats/unit.h>

namespace benchdiff::formats {
namespace {

/// A cell of the report: the runs of one benchmark in one unit and column.
struct SavedCell {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  std::uint32_t unit = 0;
  std::uint32_t count = 0;
  std::size_t first = 0;  // in the values
};

/// Makes results of the samples, once all of them are known to be sound.
class SamplesDecoder {
 public:
  SamplesDecoder(JsonValue samples, std::vector<std::uint64_t> lines, std::size_t size,
                 ResultFile& file)
      : samples_(samples),
        lines_(std::move(lines)),
        runs_left_(least_budget + size / 4),
        steps_left_(least_budget + 4 * size),
        file_(file) {}

  void run() {
    if (check() && take_rows()) write();
  }

 private:
  static constexpr std::size_t most_columns = 1000;
  static constexpr std::size_t most_runs = 1000000;
  /// What a file may ask for beyond what its own size allows: a few bytes can stand for many equal
  /// runs, and each of these takes some 50 bytes of memory.
  static constexpr std::size_t least_budget = 1000000;

  bool fail(std::string why, std::size_t row = SIZE_MAX) {
    file_.failure = "the samples of this report can't be read: " + std::move(why);
    file_.failure_line = row < lines_.size() ? lines_[row] : 0;
    return false;
  }
  bool spend(std::size_t amount, std::size_t& left, std::size_t row) {
    if (amount > left) return fail("they hold more than a file of this size can", row);
    left -= amount;
    return true;
  }

  /// The elements of a member of the samples that is an array; false if it isn't.
  bool take_array(std::string_view key, std::vector<JsonValue>& elements) {
    const auto array = samples_.find(key);
    if (!array || !array->is_array()) return fail("`" + std::string(key) + "` is no array");
    elements = array->elements();
    return true;
  }

  bool check() {
    if (!samples_.is_object()) return fail("they are no object");
    const auto version = samples_.find("benchdiff");
    if (!version || version->text() != "samples/1") {
      return fail("their version is not samples/1; a newer benchdiff may read them");
    }
    return take_array("columns", columns_) && check_columns() &&
           take_array("differences", differences_) && check_differences() &&
           take_array("units", units_) && check_units() && take_array("groups", groups_) &&
           check_groups() && take_array("rows", rows_);
  }

  bool check_columns() {
    if (columns_.size() > most_columns) return fail("more than 1000 columns");
    std::set<std::string> known;
    for (const JsonValue& column : columns_) {
      if (!column.is_text()) return fail("a column is no text");
      std::string label(column.text());
      // Two columns of one name were two columns all the same.
      while (!known.insert(label).second) label += "#" + std::to_string(labels_.size());
      labels_.push_back(std::move(label));
    }
    return true;
  }

  bool check_differences() {
    for (const JsonValue& difference : differences_) {
      const auto key = difference.find("key");
      const auto values = difference.find("values");
      const bool sound = key && key->is_text() && values && values->size() == columns_.size();
      if (!sound || !is_list_of_texts(*values)) {
        return fail("a difference is no key with a value for each column");
      }
      difference_keys_.push_back(key->text());
      difference_values_.push_back(values->elements());
    }
    return true;
  }

  bool check_units() {
    for (const JsonValue& unit : units_) {
      const auto name = unit.find("unit");
      const auto better = unit.find("better");
      if (!name || !name->is_text()) return fail("a unit is no object with its name");
      if (better && better->text() != "lower" && better->text() != "higher") {
        return fail("`better` of a unit is neither lower nor higher");
      }
      unit_names_.push_back(name->text());
    }
    return true;
  }

  bool check_groups() {
    const auto is_setting = [](const JsonValue& setting) {
      return setting.size() == 2 && is_list_of_texts(setting);
    };
    return std::ranges::all_of(groups_, [&](const JsonValue& group) {
      return (group.is_array() && std::ranges::all_of(group.elements(), is_setting)) ||
             fail("a group is no list of pairs of a setting and its value");
    });
  }

  static bool is_list_of_texts(const JsonValue& value) {
    return value.is_array() && std::ranges::all_of(value.elements(), &JsonValue::is_text);
  }

  /// A whole number up to a limit; nothing if it is none.
  static std::optional<std::uint32_t> whole(const JsonValue& value, std::size_t limit) {
    if (!value.is_number()) return std::nullopt;
    const double number = value.number();
    const bool in_range = number >= 0 && number <= static_cast<double>(limit);
    return in_range && number == std::floor(number)
               ? std::optional(static_cast<std::uint32_t>(number))
               : std::nullopt;
  }

  bool take_rows() {
    std::uint32_t place = 0;
    for (const JsonValue& row : rows_) {
      if (!take_row(row, place++)) return false;
    }
    std::ranges::sort(cells_, {}, [](const SavedCell& cell) {
      return std::tuple(cell.column, cell.row, cell.first, cell.unit);
    });
    return true;
  }

  bool take_row(const JsonValue& row, std::uint32_t place) {
    if (!row.is_object()) return fail("a row is no object", place);
    const auto name = row.find("name");
    const auto group = row.find("group");
    const auto runs = row.find("runs");
    if (!name || !name->is_text()) return fail("a row has no name", place);
    const auto number = group ? whole(*group, groups_.size()) : std::optional(0U);
    if (!number || *number >= groups_.size()) return fail("a row is of no group", place);
    if (!runs || !runs->is_array()) return fail("a row has no list of runs", place);
    names_.push_back(name->text());
    group_of_.push_back(*number);
    return std::ranges::all_of(runs->elements(), [&](const JsonValue& of_unit) {
      return take_unit(of_unit.elements(), place);
    });
  }

  /// The runs of one unit: its number, and then an array for each column, or null.
  bool take_unit(const std::vector<JsonValue>& runs, std::uint32_t row) {
    const auto unit = runs.empty() ? std::nullopt : whole(runs.front(), units_.size());
    if (!unit || *unit >= units_.size()) return fail("runs that are of no unit", row);
    if (runs.size() - 1 > columns_.size()) return fail("runs in more columns than there are", row);
    for (std::uint32_t column = 0; column + 1 < runs.size(); ++column) {
      const JsonValue& cell = runs[column + 1];
      if (cell.is_null()) continue;
      if (!cell.is_array()) return fail("the runs of a column are no array", row);
      cells_.push_back({.column = column, .row = row, .unit = *unit, .first = values_.size()});
      for (const JsonValue& run : cell.elements()) {
        if (!take_run(run, row)) return false;
      }
      cells_.back().count = static_cast<std::uint32_t>(values_.size() - cells_.back().first);
    }
    return true;
  }

  /// A value, or a pair of how often it comes and the value.
  bool take_run(const JsonValue& run, std::uint32_t row) {
    auto count = std::optional(1U);
    auto value = value_of(run);
    if (run.is_array() && run.size() == 2) {
      const auto pair = run.elements();
      count = whole(pair[0], most_runs);
      value = value_of(pair[1]);
    }
    if (!value) return fail("a run that is no number", row);
    if (!count) return fail("a run that comes more than 1000000 times", row);
    // What stands in the file as it is, and the first run of a pair, its own bytes pay for.
    constexpr std::uint32_t paid = 1;
    if (*count > paid && !spend(*count - paid, runs_left_, row)) return false;
    values_.insert(values_.end(), *count, *value);
    if (values_.size() - cells_.back().first <= most_runs) return true;
    return fail("more than 1000000 runs of one benchmark", row);
  }

  static std::optional<double> value_of(const JsonValue& value) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value.is_number()) return value.number();
    if (value.text() == "inf") return infinity;
    if (value.text() == "-inf") return -infinity;
    return std::nullopt;
  }

  /// Column after column, as if each were a file behind the one before.
  void write() {
    write_units();
    for (auto begin = cells_.begin(); begin != cells_.end();) {
      const auto end = std::find_if(begin, cells_.end(), [&](const SavedCell& cell) {
        return cell.column != begin->column || cell.row != begin->row;
      });
      const std::uint64_t line = begin->row < lines_.size() ? lines_[begin->row] : 0;
      if (!configure(begin->column, begin->row) || !write_results({begin, end}, line)) return;
      begin = end;
    }
  }

  void write_units() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const std::string written(unit_names_[i]);
      const auto better = units_[i].find("better");
      const auto exact = units_[i].find("exact");
      const Better known = known_direction(tidy_unit(written).tidy);
      if (better && (better->text() == "lower" ? Better::lower : Better::higher) != known) {
        builder_.unit_setting(0, {written, "better", std::string(better->text())});
      }
      if (exact && exact->flag()) builder_.unit_setting(0, {written, "assume", "exact"});
    }
  }

  /// Sets what the results of a row are of.
  bool configure(std::uint32_t column, std::uint32_t row) {
    const std::uint32_t group = group_of_[row];
    if (column_ == column && group_ == group) return true;
    column_ = column;
    group_ = group;
    const auto settings = groups_[group].elements();
    const std::size_t count = settings.size() + differences_.size() + 1;
    if (!spend(count * count, steps_left_, row)) return false;
    builder_.clear_configuration();
    bool set = labels_.size() < 2 || builder_.set("side", labels_[column]);
    for (std::size_t i = 0; i < differences_.size(); ++i) {
      set = set && set_key(difference_keys_[i], difference_values_[i][column].text());
    }
    for (const JsonValue& setting : settings) {
      const auto pair = setting.elements();
      set = set && set_key(pair[0].text(), pair[1].text());
    }
    return set || fail("they have more settings than a file can", row);
  }

  /// A report of what has sides already can be of several files; theirs are no columns then.
  bool set_key(std::string_view key, std::string_view value) {
    return builder_.set(key == "side" ? "side-in-file" : key, value);
  }

  /// A result for each run, with the units that have so many.
  bool write_results(std::span<SavedCell> cells, std::uint64_t line) {
    active_.assign(cells.begin(), cells.end());
    for (std::uint32_t run = 0; !active_.empty(); ++run) {
      builder_.begin(names_[cells.front().row]);
      for (const SavedCell& cell : active_) {
        // Where all runs were no numbers, one stands for them.
        const double value =
            cell.count > 0 ? values_[cell.first + run] : std::numeric_limits<double>::quiet_NaN();
        builder_.measure(value, unit_names_[cell.unit]);
      }
      if (!builder_.commit(1, line)) return false;
      std::erase_if(active_, [&](const SavedCell& cell) { return cell.count <= run + 1; });
    }
    return true;
  }

  JsonValue samples_;
  std::vector<std::uint64_t> lines_;
  std::size_t runs_left_;   // that may come of pairs
  std::size_t steps_left_;  // of setting what results are of
  ResultFile& file_;
  ResultFileBuilder builder_{file_};

  std::vector<JsonValue> columns_, differences_, units_, groups_, rows_;
  std::vector<std::string_view> difference_keys_;
  std::vector<std::vector<JsonValue>> difference_values_;  // by difference and column
  std::vector<std::string_view> unit_names_;
  std::vector<std::string> labels_;  // of the columns

  std::vector<std::string_view> names_;  // by row
  std::vector<std::uint32_t> group_of_;  // by row
  std::vector<SavedCell> cells_;
  std::vector<double> values_;

  std::uint32_t column_ = UINT32_MAX;  // that the configuration is of
  std::uint32_t group_ = UINT32_MAX;
  std::vector<SavedCell> active_;
};

}  // namespace

void decode_samples(JsonValue samples, std::vector<std::uint64_t> lines, std::size_t size,
                    ResultFile& file) {
  SamplesDecoder(samples, std::move(lines), size, file).run();
}

}  // namespace benchdiff::formats

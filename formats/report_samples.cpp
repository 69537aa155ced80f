#include <benchdiff/formats/report_samples.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

// RapidJSON's stack, while it is empty, adds to a null pointer.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <benchdiff/formats/json_stream.h>
#include <benchdiff/formats/number.h>
#include <benchdiff/formats/unit.h>

namespace benchdiff::formats {
namespace {

using Json = rapidjson::Value;

std::string_view text_of(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

/// Takes the parser's events, and hands those of the samples to a document: the whole object where
/// its version says that it is them, or else its member `samples`.
class SamplesFilter : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, SamplesFilter> {
 public:
  SamplesFilter(JsonStream& stream, rapidjson::Document& document, std::uint64_t lines_before)
      : stream_(stream), document_(document), lines_before_(lines_before) {}

  [[nodiscard]] bool found() const { return found_; }
  [[nodiscard]] bool complete() const { return complete_; }
  /// Why the reading was ended before that; empty where it was not.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::uint64_t line() { return lines_before_ + stream_.line(); }
  /// The lines of the elements of `rows`.
  [[nodiscard]] std::vector<std::uint64_t> take_lines() { return std::move(lines_); }

  bool StartObject() {
    if (!enter()) return false;
    if (inside() && in_rows_ && depth_ == outside_ + 3) lines_.push_back(line());
    return !inside() || document_.StartObject();
  }
  bool EndObject(rapidjson::SizeType members) {
    return (!inside() || document_.EndObject(members)) && leave();
  }
  bool StartArray() { return enter() && (!inside() || document_.StartArray()); }
  bool EndArray(rapidjson::SizeType elements) {
    return (!inside() || document_.EndArray(elements)) && leave();
  }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    const std::string_view key(text, length);
    if (depth_ == 1 && !has_version_) {
      if (is_version_ || key != "benchdiff") return fail("it doesn't begin with its version");
      is_version_ = true;
    }
    samples_next_ = depth_ == 1 && key == "samples";
    if (depth_ == outside_ + 1) in_rows_ = key == "rows";
    return !inside() || document_.Key(text, length, true);
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    if (is_version_ && !has_version_ && depth_ == 1) {
      has_version_ = true;
      found_ = std::string_view(text, length).starts_with("samples/");
      outside_ = found_ ? 0 : 1;
      // What came before it was not handed on.
      if (found_) (void)(document_.StartObject() && document_.Key("benchdiff", 9, true));
    }
    return !inside() || document_.String(text, length, true);
  }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    double value = 0;
    if (inside() && parse_double({text, length}, value) != NumberError::none) {
      return fail("a number in them is too large");
    }
    return !inside() || document_.Double(value);
  }
  bool Bool(bool value) { return Default() && (!inside() || document_.Bool(value)); }
  bool Null() { return Default() && (!inside() || document_.Null()); }
  bool Default() {
    stream_.begin_token();
    return true;
  }

 private:
  [[nodiscard]] bool inside() const { return found_ && depth_ > outside_; }

  bool enter() {
    constexpr unsigned max_depth = 100;
    stream_.begin_token();
    if (depth_ == 1 && !has_version_) return fail("it doesn't begin with its version");
    found_ = found_ || (depth_ == 1 && samples_next_);
    return ++depth_ <= max_depth || fail("they are nested too deep");
  }
  /// The end of the samples is the end of the reading.
  bool leave() {
    stream_.begin_token();
    --depth_;
    complete_ = found_ && depth_ == outside_;
    return !complete_;
  }
  bool fail(const char* why) {
    fault_ = why;
    return false;
  }

  JsonStream& stream_;
  rapidjson::Document& document_;
  const std::uint64_t lines_before_;
  unsigned depth_ = 0;
  unsigned outside_ = 1;  // the depth at which the samples stand
  bool is_version_ = false;
  bool has_version_ = false;
  bool samples_next_ = false;
  bool found_ = false;
  bool complete_ = false;
  bool in_rows_ = false;
  std::vector<std::uint64_t> lines_;
  std::string fault_;
};

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
  SamplesDecoder(const Json& samples, std::vector<std::uint64_t> lines, std::size_t size,
                 ResultFile& file)
      : samples_(samples),
        lines_(std::move(lines)),
        budget_(least_budget + 16 * size),
        file_(file) {}

  void run() {
    if (check() && take_rows()) write();
  }

 private:
  static constexpr std::size_t most_columns = 1000;
  static constexpr std::size_t most_runs = 1000000;
  /// What a file may ask for, in steps of the work on it, beyond what its own size allows: a few
  /// bytes can stand for many equal runs.
  static constexpr std::size_t least_budget = 1000000;

  bool fail(std::string why, std::size_t row = SIZE_MAX) {
    file_.failure = "the samples of this report can't be read: " + std::move(why);
    file_.failure_line = row < lines_.size() ? lines_[row] : 0;
    return false;
  }
  bool spend(std::size_t steps, std::size_t row) {
    if (steps > budget_) return fail("they hold more than a file of this size can", row);
    budget_ -= steps;
    return true;
  }

  /// A member of the samples that is an array; null, with the failure set, if it isn't.
  const Json* array(const char* key) {
    const auto at = samples_.FindMember(key);
    if (at != samples_.MemberEnd() && at->value.IsArray()) return &at->value;
    fail(std::string("`") + key + "` is no array");
    return nullptr;
  }

  bool check() {
    if (!samples_.IsObject()) return fail("they are no object");
    const auto version = samples_.FindMember("benchdiff");
    if (version == samples_.MemberEnd() || !version->value.IsString()) {
      return fail("they have no version");
    }
    if (text_of(version->value) != "samples/1") {
      return fail("their version is not samples/1; a newer benchdiff reads them");
    }
    columns_ = array("columns");
    differences_ = columns_ != nullptr ? array("differences") : nullptr;
    units_ = differences_ != nullptr ? array("units") : nullptr;
    groups_ = units_ != nullptr ? array("groups") : nullptr;
    rows_ = groups_ != nullptr ? array("rows") : nullptr;
    return rows_ != nullptr && check_columns() && check_differences() && check_units() &&
           check_groups();
  }

  bool check_columns() {
    if (columns_->Size() > most_columns) return fail("more than 1000 columns");
    std::set<std::string> known;
    for (const Json& column : columns_->GetArray()) {
      if (!column.IsString()) return fail("a column is no text");
      std::string label(text_of(column));
      // Two columns of one name were two columns all the same.
      while (!known.insert(label).second) label += "#" + std::to_string(labels_.size());
      labels_.push_back(std::move(label));
    }
    return true;
  }

  bool check_differences() {
    for (const Json& difference : differences_->GetArray()) {
      if (!difference.IsObject()) return fail("a difference is no object");
      const auto key = difference.FindMember("key");
      const auto values = difference.FindMember("values");
      const auto end = difference.MemberEnd();
      const bool sound = key != end && key->value.IsString() && values != end &&
                         values->value.IsArray() && values->value.Size() == columns_->Size() &&
                         are_texts(values->value);
      if (!sound) return fail("a difference is no key with a value for each column");
    }
    return true;
  }

  bool check_units() {
    for (const Json& unit : units_->GetArray()) {
      const auto text = unit.IsObject() ? unit.FindMember("unit") : Json::ConstMemberIterator();
      if (!unit.IsObject() || text == unit.MemberEnd() || !text->value.IsString()) {
        return fail("a unit is no object with its name");
      }
      const auto better = unit.FindMember("better");
      const bool is_direction =
          better == unit.MemberEnd() ||
          (better->value.IsString() && (better->value == "lower" || better->value == "higher"));
      if (!is_direction) return fail("`better` of a unit is neither lower nor higher");
    }
    return true;
  }

  bool check_groups() {
    const auto is_setting = [](const Json& setting) {
      return setting.IsArray() && setting.Size() == 2 && are_texts(setting);
    };
    for (const Json& group : groups_->GetArray()) {
      if (!group.IsArray() || !std::ranges::all_of(group.GetArray(), is_setting)) {
        return fail("a group is no list of pairs of a setting and its value");
      }
    }
    return true;
  }

  static bool are_texts(const Json& array) {
    return std::ranges::all_of(array.GetArray(),
                               [](const Json& value) { return value.IsString(); });
  }

  /// A whole number up to a limit; nothing if it is none.
  static std::optional<std::uint32_t> whole(const Json& value, std::size_t limit) {
    if (!value.IsDouble()) return std::nullopt;
    const double number = value.GetDouble();
    const bool in_range = number >= 0 && number <= static_cast<double>(limit);
    return in_range && number == std::floor(number)
               ? std::optional(static_cast<std::uint32_t>(number))
               : std::nullopt;
  }

  bool take_rows() {
    std::uint32_t place = 0;
    for (const Json& row : rows_->GetArray()) {
      if (!take_row(row, place++)) return false;
    }
    std::ranges::stable_sort(cells_, {}, &SavedCell::column);
    return true;
  }

  bool take_row(const Json& row, std::uint32_t place) {
    if (!row.IsObject()) return fail("a row is no object", place);
    const auto end = row.MemberEnd();
    const auto name = row.FindMember("name");
    const auto group = row.FindMember("group");
    const auto runs = row.FindMember("runs");
    if (name == end || !name->value.IsString()) return fail("a row has no name", place);
    const auto number = group == end ? std::optional(0U) : whole(group->value, groups_->Size());
    if (!number || *number >= groups_->Size()) return fail("a row is of no group", place);
    if (runs == end || !runs->value.IsArray()) return fail("a row has no list of runs", place);
    names_.push_back(text_of(name->value));
    group_of_.push_back(*number);
    return std::ranges::all_of(runs->value.GetArray(),
                               [&](const Json& of_unit) { return take_unit(of_unit, place); });
  }

  /// The runs of one unit: its number, and then an array for each column, or null.
  bool take_unit(const Json& runs, std::uint32_t row) {
    const bool has_unit = runs.IsArray() && !runs.Empty();
    const auto unit = has_unit ? whole(runs[0], units_->Size()) : std::nullopt;
    if (!unit || *unit >= units_->Size()) return fail("runs that are of no unit", row);
    if (runs.Size() - 1 > columns_->Size()) return fail("runs in more columns than there are", row);
    for (std::uint32_t column = 0; column + 1 < runs.Size(); ++column) {
      const Json& cell = runs[column + 1];
      if (cell.IsNull()) continue;
      if (!cell.IsArray()) return fail("the runs of a column are no array", row);
      cells_.push_back({.column = column, .row = row, .unit = *unit, .first = values_.size()});
      for (const Json& run : cell.GetArray()) {
        if (!take_run(run, row)) return false;
      }
      cells_.back().count = static_cast<std::uint32_t>(values_.size() - cells_.back().first);
    }
    return true;
  }

  /// A value, or a pair of how often it comes and the value.
  bool take_run(const Json& run, std::uint32_t row) {
    const bool repeated = run.IsArray() && run.Size() == 2;
    const auto count = repeated ? whole(run[0], most_runs) : std::optional(1U);
    const auto value = value_of(repeated ? run[1] : run);
    if (!value) return fail("a run that is no number", row);
    if (!count) return fail("a run that comes more than 1000000 times", row);
    if (!spend(*count, row)) return false;
    values_.insert(values_.end(), *count, *value);
    if (values_.size() - cells_.back().first <= most_runs) return true;
    return fail("more than 1000000 runs of one benchmark", row);
  }

  static std::optional<double> value_of(const Json& value) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value.IsDouble()) return value.GetDouble();
    if (value.IsString() && value == "inf") return infinity;
    if (value.IsString() && value == "-inf") return -infinity;
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
    for (const Json& unit : units_->GetArray()) {
      const std::string written(text_of(unit["unit"]));
      const auto better = unit.FindMember("better");
      const Better known = known_direction(tidy_unit(written).tidy);
      if (better != unit.MemberEnd() &&
          (better->value == "lower" ? Better::lower : Better::higher) != known) {
        builder_.unit_setting(0, {written, "better", std::string(text_of(better->value))});
      }
      const auto exact = unit.FindMember("exact");
      if (exact != unit.MemberEnd() && exact->value.IsTrue()) {
        builder_.unit_setting(0, {written, "assume", "exact"});
      }
    }
  }

  /// Sets what the results of a row are of.
  bool configure(std::uint32_t column, std::uint32_t row) {
    const std::uint32_t group = group_of_[row];
    if (column_ == column && group_ == group) return true;
    column_ = column;
    group_ = group;
    const Json& settings = (*groups_)[group];
    const std::size_t count = settings.Size() + differences_->Size() + 1;
    if (!spend(count * count, row)) return false;
    builder_.clear_configuration();
    bool set = labels_.size() < 2 || builder_.set("side", labels_[column]);
    for (const Json& difference : differences_->GetArray()) {
      set = set && builder_.set(key_of(difference["key"]), text_of(difference["values"][column]));
    }
    for (const Json& setting : settings.GetArray()) {
      set = set && builder_.set(key_of(setting[0]), text_of(setting[1]));
    }
    return set || fail("they have more settings than a file can", row);
  }

  /// A report of what has sides already can be of several files; theirs are no columns then.
  static std::string_view key_of(const Json& key) {
    const std::string_view text = text_of(key);
    return text == "side" ? "side-in-file" : text;
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
        builder_.measure(value, text_of((*units_)[cell.unit]["unit"]));
      }
      if (!builder_.commit(1, line)) return false;
      std::erase_if(active_, [&](const SavedCell& cell) { return cell.count <= run + 1; });
    }
    return true;
  }

  const Json& samples_;
  std::vector<std::uint64_t> lines_;
  std::size_t budget_;
  ResultFile& file_;
  ResultFileBuilder builder_{file_};

  const Json* columns_ = nullptr;
  const Json* differences_ = nullptr;
  const Json* units_ = nullptr;
  const Json* groups_ = nullptr;
  const Json* rows_ = nullptr;
  std::vector<std::string> labels_;  // of the columns

  std::vector<std::string_view> names_;  // by row
  std::vector<std::uint32_t> group_of_;  // by row
  std::vector<SavedCell> cells_;
  std::vector<double> values_;

  std::uint32_t column_ = UINT32_MAX;  // that the configuration is of
  std::uint32_t group_ = UINT32_MAX;
  std::vector<SavedCell> active_;
};

void read_samples(Text& text, std::uint64_t lines_before, ResultFile& file) {
  // As for Google Benchmark's JSON: all numbers are read by one function, and no stack overflows.
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag |
                             rapidjson::kParseNumbersAsStringsFlag |
                             rapidjson::kParseValidateEncodingFlag;
  JsonStream stream(text);
  rapidjson::Document samples;
  SamplesFilter filter(stream, samples, lines_before);
  rapidjson::ParseResult result;
  const auto generate = [&](rapidjson::Document& /*samples*/) {
    result = rapidjson::Reader().Parse<flags>(stream, filter);
    return filter.complete();
  };
  samples.Populate(generate);
  if (filter.complete()) {
    SamplesDecoder(samples, filter.take_lines(), stream.Tell(), file).run();
    if (!file.failure && file.results.empty()) {
      file.failure = "a report of benchdiff, but it holds no results";
      file.failure_kind = ResultFile::FailureKind::no_results;
    }
    return;
  }
  file.failure_line = filter.line();
  if (!filter.fault().empty()) {
    file.failure = "the samples of this report can't be read: " + filter.fault();
  } else if (result.IsError()) {
    file.failure = stream.at_end()
                       ? std::string("the samples of this report are cut off; write it again")
                       : std::string("the samples of this report are not valid JSON: ") +
                             rapidjson::GetParseError_En(result.Code());
  } else {
    file.failure = "a report of benchdiff without the samples that it is of; give their files";
    file.failure_line = 0;
  }
}

}  // namespace

void read_report_page(Text& text, ResultFile& file) {
  std::uint64_t lines = 0;
  const auto take = [&](std::size_t count) {
    lines += static_cast<std::uint64_t>(std::ranges::count(text.buffered().substr(0, count), '\n'));
    text.take(count);
  };
  while (true) {
    const std::size_t at = text.buffered().find(samples_element);
    if (at != std::string_view::npos) {
      take(at + samples_element.size());
      read_samples(text, lines, file);
      return;
    }
    const std::size_t held = text.buffered().size();
    take(held - std::min(held, samples_element.size() - 1));
    if (!text.more()) break;
  }
  file.failure =
      "a web page, but no report of benchdiff: it holds no samples; give the files that the "
      "benchmark runs printed";
}

void read_report_json(Text& text, ResultFile& file) { read_samples(text, 0, file); }

}  // namespace benchdiff::formats

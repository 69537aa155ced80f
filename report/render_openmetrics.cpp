#include <benchdiff/report/render_openmetrics.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <benchdiff/report/metric_name.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/shorten.h>

namespace benchdiff::report {
namespace {

/// With `\`, `"` and line breaks escaped, of which there are none in what is printable.
std::string escape(std::string_view text) {
  constexpr std::size_t longest = 500;
  std::string escaped;
  for (const char c : shorten(printable(text), longest)) {
    escaped.append(c == '\\' || c == '"' ? "\\" : "").append(1, c);
  }
  return escaped;
}

/// How far the median may be off: the width of its interval, or of the runs where that is endless.
double width_of(const Report& report, const Cell& cell) {
  const double width = cell.high - cell.low;
  const auto values = report.values_of(cell);
  if (std::isfinite(width) || values.size() < 2) {
    return width;
  }
  const auto [least, most] = std::ranges::minmax(values);
  return (most - least) * std::abs(cell.factor);
}

/// A positive decimal number: its digits as a whole number, times a power of ten.
struct Decimal {
  std::uint64_t digits;
  int exponent;
};

/// What is finite and not 0, without its sign, with so many digits.
Decimal decimal_of(double value, int digits) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::scientific, digits - 1);
  Decimal decimal{0, 0};
  const char* at = buffer.data();
  for (; *at != 'e'; ++at) {
    if (*at != '.') {
      decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(*at - '0');
    }
  }
  at += at[1] == '+' ? 2 : 1;  // `from_chars` knows no `+`
  std::from_chars(at, end.ptr, decimal.exponent);
  decimal.exponent -= digits - 1;
  return decimal;
}

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  for (; exponent > 0; --exponent) {
    power *= 10;
  }
  return power;
}

/// The least of 1, 2, 5, 10, 20, ... that isn't below a width.
Decimal step_of(double width) {
  constexpr int digits = 6;  // fewer than are off by how the width came about
  const Decimal decimal = decimal_of(width, digits);
  const std::uint64_t one = power_of_ten(digits - 1);
  const int exponent = decimal.exponent + digits - 1;
  for (const std::uint64_t step : {1U, 2U, 5U}) {
    if (decimal.digits <= step * one) {
      return {step, exponent};
    }
  }
  return {1, exponent + 1};
}

/// The multiple of a step that is next to a value. One digit is left, and no more than 15, which
/// is as many as a double keeps.
std::string round_to(double value, Decimal step) {
  constexpr int digits = 17;
  constexpr int most_digits = 15;
  const Decimal decimal = decimal_of(value, digits);
  const int largest = decimal.exponent + digits - 1;  // exponent of the first digit
  if (step.exponent >= largest) {
    step = {1, largest};
  } else if (step.exponent <= largest - most_digits) {
    step = {1, largest - most_digits + 1};
  }
  const std::uint64_t size = step.digits * power_of_ten(step.exponent - decimal.exponent);
  const std::uint64_t rounded = (decimal.digits + size / 2) / size * step.digits;
  const std::string text = std::to_string(rounded) + "e" + std::to_string(step.exponent);
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return shortest(std::copysign(read, value));
}

/// The median, rounded so far that it is mostly the same if it is measured again.
std::string value_of(const Report& report, const Cell& cell) {
  const double width = width_of(report, cell);
  const bool as_written = width == 0 && cell.factor == 1;
  if (as_written || cell.center == 0 || !std::isfinite(cell.center)) {
    return shortest(cell.center);
  }
  constexpr int lowest = std::numeric_limits<int>::min();
  if (width == 0) {
    return round_to(cell.center, {1, lowest});
  }
  return round_to(cell.center, std::isfinite(width)
                                   ? step_of(width)
                                   : Decimal{1, decimal_of(cell.center, 2).exponent});
}

/// Texts of which each is another.
class DistinctTexts {
 public:
  /// A text, or where it is taken, what `numbered` makes of the next number from 2 on. However many
  /// are alike, each takes but a step or two.
  template <class Numbered>
  const std::string& add(std::string text, const Numbered& numbered) {
    auto [found, is_new] = last_.try_emplace(std::move(text), 1);
    if (is_new) {
      return found->first;
    }
    for (int& last = found->second;;) {
      std::tie(found, is_new) = last_.try_emplace(numbered(++last), 1);
      if (is_new) {
        return found->first;
      }
    }
  }

 private:
  std::unordered_map<std::string, int> last_;  // of a text that is taken: the last number behind it
};

class OpenMetrics {
 public:
  OpenMetrics(const Report& report, std::string& out)
      : report_(report), varying_(varying_settings(report)), out_(out) {
    name_labels();
  }

  /// A metric's lines stand together, so tables go by their units.
  void render() {
    std::vector<std::pair<std::string_view, std::vector<const Table*>>> units;
    std::unordered_map<std::string_view, std::size_t> places;
    for (const Table& table : report_.tables) {
      const auto [at, is_new] = places.try_emplace(table.unit, units.size());
      if (is_new) {
        units.push_back({table.unit, {}});
      }
      units[at->second].second.push_back(&table);
    }
    for (const auto& [unit, tables] : units) {
      metric(unit, tables);
    }
    out_ += "# EOF\n";
  }

 private:
  /// Names the settings' labels, each another.
  void name_labels() {
    if (report_.tables.empty()) {
      return;
    }
    std::unordered_set<std::string> taken{"benchmark", "column", "again"};
    for (const formats::Setting& setting : *report_.tables.front().settings) {
      std::string name = label_name(setting.key);
      while (!taken.insert(name).second) {
        name += '_';
      }
      labels_.push_back(std::move(name));
    }
  }

  void metric(std::string_view unit, const std::vector<const Table*>& tables) {
    const std::string base = metric_unit(unit);
    const std::string end = base.empty() ? "" : "_" + base;
    const std::string& name = names_.add(
        "benchmark" + end, [&](int i) { return "benchmark_" + std::to_string(i) + end; });
    const std::size_t before = out_.size();
    out_.append("# TYPE ").append(name).append(" gauge\n");
    if (!base.empty()) {
      out_.append("# UNIT ").append(name).append(" ").append(base).append("\n");
    }
    out_.append("# HELP ").append(name).append(" Medians of ").append(escape(unit));
    out_.append(", rounded to the width of their intervals.\n");
    const std::size_t described = out_.size();
    DistinctTexts taken;
    for (const Table* table : tables) {
      const std::string settings = settings_of(*table);
      for (const Row& row : table->rows) {
        for (const Cell& cell : table->cells_of(row)) {
          if (report_.columns.size() == 1 || table->column_places[cell.column] != 0) {
            sample(name, settings, *table, row, cell, taken);
          }
        }
      }
    }
    if (out_.size() == described) {  // only the baseline has it
      out_.resize(before);
    }
  }

  [[nodiscard]] std::string settings_of(const Table& table) const {
    std::string text;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const auto& [key, value] = (*table.settings)[i];
      if (!value.empty() && (varying_[i] || key == "pkg")) {
        text.append(",").append(labels_[i]).append("=\"").append(escape(value)).append("\"");
      }
    }
    return text;
  }

  void sample(std::string_view name, std::string_view settings, const Table& table, const Row& row,
              const Cell& cell, DistinctTexts& taken) {
    std::string labels = "benchmark=\"" + escape(row.label.empty() ? "(none)" : row.label) + "\"";
    labels += settings;
    if (report_.columns.size() > 2) {
      const std::string& column = report_.columns[table.column_places[cell.column]];
      labels.append(",column=\"").append(escape(column)).append("\"");
    }
    // Names that differ in what can't be shown, or only in the middle of a long one.
    const std::string& distinct =
        taken.add(labels, [&](int i) { return labels + ",again=\"" + std::to_string(i) + "\""; });
    out_.append(name).append("{").append(distinct).append("} ");
    out_.append(value_of(report_, cell)).append("\n");
  }

  const Report& report_;
  std::vector<bool> varying_;
  std::vector<std::string> labels_;  // by setting
  DistinctTexts names_;
  std::string& out_;
};

}  // namespace

void render_openmetrics(const Report& report, std::string& out) {
  OpenMetrics(report, out).render();
}

}  // namespace benchdiff::report

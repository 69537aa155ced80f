#include <benchdiff/report/render_openmetrics.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>
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

/// The median, rounded so far that it is the same if it is measured again.
std::string value_of(const Report& report, const Cell& cell) {
  const double width = width_of(report, cell);
  if (width == 0 || cell.center == 0 || !std::isfinite(cell.center)) {
    return shortest(cell.center);
  }
  const double largest_digit = std::floor(std::log10(std::abs(cell.center)));
  constexpr double most_decimals = 15;
  const double decimals = std::isfinite(width) ? largest_digit - std::ceil(std::log10(width)) : 1;
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), cell.center,
                                 std::chars_format::scientific,
                                 static_cast<int>(std::clamp(decimals, 0.0, most_decimals)));
  double rounded = cell.center;
  std::from_chars(buffer.data(), end.ptr, rounded);
  return shortest(rounded);
}

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
    std::string name = base.empty() ? "benchmark" : "benchmark_" + base;
    for (int i = 2; !names_.insert(name).second; ++i) {
      name = "benchmark_" + std::to_string(i) + (base.empty() ? "" : "_" + base);
    }
    const std::size_t before = out_.size();
    out_.append("# TYPE ").append(name).append(" gauge\n");
    if (!base.empty()) {
      out_.append("# UNIT ").append(name).append(" ").append(base).append("\n");
    }
    out_.append("# HELP ").append(name).append(" Medians of ").append(escape(unit));
    out_.append(", rounded to the width of their intervals.\n");
    const std::size_t described = out_.size();
    std::unordered_set<std::string> taken;
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
              const Cell& cell, std::unordered_set<std::string>& taken) {
    std::string labels = "benchmark=\"" + escape(row.label.empty() ? "(none)" : row.label) + "\"";
    labels += settings;
    if (report_.columns.size() > 2) {
      const std::string& column = report_.columns[table.column_places[cell.column]];
      labels.append(",column=\"").append(escape(column)).append("\"");
    }
    // Names that differ in what can't be shown, or only in the middle of a long one.
    std::string distinct = labels;
    for (int i = 2; !taken.insert(distinct).second; ++i) {
      distinct = labels + ",again=\"" + std::to_string(i) + "\"";
    }
    out_.append(name).append("{").append(distinct).append("} ");
    out_.append(value_of(report_, cell)).append("\n");
  }

  const Report& report_;
  std::vector<bool> varying_;
  std::vector<std::string> labels_;  // by setting
  std::unordered_set<std::string> names_;
  std::string& out_;
};

}  // namespace

void render_openmetrics(const Report& report, std::string& out) {
  OpenMetrics(report, out).render();
}

}  // namespace benchdiff::report

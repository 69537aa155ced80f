#include <benchdiff/report/samples_json.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <benchdiff/formats/unit.h>
#include <benchdiff/report/json_words.h>
#include <benchdiff/report/json_writer.h>

namespace benchdiff::report {
namespace {

bool is_same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// A row of one table.
struct RowOfTable {
  std::uint32_t table = 0;
  std::uint32_t row = 0;
};

/// All rows of one benchmark, one after another among all.
struct Benchmark {
  std::size_t first = 0;
  std::size_t count = 0;
  // Where its first result stands.
  std::uint32_t source = UINT32_MAX;
  std::uint64_t line = UINT64_MAX;
};

/// A unit as it is written in the samples.
struct WrittenUnit {
  std::string text;
  double times = 1;  ///< values are to be multiplied by this
  const Table* table = nullptr;
};

class SamplesWriter {
 public:
  SamplesWriter(const Report& report, std::string& out) : report_(report), json_(out) {
    if (!report.values.empty()) find_benchmarks();
    for (const Table& table : report.tables) find_units(table);
  }

  void write() {
    json_.begin_object();
    json_.text("benchdiff", "samples/1");
    write_columns();
    write_differences();
    write_units();
    write_groups();
    json_.key("rows");
    json_.begin_array();
    for (const Benchmark& benchmark : benchmarks_) write(benchmark);
    json_.new_line();
    json_.end_array();
    json_.end_object();
  }

 private:
  /// Puts the rows of each benchmark together, and the benchmarks in the order in which they were
  /// read, since that is the order in which a reader finds rows and tables again.
  void find_benchmarks() {
    for (std::uint32_t t = 0; t < report_.tables.size(); ++t) {
      for (std::uint32_t row = 0; row < report_.tables[t].rows.size(); ++row) {
        rows_.push_back({t, row});
      }
    }
    const auto key = [&](const RowOfTable& at) {
      const Table& table = report_.tables[at.table];
      return std::tuple(table.group, table.rows[at.row].place);
    };
    std::ranges::sort(rows_, {}, [&](const RowOfTable& at) {
      return std::tuple_cat(key(at), std::tuple(at.table, at.row));
    });
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i == 0 || key(rows_[i]) != key(rows_[i - 1])) benchmarks_.push_back({.first = i});
      Benchmark& benchmark = benchmarks_.back();
      ++benchmark.count;
      for (const Cell& cell : cells_of(rows_[i])) {
        std::tie(benchmark.source, benchmark.line) = std::min(
            std::tuple(benchmark.source, benchmark.line), std::tuple(cell.source, cell.line));
      }
    }
    std::ranges::sort(benchmarks_, {}, [](const Benchmark& benchmark) {
      return std::tuple(benchmark.source, benchmark.line, benchmark.first);
    });
  }

  [[nodiscard]] std::span<const Cell> cells_of(const RowOfTable& at) const {
    const Table& table = report_.tables[at.table];
    return table.cells_of(table.rows[at.row]);
  }

  void find_units(const Table& table) {
    double last = std::nan("");
    for (const Cell& cell : table.cells) {
      if (cell.factor == last) continue;
      last = cell.factor;
      const auto [at, is_new] = unit_places_.try_emplace({table.unit, last}, units_.size());
      if (!is_new) continue;
      auto written = formats::written_unit(table.unit, last);
      const double times = written ? 1 : last;
      units_.push_back({written ? *std::move(written) : table.unit, times, &table});
    }
  }

  void write_columns() {
    json_.key("columns");
    json_.begin_array();
    for (const std::string& column : report_.columns) json_.text(column);
    json_.end_array();
  }

  /// The first file of each column; empty where the columns are no files.
  [[nodiscard]] std::vector<std::uint32_t> files_of_columns() const {
    std::map<std::uint32_t, std::uint32_t> column_of;
    for (const Table& table : report_.tables) {
      for (const Cell& cell : table.cells) {
        const std::uint32_t column = table.column_places[cell.column];
        if (column_of.try_emplace(cell.source, column).first->second != column) return {};
      }
    }
    std::vector<std::uint32_t> files(report_.columns.size(), UINT32_MAX);
    for (const auto& [source, column] : column_of) {
      files[column] = std::min(files[column], source);
    }
    return files;
  }

  void write_differences() {
    const auto files =
        report_.differences.empty() ? std::vector<std::uint32_t>() : files_of_columns();
    json_.key("differences");
    json_.begin_array();
    for (const auto& [key, values] : report_.differences) {
      const auto has_value = [&](std::uint32_t file) { return file < values.size(); };
      if (files.empty() || !std::ranges::all_of(files, has_value)) continue;
      json_.begin_object();
      json_.text("key", key);
      json_.key("values");
      json_.begin_array();
      for (const std::uint32_t file : files) json_.text(values[file]);
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_units() {
    json_.key("units");
    json_.begin_array();
    for (const WrittenUnit& unit : units_) {
      json_.begin_object();
      json_.text("unit", unit.text);
      if (unit.table->better != stats::Better::unknown) {
        json_.text("better", word(better_words, unit.table->better));
      }
      if (unit.table->exact) {
        json_.boolean("exact", true);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void write_groups() {
    json_.key("groups");
    json_.begin_array();
    for (std::size_t t = 0; t < report_.tables.size(); ++t) {
      const Table& table = report_.tables[t];
      if (t > 0 && table.group == report_.tables[t - 1].group) continue;
      json_.begin_array();
      for (const auto& [key, value] : *table.settings) {
        json_.begin_array();
        json_.text(key);
        json_.text(value);
        json_.end_array();
      }
      json_.end_array();
    }
    json_.end_array();
  }

  void write(const Benchmark& benchmark) {
    const auto rows = std::span(rows_).subspan(benchmark.first, benchmark.count);
    const Table& table = report_.tables[rows.front().table];
    json_.new_line();
    json_.begin_object();
    json_.text("name", table.rows[rows.front().row].label);
    if (table.group > 0) {
      json_.count("group", table.group);
    }
    json_.key("runs");
    json_.begin_array();
    for (const RowOfTable& row : rows) write(row);
    json_.end_array();
    json_.end_object();
  }

  /// A list for each unit that the row's values were written in, which is mostly one.
  void write(const RowOfTable& row) {
    const Table& table = report_.tables[row.table];
    const auto cells = cells_of(row);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const double factor = cells[i].factor;
      const auto of_factor = [&](const Cell& cell) { return cell.factor == factor; };
      if (std::ranges::any_of(cells.first(i), of_factor)) continue;
      const std::size_t place = unit_places_.at({table.unit, factor});
      json_.begin_array();
      json_.count(place);
      std::uint32_t column = 0;
      for (const Cell& cell : cells.subspan(i)) {
        if (!of_factor(cell)) continue;
        for (; column < table.column_places[cell.column]; ++column) json_.null();
        write_runs(report_.values_of(cell), units_[place].times);
        ++column;
      }
      json_.end_array();
    }
  }

  /// Three equal runs or more, one after another, are `[count, value]`.
  void write_runs(std::span<const double> values, double times) {
    constexpr std::size_t worth_it = 3;
    json_.begin_array();
    for (std::size_t i = 0; i < values.size();) {
      std::size_t end = i + 1;
      while (end < values.size() && is_same(values[i], values[end])) ++end;
      const double value = values[i] * times;
      if (end - i >= worth_it) {
        json_.begin_array();
        json_.count(end - i);
        write_value(value);
        json_.end_array();
      } else {
        for (std::size_t k = i; k < end; ++k) write_value(value);
      }
      i = end;
    }
    json_.end_array();
  }

  void write_value(double value) {
    if (std::isinf(value)) {
      json_.text(value > 0 ? "inf" : "-inf");
    } else {
      json_.number(value);
    }
  }

  const Report& report_;
  JsonWriter json_;
  std::vector<RowOfTable> rows_;
  std::vector<Benchmark> benchmarks_;
  std::vector<WrittenUnit> units_;
  std::map<std::pair<std::string_view, double>, std::size_t> unit_places_;
};

}  // namespace

void append_samples_json(const Report& report, std::string& out) {
  SamplesWriter(report, out).write();
}

}  // namespace benchdiff::report

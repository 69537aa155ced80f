#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/report/tabulate.h>
#include <benchdiff/report/unit_properties.h>

namespace benchdiff::report {

/// What of some texts is reported, and how: as on the command line.
struct Asked {
  Projections::Expressions projections;
  std::string filter = "*";
  JudgeOptions judge;
};

/// For a text that has both sides in it, told apart by its setting `note`.
inline Asked by_note(bool classic = false) {
  Asked asked;
  asked.projections.column = "note";
  asked.judge.classic = classic;
  return asked;
}

inline ConfigOrder config_order(const Asked& asked) {
  return asked.judge.classic ? ConfigOrder::by_value : ConfigOrder::first_seen;
}

inline Report make_report(std::vector<formats::ResultFile> files, const Asked& asked = {}) {
  Filter filter(asked.filter);
  Projections projections(asked.projections, filter, config_order(asked));
  UnitProperties units;
  const bool several = files.size() > 1;
  for (const auto& file : files) {
    for (const auto& note : file.notes) {
      if (note.kind == formats::Note::Kind::unit_setting) (void)units.add(note.unit);
    }
  }
  auto samples = tabulate(std::move(files), filter, projections);
  Report report = judge(samples, projections, units, asked.judge);
  keep_samples(std::move(samples), report);
  report.wants_comparison = several;
  return report;
}

/// A report of one text.
inline Report report_of(std::string_view text, const Asked& asked = {}) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(text, "results.txt"));
  return make_report(std::move(files), asked);
}

/// A report of two texts, called old.txt and new.txt.
inline Report compare_texts(std::string_view old_text, std::string_view new_text,
                            const Asked& asked = {}) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(old_text, "old.txt"));
  files.push_back(formats::read_text(new_text, "new.txt"));
  return make_report(std::move(files), asked);
}

/// Lines of results: a run for each value, written so that it reads back as the same double.
inline std::string runs_of(std::string_view name, std::span<const double> values,
                           std::string_view unit = "ns/op") {
  std::string text;
  for (const double value : values) {
    text.append("Benchmark").append(name).append(" 1 ").append(shortest(value));
    text.append(" ").append(unit).append("\n");
  }
  return text;
}

inline std::string runs_of(std::string_view name, std::initializer_list<double> values,
                           std::string_view unit = "ns/op") {
  return runs_of(name, std::span(values.begin(), values.size()), unit);
}

/// The only comparison of a report.
inline const Comparison& only_comparison(const Report& report) {
  const Comparison* found = nullptr;
  for (const Table& table : report.tables) {
    for (const Cell& cell : table.cells) {
      if (!cell.comparison) continue;
      EXPECT_EQ(found, nullptr) << "there is more than one comparison";
      found = &*cell.comparison;
    }
  }
  static const Comparison none;
  EXPECT_NE(found, nullptr) << "there is no comparison";
  return found != nullptr ? *found : none;
}

/// The comparison of a benchmark in a unit, to set what a gate makes of it.
inline Comparison& comparison_of(Report& report, std::string_view label, std::string_view unit,
                                 std::uint32_t column = 1) {
  for (Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (std::size_t i = 0; i < row.cell_count; ++i) {
        const Cell& cell = table.cells[row.first_cell + i];
        if (table.unit == unit && row.label == label && cell.column == column && cell.comparison) {
          return *cell.comparison;
        }
      }
    }
  }
  static Comparison none;
  ADD_FAILURE() << "no comparison of " << label << " in " << unit;
  return none;
}

inline std::vector<std::string> texts_of(std::span<const Warning> warnings) {
  std::vector<std::string> texts;
  for (const Warning& warning : warnings) texts.push_back(warning.text);
  return texts;
}

/// Expects that `parse` throws a QueryError with the message at the offset.
template <class Parse>
void expect_query_error(Parse parse, std::string_view message, std::size_t offset) {
  try {
    parse();
    ADD_FAILURE() << "no error, but expected: " << message;
  } catch (const QueryError& error) {
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.offset(), offset);
  }
}

}  // namespace benchdiff::report

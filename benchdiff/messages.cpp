#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include <benchdiff/report/differences.h>
#include <benchdiff/report/printable.h>

#include "messages.h"

namespace benchdiff {
namespace {

std::string place(const formats::ResultFile& file, std::uint64_t line) {
  std::string place = report::printable(file.path);
  if (line > 0) {
    place.append(":").append(std::to_string(line));
  }
  return place;
}

std::string missing_keys(const std::string& option, const report::Projection& projection) {
  std::string complaints;
  for (std::size_t column = 0; column < projection.columns(); ++column) {
    bool missing = true;
    for (report::KeyId key = 0; key < projection.size() && missing; ++key) {
      missing = projection.value(key, column).empty();
    }
    if (missing) {
      complaints += "benchdiff: no result has the key " +
                    report::printable(projection.column_name(column)) + " (--" + option + ")\n";
    }
  }
  return complaints;
}

}  // namespace

std::string complaints_of(const formats::ResultFile& file, report::UnitProperties& units) {
  using Kind = formats::ResultFile::FailureKind;
  std::string complaints;
  for (const formats::Note& note : file.notes) {
    const auto text = note.kind == formats::Note::Kind::unit_setting ? units.add(note.unit)
                                                                     : std::optional(note.text);
    if (text) {
      complaints += place(file, note.line) + ": " + report::printable(*text) + "\n";
    }
  }
  if (!file.failure) {
    return complaints;
  }
  // Opening is said in the words that Go's tools have for it.
  const std::string what = file.failure_kind == Kind::unreadable && file.results.empty()
                               ? "benchdiff: open "
                               : "benchdiff: ";
  return complaints + what + place(file, file.failure_line) + ": " +
         report::printable(*file.failure) + "\n";
}

std::string complaints_of_fits(std::span<const report::Fit> fits,
                               std::span<const report::FitRequest> requests) {
  std::string complaints;
  for (const report::FitRequest& request : requests) {
    if (std::ranges::find(fits, request.key, &report::Fit::key) == fits.end()) {
      complaints += "benchdiff: nothing to fit: no benchmark has a number in " +
                    report::printable(request.key) +
                    (request.law == report::FitRequest::Law::scalability
                         ? ", or none of its units is a time or a rate (--fit)\n"
                         : " of its name (--fit)\n");
    }
  }
  return complaints;
}

std::string nothing_left(std::size_t results, const Options& options) {
  if (results == 0) {
    return "no benchmark results in " +
           std::string(options.inputs.size() == 1 ? "the input" : "any of the inputs");
  }
  std::string text = "nothing left to report: ";
  const bool has_filter = options.filter != "*";
  text += has_filter ? "no result matches the filter " + report::printable(options.filter)
                     : "the lists of values in the projections match no result";
  return text + " (of " + std::to_string(results) + " results read)";
}

std::string complaints_of(std::span<const formats::Input> inputs) {
  std::string complaints;
  std::map<std::filesystem::path, const formats::Input*> seen;
  for (const formats::Input& input : inputs) {
    std::error_code none;
    const auto path = std::filesystem::canonical(input.path, none);
    if (none || !std::filesystem::is_regular_file(path, none)) {
      continue;
    }
    const auto [at, is_new] = seen.try_emplace(path, &input);
    if (!is_new && at->second->label != input.label) {
      complaints += "benchdiff: " + report::printable(at->second->label) + " and " +
                    report::printable(input.label) + " are the same file\n";
    }
  }
  return complaints;
}

std::string tell_differences(std::span<const report::Difference> differences) {
  std::string lines;
  for (const report::Difference& difference : differences) {
    lines += "benchdiff: " + report::printable(report::describe(difference, " -> ")) + "\n";
  }
  return lines;
}

std::string complaints_of(const report::Projections& projections) {
  return missing_keys("table", projections.table()) + missing_keys("row", projections.row()) +
         missing_keys("col", projections.column()) + missing_keys("block", projections.block());
}

std::string nothing_in_common(const report::Report& report, const Options& options) {
  if (report.columns.size() == 1) {
    return "nothing to compare: all that is left is of " +
           (report.columns[0].empty() ? "one column" : report::printable(report.columns[0]));
  }
  if (report.without_common_unit > 0) {
    return "nothing to compare: the benchmarks that both sides have have no unit in common";
  }
  const std::string sides = report.columns.size() == 2
                                ? report::printable(report.columns[0]) + " and " +
                                      report::printable(report.columns[1]) +
                                      " have no benchmark in common"
                                : "no benchmark stands in the first column and in another one";
  if (!report.keeping_apart.empty()) {
    std::string keys;
    for (const std::string& key : report.keeping_apart) {
      keys.append(keys.empty() ? "" : ",").append(report::printable(key));
    }
    return "nothing to compare: benchmarks of one name are kept apart by " + keys + "; --ignore " +
           keys + " compares them";
  }
  const bool default_rows = options.projections.row == ".fullname";
  return "nothing to compare: " + sides +
         (default_rows ? "; if names differ only in a part, name the parts that matter, as in "
                         "--row .name"
                       : "");
}

}  // namespace benchdiff

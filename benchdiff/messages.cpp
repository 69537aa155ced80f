#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include <benchdiff/report/differences.h>
#include <benchdiff/report/name.h>
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

/// The keys of a projection that no result has.
std::vector<std::string> missing_keys(const report::Projection& projection) {
  std::vector<std::string> keys;
  for (std::size_t column = 0; column < projection.columns(); ++column) {
    bool missing = true;
    for (report::KeyId key = 0; key < projection.size() && missing; ++key) {
      missing = projection.value(key, column).empty();
    }
    if (missing) {
      keys.push_back(projection.column_name(column));
    }
  }
  return keys;
}

std::string complain_of_missing(const std::string& option, const report::Projection& projection) {
  std::string complaints;
  for (const std::string& key : missing_keys(projection)) {
    complaints +=
        "benchdiff: no result has the key " + report::printable(key) + " (--" + option + ")\n";
  }
  return complaints;
}

/// The keys with commas between them, as far as they can be read at a glance.
std::string listed(std::span<const std::string> keys) {
  constexpr std::size_t most = 20;
  std::string text;
  for (const std::string& key : keys.first(std::min(keys.size(), most))) {
    text.append(text.empty() ? "" : ", ").append(report::printable(key));
  }
  return keys.size() > most ? text + ", ..." : text;
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
  return complain_of_missing("table", projections.table()) +
         complain_of_missing("row", projections.row()) +
         complain_of_missing("col", projections.column());
}

std::string complaints_of(const report::MinEffects& effects, const report::Report& report) {
  std::string complaints;
  for (const std::string& unit : effects.units()) {
    if (std::ranges::find(report.tables, unit, &report::Table::unit) == report.tables.end()) {
      complaints +=
          "benchdiff: no result has the unit " + report::printable(unit) + " (--min-effect)\n";
    }
  }
  return complaints;
}

std::vector<std::string> keys_of(std::span<const formats::ResultFile> files) {
  std::set<std::string, std::less<>> settings;
  std::set<std::string, std::less<>> parts;
  for (const formats::ResultFile& file : files) {
    for (const formats::Configuration& configuration : file.configurations) {
      for (const formats::Setting& setting : configuration) {
        settings.insert(setting.key);
      }
    }
    for (const formats::Subject& subject : file.subjects) {
      const report::NameParts name(subject.name);
      for (const std::string_view part : name.parts) {
        if (const auto equals = part.find('='); equals != std::string_view::npos) {
          parts.emplace(part.substr(0, equals));
        }
      }
      if (!name.gomaxprocs.empty()) {
        parts.emplace("/gomaxprocs");
      }
    }
  }
  std::vector<std::string> keys{".path", ".file", ".name"};
  keys.insert(keys.end(), settings.begin(), settings.end());
  keys.insert(keys.end(), parts.begin(), parts.end());
  return keys;
}

std::string missing_blocks(const report::Projection& block, std::span<const std::string> keys) {
  const auto missing = missing_keys(block);
  if (missing.empty()) {
    return {};
  }
  // What a filter has dropped may have had one of them.
  std::vector<std::string> others(keys.begin(), keys.end());
  std::erase_if(others, [&](const std::string& key) {
    return std::ranges::find(missing, key) != missing.end();
  });
  return "no result has the key " + listed(missing) + " (--block); there are " + listed(others);
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

std::string nothing_to_explain(const report::Report& report, const std::string& name) {
  constexpr std::size_t most_named = 5;
  std::set<std::string_view> seen;
  std::string others;
  for (const report::Table& table : report.tables) {
    for (const report::Row& row : table.rows) {
      if (seen.size() > most_named || !seen.insert(row.label).second) continue;
      others.append(others.empty() ? "" : ", ").append(report::printable(row.label));
    }
  }
  return "--explain: no benchmark is called " + report::printable(name) + "; there are " + others +
         (seen.size() > most_named ? ", ..." : "");
}

}  // namespace benchdiff

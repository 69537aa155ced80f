#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/formats/split.h>
#include <benchdiff/report/day.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/explain.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/fits.h>
#include <benchdiff/report/gate.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/report/tabulate.h>

#include "compare.h"
#include "gate_options.h"
#include "messages.h"
#include "output.h"
#include "progress.h"
#include "settings_file.h"
#include "test_options.h"
#include "write_report.h"

namespace benchdiff {
namespace {

/// The filter and the projections, which hold references to each other.
struct Selection {
  report::Filter filter;
  report::Projections projections;

  explicit Selection(const Options& options)
      : filter(report::with_option("filter", [&] { return report::Filter(options.filter); })),
        projections(
            options.projections, filter,
            options.classic ? report::ConfigOrder::by_value : report::ConfigOrder::first_seen) {}
};

report::MinEffects parse_min_effects(const Options& options) {
  return report::with_option("min-effect", [&] {
    report::MinEffects effects;
    for (const std::string& effect : options.min_effects) {
      effects.add(effect);
    }
    return effects;
  });
}

std::vector<report::FitRequest> parse_fits(const Options& options) {
  return report::with_option("fit", [&] {
    std::vector<report::FitRequest> requests;
    for (const std::string& fit : options.fits) {
      requests.push_back(report::parse_fit(fit));
    }
    return requests;
  });
}

/// How samples are judged.
report::JudgeOptions judge_options(const Options& options) {
  return {.alpha = options.alpha,
          .confidence = options.confidence,
          .min_effects = parse_min_effects(options),
          .correction = options.correction,
          .test = chosen_test(options),
          .statistic = options.statistic.value_or(stats::Statistic{}),
          .classic = options.classic};
}

/// What the inputs came to.
struct Read {
  std::vector<formats::ResultFile> files;
  report::UnitProperties units;
  std::string complaints;
  bool unreadable = false;  // a file could not be read at all
  bool faulty = false;      // something is wrong with a file that was read
  std::size_t results = 0;
  std::size_t labels = 0;  // different ones
};

Read read(const Options& options, formats::Reading& reading, Progress& progress) {
  const auto inputs = formats::parse_inputs(options.inputs);
  Read read;
  progress.begin_reading(reading);
  read.files = formats::read_files(inputs, &reading);
  progress.end();
  std::set<std::string_view> labels;
  for (const auto& file : read.files) {
    using Kind = formats::ResultFile::FailureKind;
    const bool failed = file.failure.has_value();
    read.complaints += complaints_of(file, read.units);
    read.unreadable = read.unreadable || (failed && file.failure_kind == Kind::unreadable);
    read.faulty = read.faulty || failed;
    read.results += file.results.size();
    labels.insert(file.label);
  }
  read.labels = labels.size();
  if (!options.classic) {
    read.complaints += complaints_of(inputs);
  }
  return read;
}

/// A file of `benchdiff run` holds its sides, which are compared where nothing else is asked for.
void take_sides_apart(const Options& options, Read& read) {
  const bool wants_files = options.projections.column == report::Projections::Expressions().column;
  if (options.classic || read.files.size() != 1 || !wants_files) return;
  auto sides = formats::split_by_setting(read.files.front(), "side");
  if (sides.empty()) return;
  read.files = std::move(sides);
  read.labels = read.files.size();
}

/// Whether more than one side is asked for: several files, or columns by something else than files.
bool wants_comparison(const Options& options, const Read& read) {
  const std::string& columns = options.projections.column;
  return columns == ".file" ? read.labels > 1 : columns.find_first_not_of(' ') != columns.npos;
}

/// The memory for tables goes with their number times that of the keys that tell them apart, and no
/// honest files have that many.
bool has_too_many_keys(const Read& read) {
  constexpr std::size_t most_keys = 1000;
  std::set<std::string_view> keys;
  for (const auto& file : read.files) {
    for (const auto& configuration : file.configurations) {
      for (const auto& setting : configuration) {
        keys.insert(setting.key);
      }
    }
  }
  return keys.size() > most_keys;
}

/// The output that is one of the files that are read, too; null if there is none.
const Output* find_overwriting(const Options& options) {
  std::vector<std::string> paths = options.gate.waivers;
  for (const formats::Input& input : formats::parse_inputs(options.inputs)) {
    paths.push_back(input.path);
  }
  if (options.config) paths.push_back(*options.config);
  for (const Output& output : options.outputs) {
    const bool overwrites = output.path && std::ranges::any_of(paths, [&](const auto& path) {
                              std::error_code none;
                              return std::filesystem::is_regular_file(path, none) &&
                                     std::filesystem::equivalent(path, *output.path, none);
                            });
    if (overwrites) return &output;
  }
  return nullptr;
}

int fail(const std::string& message) {
  write_error("benchdiff: " + report::printable_lines(message) + "\n");
  return exit_unusable;
}

/// What the options ask for, understood.
struct Asked {
  Selection selection;
  report::JudgeOptions how;
  std::vector<report::FitRequest> fits;
  report::Gate gate;

  explicit Asked(const Options& options)
      : selection(options),
        how(judge_options(options)),
        fits(parse_fits(options)),
        gate(make_gate(options.gate)) {}
};

/// The report on what is left of the files, with all complaints on the way. Nothing where nothing
/// is left, and `status` is what to end with then.
std::optional<report::Report> make_report(const Options& options, Asked& asked, Read& read,
                                          Progress& progress, int& status) {
  report::Projections& projections = asked.selection.projections;
  std::vector<report::Difference> differences;
  if (!options.classic) differences = report::set_differences_aside(read.files, projections);
  const report::Projection& block = projections.block();
  const auto keys = block.columns() > 0 ? keys_of(read.files) : std::vector<std::string>();
  progress.begin("comparing");
  auto samples = report::tabulate(std::move(read.files), asked.selection.filter, projections);
  progress.end();
  status = exit_unusable;
  if (samples.tables.empty()) {
    // That a file has no results is told already.
    if (read.results > 0 || !read.faulty) status = fail(nothing_left(read.results, options));
    return std::nullopt;
  }
  if (!options.classic) write_error(complaints_of(projections));
  if (const std::string missing = missing_blocks(block, keys); !missing.empty()) {
    status = fail(missing);
    return std::nullopt;
  }
  progress.begin("comparing");
  auto report = report::judge(samples, projections, read.units, asked.how);
  report.fits = report::fit(samples, report, asked.fits);
  report::keep_samples(std::move(samples), report);
  report.differences = std::move(differences);
  report.wants_comparison = wants_comparison(options, read);
  report.faulty_input = read.faulty;
  asked.gate.hold(report, report::today());
  progress.end();
  write_error(complaints_of(asked.how.min_effects, report));
  write_error(complaints_of_fits(report.fits, asked.fits));
  return report;
}

/// Writes the report; the exit status by it.
int tell(const Options& options, const Asked& asked, const report::Report& report,
         Progress& progress) {
  if (options.explain && report::find_benchmarks(report, *options.explain).empty()) {
    return fail(nothing_to_explain(report, *options.explain));
  }
  if (const auto fault = write_report(options, report, progress)) {
    return fail(*fault);
  }
  if (report.faulty_input) {
    return exit_unusable;
  }
  const bool compares = report.wants_comparison || asked.gate.has_rules();
  if (!options.classic && compares && report.counts.total() == 0) {
    return fail(nothing_in_common(report, options));
  }
  if (report.gate && report.gate->result == report::GateResult::nothing) {
    return fail("--fail-on: no comparison is one that it is about");
  }
  return report.gate ? report::exit_status(report.gate->result) : exit_compared;
}

}  // namespace

int compare(const Options& options) try {
  Asked asked(options);
  if (std::string fault = find_fault(options); !fault.empty()) {
    return fail(fault);
  }
  if (const Output* output = find_overwriting(options)) {
    return fail("-o " + *output->path + " would overwrite what is read");
  }
  formats::Reading reading;  // which progress looks at
  Progress progress;
  Read read = benchdiff::read(options, reading, progress);
  write_error(read.complaints);
  if (read.unreadable) {
    return exit_unusable;
  }
  if (has_too_many_keys(read)) {
    return fail("the files have more than 1000 different configuration keys between them");
  }
  take_sides_apart(options, read);
  int status = exit_unusable;
  const auto report = make_report(options, asked, read, progress, status);
  return report ? tell(options, asked, *report, progress) : status;
} catch (const report::QueryError& error) {
  const auto place = options.from_file.find(error.option());
  return fail((place == options.from_file.end() ? "" : place->second + ": ") + "parsing " +
              (options.classic ? "-" : "--") + error.option() + ": " + error.what());
} catch (const SettingsError& error) {
  return fail(error.what());
}

}  // namespace benchdiff

#include <benchdiff/harness/compare_results.h>

#include <utility>

#include <benchdiff/report/differences.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/report/tabulate.h>
#include <benchdiff/report/unit_properties.h>

namespace benchdiff::harness {
namespace {

report::UnitProperties units_of(const std::vector<formats::ResultFile>& files) {
  report::UnitProperties units;
  for (const auto& file : files) {
    for (const auto& note : file.notes) {
      if (note.kind == formats::Note::Kind::unit_setting) (void)units.add(note.unit);
    }
  }
  return units;
}

}  // namespace

report::Report compare_results(std::vector<formats::ResultFile> files,
                               const CompareResultsOptions& options) {
  report::Filter filter =
      report::with_option("filter", [&] { return report::Filter(options.filter); });
  report::Projections projections(options.projections, filter, report::ConfigOrder::first_seen);
  auto differences = report::set_differences_aside(files, projections);
  const report::UnitProperties units = units_of(files);
  auto samples = report::tabulate(std::move(files), filter, projections);
  report::Report report = report::judge(samples, projections, units, options.judge);
  report::keep_samples(std::move(samples), report);
  report.differences = std::move(differences);
  report.wants_comparison = true;
  return report;
}

}  // namespace benchdiff::harness

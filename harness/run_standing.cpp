#include <benchdiff/harness/run_standing.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/formats/split.h>
#include <benchdiff/harness/compare_results.h>

namespace benchdiff::harness {
namespace {

using report::Verdict;

std::size_t place_of(const RunPlan& plan, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(plan.sides, name, &Side::name) -
                                  plan.sides.begin());
}

/// Calls visit(row, verdict) for every comparison in a unit that has to be clear.
template <class Visit>
void visit_gated(const report::Report& report, const RunPlan& plan, Visit visit) {
  const auto is_gated = [&](const report::Table& table) {
    return std::ranges::find(plan.gated_units, table.unit) != plan.gated_units.end();
  };
  const bool all = std::ranges::none_of(report.tables, is_gated);
  for (const report::Table& table : report.tables) {
    if (!all && !is_gated(table)) continue;
    for (const report::Row& row : table.rows) {
      for (const report::Cell& cell : table.cells_of(row)) {
        if (cell.comparison) visit(row, cell.comparison->verdict);
      }
    }
  }
}

}  // namespace

std::vector<std::string> usually_gated_units() { return {"sec/op", "B/op", "allocs/op"}; }

report::Report judge_run(std::string_view text, const RunPlan& plan, double alpha,
                         bool several_machines) {
  auto files = formats::split_by_setting(formats::read_text(text), "side");
  std::ranges::stable_sort(files, {}, [&](const auto& file) { return place_of(plan, file.label); });
  if (files.empty()) return {};
  CompareResultsOptions options;
  options.judge = plan.judge;
  options.judge.alpha = alpha;
  if (several_machines) {
    options.projections.block = "machine";
    options.judge.test = stats::Test::van_elteren;
  }
  return compare_results(std::move(files), options);
}

std::set<std::string> undecided(const report::Report& report, const RunPlan& plan) {
  std::set<std::string> names;
  visit_gated(report, plan, [&](const report::Row& row, Verdict verdict) {
    if (verdict == Verdict::unclear) names.emplace(row.label);
  });
  return names;
}

std::string describe_standing(const report::Report& report, const RunPlan& plan) {
  constexpr std::array words{
      std::pair{Verdict::worse, "worse"}, std::pair{Verdict::better, "better"},
      std::pair{Verdict::changed, "changed"}, std::pair{Verdict::same, "same"},
      std::pair{Verdict::unclear, "unclear"}};
  std::string text;
  for (const auto& [verdict, word] : words) {
    std::size_t count = 0;
    visit_gated(report, plan, [&, wanted = verdict](const report::Row&, Verdict found) {
      count += found == wanted ? 1 : 0;
    });
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + word;
  }
  return text;
}

}  // namespace benchdiff::harness

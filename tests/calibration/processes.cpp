#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/change_test.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/two_level.h>

#include "source.h"
#include "tally.h"

namespace benchdiff::calibration {
namespace {

constexpr std::size_t groups = 5;
constexpr std::size_t runs = 5;

/// Runs of several processes or machines: each has a level of its own.
struct Side {
  std::vector<double> values, sorted;
  std::vector<std::uint32_t> blocks;

  [[nodiscard]] stats::Sample sample() const { return {values, sorted, blocks}; }
};

Side draw(Source& source, const std::array<double, groups>& levels, double factor) {
  Side side;
  for (std::uint32_t group = 0; group < groups; ++group) {
    for (std::size_t i = 0; i < runs; ++i) {
      side.values.push_back(100 * factor * levels[group] * (1 + 0.01 * source.normal()));
      side.blocks.push_back(group);
    }
  }
  side.sorted = side.values;
  std::ranges::sort(side.sorted);
  return side;
}

std::array<double, groups> draw_levels(Source& source, double noise) {
  std::array<double, groups> levels{};
  for (double& level : levels) level = 1 + noise * source.normal();
  return levels;
}

struct Outcome {
  Tally pooled, medians, two_level;      // processes of their own on each side
  Tally machines, stratified;            // the same machines on both sides
  Tally pooled_found, stratified_found;  // and a change of 2 %
  Tally two_level_found, medians_found;
};

bool significant(double p) { return p <= 0.05; }

double p_of_medians(const Side& x, const Side& y) {
  const std::vector<std::size_t> process_x(x.blocks.begin(), x.blocks.end());
  const std::vector<std::size_t> process_y(y.blocks.begin(), y.blocks.end());
  return stats::mann_whitney(stats::by_process(x.values, process_x),
                             stats::by_process(y.values, process_y))
      .p;
}

Outcome run(std::size_t pairs, std::uint64_t seed) {
  Source source(seed);
  stats::ChangeTest test;
  Outcome outcome;
  const auto p = [&](const Side& x, const Side& y, stats::Test by) {
    return test(x.sample(), y.sample(), by, 0.05).p;
  };
  for (std::size_t i = 0; i < pairs; ++i) {
    const Side x = draw(source, draw_levels(source, 0.01), 1);
    const auto levels = draw_levels(source, 0.01);
    const Side y = draw(source, levels, 1);
    const Side changed = draw(source, levels, 1.02);
    outcome.pooled.add(significant(p(x, y, stats::Test::mann_whitney)));
    outcome.two_level.add(significant(p(x, y, stats::Test::two_level)));
    outcome.medians.add(significant(p_of_medians(x, y)));
    outcome.two_level_found.add(significant(p(x, changed, stats::Test::two_level)));
    outcome.medians_found.add(significant(p_of_medians(x, changed)));

    const auto machines = draw_levels(source, 0.1);
    const Side before = draw(source, machines, 1);
    const Side after = draw(source, machines, 1);
    const Side slower = draw(source, machines, 1.02);
    outcome.machines.add(significant(p(before, after, stats::Test::mann_whitney)));
    outcome.stratified.add(significant(p(before, after, stats::Test::van_elteren)));
    outcome.pooled_found.add(significant(p(before, slower, stats::Test::mann_whitney)));
    outcome.stratified_found.add(significant(p(before, slower, stats::Test::van_elteren)));
  }
  return outcome;
}

void merge(Tally& into, const Tally& from) {
  into.count += from.count;
  into.of += from.of;
}

}  // namespace

void report_processes(std::size_t pairs, Findings& findings) {
  constexpr std::size_t parts = 16;
  std::vector<Outcome> outcomes(parts);
  formats::each_on_cores(parts, [&](std::size_t i) {
    outcomes[i] = run(std::max<std::size_t>(pairs / 10 / parts, 4), 900'000 + i);
  });
  const auto all = [&](Tally Outcome::* what) {
    Tally sum;
    for (const Outcome& outcome : outcomes) merge(sum, outcome.*what);
    return sum;
  };
  findings.line(
      "5 processes of 5 iterations a side, both with 1 % of noise; and the same 5 machines on");
  findings.line("both sides, with levels 10 % apart: significant at alpha 0.05, in %.\n");
  findings.table({{"", "nothing changed", "changed by 2 %"},
                  {"processes: iterations as if independent (Mann-Whitney)",
                   percent(all(&Outcome::pooled)), ""},
                  {"processes: medians of processes (Mann-Whitney)",
                   percent(all(&Outcome::medians)), percent(all(&Outcome::medians_found))},
                  {"processes: `--test two-level`", percent(all(&Outcome::two_level)),
                   percent(all(&Outcome::two_level_found))},
                  {"machines: not told apart (Mann-Whitney)", percent(all(&Outcome::machines)),
                   percent(all(&Outcome::pooled_found))},
                  {"machines: `--test van-elteren`", percent(all(&Outcome::stratified)),
                   percent(all(&Outcome::stratified_found))}});
  findings.expect_at_most(0.05, all(&Outcome::medians), "medians of processes");
  findings.expect_at_most(0.05, all(&Outcome::stratified), "van Elteren");
  // Welch's approximation is right to some tenths of a percent at 5 + 5.
  findings.expect_at_most(0.055, all(&Outcome::two_level), "two-level");
}

}  // namespace benchdiff::calibration

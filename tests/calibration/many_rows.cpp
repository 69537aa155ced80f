#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/p_adjust.h>
#include <benchdiff/stats/verdict.h>

#include "tally.h"
#include "trial.h"

namespace benchdiff::calibration {
namespace {

constexpr std::size_t rows = 1000;
constexpr std::size_t unchanged = 900;
constexpr std::size_t corrections = 4;
constexpr std::array names{std::pair(stats::Correction::none, "none"),
                           std::pair(stats::Correction::benjamini_hochberg, "Benjamini-Hochberg"),
                           std::pair(stats::Correction::benjamini_yekutieli, "Benjamini-Yekutieli"),
                           std::pair(stats::Correction::holm, "Holm")};

/// What a report of that many rows came to.
struct Outcome {
  std::array<double, corrections> false_share{};  // of the rows that are significant
  std::array<std::size_t, corrections> found{};   // of the rows that changed
  std::array<std::size_t, corrections> wrong{};
};

Outcome run(std::uint64_t seed) {
  Source source(seed);
  Trial trial;
  std::vector<double> p;
  std::vector<double> smallest;
  for (std::size_t row = 0; row < rows; ++row) {
    const double factor = row < unchanged ? 1 : 1.05 + 0.05 * source.uniform();
    source.draw(Shape::normal, {10, 10}, factor, 1.5, trial.old_side, trial.new_side);
    const auto tested = trial.test(methods().front(), 0.05);
    p.push_back(tested.p);
    smallest.push_back(tested.smallest_p);
  }
  Outcome outcome;
  for (std::size_t i = 0; i < corrections; ++i) {
    const auto adjusted = stats::adjust(p, smallest, 0.05, names[i].first);
    for (std::size_t row = 0; row < rows; ++row) {
      const bool significant = adjusted[row] <= 0.05;
      (row < unchanged ? outcome.wrong : outcome.found)[i] += significant ? 1 : 0;
    }
    const std::size_t all = outcome.wrong[i] + outcome.found[i];
    outcome.false_share[i] =
        static_cast<double>(outcome.wrong[i]) / static_cast<double>(std::max<std::size_t>(all, 1));
  }
  return outcome;
}

}  // namespace

void report_many_rows(std::size_t pairs, Findings& findings) {
  const std::size_t reports = std::max<std::size_t>(pairs / 50, 4);
  std::vector<Outcome> outcomes(reports);
  formats::each_on_cores(reports, [&](std::size_t i) { outcomes[i] = run(700'000 + i); });

  findings.line(
      "Reports of 1,000 rows of 10+10 runs with 3 % of noise, of which 900 did not change");
  findings.line("and 100 by 5 to 10 %, in %; " + std::to_string(reports) + " of them.\n");
  std::vector<std::vector<std::string>> table{
      {"correction", "false, of the significant rows", "reports with any false", "changes found"}};
  for (std::size_t i = 0; i < corrections; ++i) {
    Tally found;
    Tally any;
    double share = 0;
    double squares = 0;
    for (const Outcome& outcome : outcomes) {
      share += outcome.false_share[i] / static_cast<double>(reports);
      squares += outcome.false_share[i] * outcome.false_share[i] / static_cast<double>(reports);
      found.count += outcome.found[i];
      found.of += rows - unchanged;
      any.add(outcome.wrong[i] > 0);
    }
    const double error =
        std::sqrt(std::max(0.0, squares - share * share) / static_cast<double>(reports));
    const Tally shares{.count = static_cast<std::size_t>(std::lround(share * 1e6)),
                       .of = 1'000'000};
    table.push_back({names[i].second, percent(shares), percent(any), percent(found)});
    const bool claims = names[i].first != stats::Correction::none;
    if (claims && share > 0.05 + 4 * error) {
      findings.expect_at_most(0, {.count = 2, .of = 2},
                              std::string("false rows, ") + names[i].second);
    }
    if (names[i].first == stats::Correction::holm) {
      findings.expect_at_most(0.05, any, "any false row, Holm");
    }
  }
  findings.table(table);
}

}  // namespace benchdiff::calibration

#include <benchdiff/stats/change_test.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/stats/agreement.h>
#include <benchdiff/stats/bootstrap.h>
#include <benchdiff/stats/brunner_munzel.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/grouped_blocks.h>
#include <benchdiff/stats/hodges_lehmann.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/pairwise_change.h>
#include <benchdiff/stats/permutation.h>
#include <benchdiff/stats/quantile_interval.h>
#include <benchdiff/stats/sign_test.h>
#include <benchdiff/stats/signed_rank.h>
#include <benchdiff/stats/stratified_hodges_lehmann.h>
#include <benchdiff/stats/two_level.h>
#include <benchdiff/stats/van_elteren.h>
#include <benchdiff/stats/welch.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Which of two one-sided p is the smaller: 1 where y tends to be above x.
int way(double p_of_below, double p_of_above) {
  return (p_of_above < p_of_below ? 1 : 0) - (p_of_below < p_of_above ? 1 : 0);
}

int way_of(const Change& change) {
  const double none = change.none();
  return (change.estimate > none ? 1 : 0) - (change.estimate < none ? 1 : 0);
}

struct TestP {
  double p;
  double smallest_p;
  bool exact;
  int direction;
};

TestedChange together(const TestP& test, const Change& change, double alpha) {
  return {.p = test.p,
          .log_p = std::log(test.p),
          .smallest_p = test.smallest_p,
          .size = test.smallest_p > alpha ? 0 : nan,
          .exact = test.exact,
          .all_equal = false,
          .direction = test.direction,
          .change = agree_with_test(change, test.p, test.direction, 1 - alpha),
          .refusal = {}};
}

TestedChange welch_test(const Sample& x, const Sample& y, double alpha) {
  const bool positive =
      !x.sorted.empty() && !y.sorted.empty() && x.sorted.front() > 0 && y.sorted.front() > 0;
  const double confidence = 1 - alpha;
  const WelchResult test = positive ? welch_of_logs(x.in_run_order, y.in_run_order, confidence)
                                    : welch(x.in_run_order, y.in_run_order, confidence);
  const Change change = positive ? welch_ratio(x.in_run_order, y.in_run_order, confidence)
                                 : Change{.estimate = test.difference,
                                          .low = test.interval.low,
                                          .high = test.interval.high,
                                          .level = test.interval.level,
                                          .kind = Change::Kind::shift};
  return together({.p = test.p,
                   .smallest_p = 0,
                   .exact = false,
                   .direction = (test.difference > 0 ? 1 : 0) - (test.difference < 0 ? 1 : 0)},
                  change, alpha);
}

TestedChange permutation(const Sample& x, const Sample& y, double alpha, Statistic statistic) {
  const bool means = statistic.kind == Statistic::Kind::mean;
  const PermutationResult test =
      permutation_test(x.sorted, y.sorted,
                       {.statistic = means ? PermutationOptions::Statistic::mean
                                           : PermutationOptions::Statistic::median});
  const Change change = bca_bootstrap(x.sorted, y.sorted, 1 - alpha,
                                      {.statistic = means ? BootstrapOptions::Statistic::mean
                                                          : BootstrapOptions::Statistic::median});
  return together({.p = test.p,
                   .smallest_p = test.smallest_p,
                   .exact = test.exact,
                   .direction = way_of(change)},
                  change, alpha);
}

bool bounds(std::size_t runs, double q, double confidence) {
  const auto needed = runs_to_bound(q, confidence);
  return needed && runs >= *needed;
}

TestedChange bootstrap(const Sample& x, const Sample& y, double alpha, Statistic statistic) {
  BootstrapOptions options;
  if (statistic.kind == Statistic::Kind::mean) {
    options.statistic = BootstrapOptions::Statistic::mean;
  } else if (statistic.kind == Statistic::Kind::quantile) {
    options.statistic = BootstrapOptions::Statistic::quantile;
    options.quantile = statistic.q;
    const bool bounded = bounds(x.sorted.size(), statistic.q, 1 - alpha) &&
                         bounds(y.sorted.size(), statistic.q, 1 - alpha);
    if (statistic.q != 0.5 && !bounded) return refuse(Refusal::few_for_bound);
  }
  const auto [change, p] = bca_bootstrap_test(x.sorted, y.sorted, 1 - alpha, options);
  // So few values can't make surer than if all of one side were above the other.
  const double smallest = smallest_p(x.sorted.size(), y.sorted.size());
  return together({.p = p < smallest ? smallest : p,
                   .smallest_p = smallest,
                   .exact = false,
                   .direction = way_of(change)},
                  change, alpha);
}

/// The largest of the two-sided levels at which the interval still leaves out no change.
double p_of_quantile(const Sample& x, const Sample& y, double q, double none) {
  // Levels are those of order statistics, so halving ends where they do.
  double excluded = 0;  // a confidence
  double reaches = 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (excluded + reaches) / 2;
    const Change change = quantile_change(x.sorted, y.sorted, q, middle);
    (change.low > none || change.high < none ? excluded : reaches) = middle;
  }
  return 1 - excluded;
}

TestedChange quantile(const Sample& x, const Sample& y, double alpha, Statistic statistic) {
  const double q = statistic.kind == Statistic::Kind::quantile ? statistic.q : 0.5;
  // Each side has half of the error.
  const double confidence = 1 - alpha / 2;
  if (!bounds(x.sorted.size(), q, confidence) || !bounds(y.sorted.size(), q, confidence)) {
    return refuse(Refusal::few_for_bound);
  }
  const Change change = quantile_change(x.sorted, y.sorted, q, 1 - alpha);
  const double p = std::isnan(change.estimate) ? nan : p_of_quantile(x, y, q, change.none());
  return together({.p = p, .smallest_p = 0, .exact = false, .direction = way_of(change)}, change,
                  alpha);
}

TestedChange signed_rank_test(const Sample& x, const Sample& y, double alpha) {
  if (x.in_run_order.size() != y.in_run_order.size()) return refuse(Refusal::unpaired);
  const auto test = paired_signed_rank(x.in_run_order, y.in_run_order);
  return together({.p = test.p,
                   .smallest_p = test.smallest_p,
                   .exact = test.exact,
                   .direction = way(test.p_less, test.p_greater)},
                  paired_pseudomedian(x.in_run_order, y.in_run_order, 1 - alpha), alpha);
}

TestedChange sign(const Sample& x, const Sample& y, double alpha) {
  if (x.in_run_order.size() != y.in_run_order.size()) return refuse(Refusal::unpaired);
  const auto test = paired_sign_test(x.in_run_order, y.in_run_order);
  return together({.p = test.p,
                   .smallest_p = test.smallest_p,
                   .exact = true,
                   .direction = way(test.p_less, test.p_greater)},
                  paired_median_change(x.in_run_order, y.in_run_order, 1 - alpha), alpha);
}

TestedChange van_elteren_test(const Sample& x, const Sample& y, double alpha) {
  if (x.blocks.empty() || y.blocks.empty()) return refuse(Refusal::no_blocks);
  const GroupedBlocks grouped(x.in_run_order, x.blocks, y.in_run_order, y.blocks);
  const VanElterenResult test = van_elteren(grouped.blocks());
  if (test.blocks == 0) return refuse(Refusal::no_blocks);
  return together({.p = test.p,
                   .smallest_p = test.smallest_p,
                   .exact = test.exact,
                   .direction = way(test.p_less, test.p_greater)},
                  stratified_hodges_lehmann(grouped.blocks(), 1 - alpha), alpha);
}

bool one_process(std::span<const std::uint32_t> blocks) {
  return std::ranges::all_of(blocks, [&](std::uint32_t block) { return block == blocks.front(); });
}

TestedChange two_level_test(const Sample& x, const Sample& y, double alpha) {
  if (x.blocks.empty() || y.blocks.empty()) return refuse(Refusal::no_blocks);
  if (one_process(x.blocks) || one_process(y.blocks)) return refuse(Refusal::few_processes);
  const std::vector<std::size_t> process_x(x.blocks.begin(), x.blocks.end());
  const std::vector<std::size_t> process_y(y.blocks.begin(), y.blocks.end());
  const TwoLevelChange test =
      two_level_change(x.in_run_order, process_x, y.in_run_order, process_y, 1 - alpha);
  return together({.p = test.p, .smallest_p = 0, .exact = false, .direction = way_of(test.change)},
                  test.change, alpha);
}

}  // namespace

class ChangeTest::Tests {
 public:
  TestedChange run(const Sample& x, const Sample& y, Test test, double alpha, Statistic statistic) {
    switch (test) {
      case Test::mann_whitney:
        break;
      case Test::brunner_munzel:
        return brunner_munzel(x, y, alpha);
      case Test::welch:
        return welch_test(x, y, alpha);
      case Test::permutation:
        return permutation(x, y, alpha, statistic);
      case Test::bootstrap:
        return bootstrap(x, y, alpha, statistic);
      case Test::quantile:
        return quantile(x, y, alpha, statistic);
      case Test::signed_rank:
        return signed_rank_test(x, y, alpha);
      case Test::sign:
        return sign(x, y, alpha);
      case Test::van_elteren:
        return van_elteren_test(x, y, alpha);
      case Test::two_level:
        return two_level_test(x, y, alpha);
    }
    return mann_whitney(x, y, alpha);
  }

 private:
  TestedChange mann_whitney(const Sample& x, const Sample& y, double alpha) {
    const MannWhitneyResult test = mann_whitney_(x.sorted, y.sorted);
    const Change change = hodges_lehmann_(x.sorted, y.sorted, 1 - alpha);
    TestedChange result =
        together({.p = test.p,
                  .smallest_p = test.smallest_p,
                  .exact = test.exact,
                  .direction = direction_of(test, x.sorted.size(), y.sorted.size())},
                 change, alpha);
    result.log_p = test.log_p;
    // Untied, p <= alpha and an interval without no change are the same event.
    if (!test.ties) result.size = 1 - change.level;
    return result;
  }

  TestedChange brunner_munzel(const Sample& x, const Sample& y, double alpha) {
    const BrunnerMunzelResult test = brunner_munzel_(x.sorted, y.sorted);
    return together({.p = test.p,
                     .smallest_p = smallest_p(x.sorted.size(), y.sorted.size()),
                     .exact = test.permutation,
                     .direction = (test.phat > 0.5 ? 1 : 0) - (test.phat < 0.5 ? 1 : 0)},
                    hodges_lehmann_(x.sorted, y.sorted, 1 - alpha), alpha);
  }

  MannWhitney mann_whitney_;
  HodgesLehmann hodges_lehmann_;
  BrunnerMunzel brunner_munzel_;
};

TestedChange refuse(Refusal refusal) {
  return {.p = nan,
          .log_p = nan,
          .smallest_p = 1,
          .size = 0,
          .exact = false,
          .all_equal = false,
          .direction = 0,
          .change = no_change_known(),
          .refusal = refusal};
}

ChangeTest::ChangeTest() : tests_(std::make_unique<Tests>()) {}
ChangeTest::~ChangeTest() = default;
ChangeTest::ChangeTest(ChangeTest&&) noexcept = default;
ChangeTest& ChangeTest::operator=(ChangeTest&&) noexcept = default;

TestedChange ChangeTest::operator()(const Sample& x, const Sample& y, Test test, double alpha,
                                    Statistic statistic) {
  TestedChange result = tests_->run(x, y, test, alpha, statistic);
  result.all_equal = !x.sorted.empty() && !y.sorted.empty() &&
                     x.sorted.front() == y.sorted.back() && y.sorted.front() == x.sorted.back();
  return result;
}

}  // namespace benchdiff::stats

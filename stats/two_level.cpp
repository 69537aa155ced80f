#include <benchdiff/stats/two_level.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median.h>
#include <benchdiff/stats/pairwise_change.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// The values of each process, in the order in which processes first occur.
std::vector<std::vector<double>> split(std::span<const double> values,
                                       std::span<const std::size_t> process) {
  assert(values.size() == process.size());
  std::vector<std::size_t> order(std::min(values.size(), process.size()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(process[i], i); });

  std::vector<std::pair<std::size_t, std::vector<double>>> runs;  // with where each begins
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool next = i == 0 || process[order[i]] != process[order[i - 1]];
    if (next) runs.emplace_back(order[i], std::vector<double>{});
    runs.back().second.push_back(values[order[i]]);
  }
  std::ranges::sort(runs, {}, [](const auto& run) { return run.first; });
  std::vector<std::vector<double>> result;
  result.reserve(runs.size());
  for (auto& run : runs) result.push_back(std::move(run.second));
  return result;
}

// From the first value on, so that equal values have themselves as mean. Not empty.
double mean_of(std::span<const double> values) {
  const double base = values.front();
  double sum = 0;
  for (const double value : values) sum += value - base;
  return base + sum / static_cast<double>(values.size());
}

double sum_of_squares(std::span<const double> values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares;
}

std::vector<double> means_of(const std::vector<std::vector<double>>& runs) {
  std::vector<double> means;
  means.reserve(runs.size());
  for (const auto& run : runs) means.push_back(mean_of(run));
  return means;
}

double harmonic_mean_size(const std::vector<std::vector<double>>& runs) {
  const std::size_t first = runs.front().size();
  const auto as_many = [first](const auto& run) { return run.size() == first; };
  if (std::ranges::all_of(runs, as_many)) return static_cast<double>(first);
  double reciprocals = 0;
  for (const auto& run : runs) reciprocals += 1 / static_cast<double>(run.size());
  return static_cast<double>(runs.size()) / reciprocals;
}

// Of means, as of runs that are worth as much each.
struct Sample {
  double mean;
  double error_squared;  // the variance of the mean; NaN for one value
  double df;
};

Sample sample_of(std::span<const double> means) {
  const auto n = static_cast<double>(means.size());
  const double mean = mean_of(means);
  const double variance = means.size() > 1 ? sum_of_squares(means, mean) / (n - 1) : nan;
  return {.mean = mean, .error_squared = variance / n, .df = n - 1};
}

// How far Student's t reaches to each side at a confidence below 1.
double reach(double confidence, double df) {
  return -student_t_quantile((1 - std::max(confidence, 0.0)) / 2, df);
}

// Welch (1947): the difference of two means, with his degrees of freedom.
struct Difference {
  double value, error, df;
};

Difference difference(const Sample& x, const Sample& y) {
  const double squared = x.error_squared + y.error_squared;
  if (squared == 0) return {.value = y.mean - x.mean, .error = 0, .df = x.df + y.df};
  const double part = x.error_squared / squared;
  const double df = 1 / (part * part / x.df + (1 - part) * (1 - part) / y.df);
  return {.value = y.mean - x.mean, .error = std::sqrt(squared), .df = df};
}

// Without any variation between processes, any difference is one, as in Welch's test.
double two_sided_p(const Difference& difference) {
  if (difference.error == 0) return difference.value == 0 ? 1 : 0;
  return student_t_two_sided_p(difference.value / difference.error, difference.df);
}

TwoLevelChange shift_change(const Difference& difference, double confidence) {
  TwoLevelChange result{.change = {.estimate = difference.value,
                                   .low = -infinity,
                                   .high = infinity,
                                   .level = 1,
                                   .kind = Shift::kind},
                        .p = two_sided_p(difference),
                        .df = difference.df};
  if (!std::isfinite(difference.value)) result.change.estimate = nan;
  if (!(confidence < 1) || !std::isfinite(difference.error)) return result;
  const double half =
      difference.error == 0 ? 0 : difference.error * reach(confidence, difference.df);
  result.change.low = difference.value - half;
  result.change.high = difference.value + half;
  result.change.level = std::max(confidence, 0.0);
  return result;
}

bool all_positive(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return value > 0; });
}

// Logarithms of the values in units of 2^exponent, which both sides share.
std::vector<double> logarithms(std::span<const double> values, int exponent) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) {
    int own = 0;
    const double mantissa = std::frexp(value, &own);  // so that nothing underflows
    result.push_back(std::log(mantissa) + (own - exponent) * std::numbers::ln2);
  }
  return result;
}

}  // namespace

TwoLevel two_level(std::span<const double> values, std::span<const std::size_t> process) {
  const auto runs = split(values, process);
  TwoLevel result{.values = values.size(),
                  .processes = runs.size(),
                  .iterations = nan,
                  .mean = nan,
                  .s1_squared = nan,
                  .s2_squared = nan,
                  .t1_squared = nan,
                  .t2_squared = nan,
                  .icc = nan,
                  .design_effect = nan};
  if (runs.empty()) return result;
  const auto processes = static_cast<double>(runs.size());
  const auto all = static_cast<double>(values.size());
  result.iterations = harmonic_mean_size(runs);
  if (!all_finite(values)) return result;

  const auto means = means_of(runs);
  double squares = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) squares += sum_of_squares(runs[i], means[i]);
  const auto [mean, error_squared, df] = sample_of(means);
  result.mean = mean;
  if (all > processes) result.s1_squared = squares / (all - processes);
  result.s2_squared = error_squared * processes;
  result.t1_squared = result.s1_squared;
  const double between = result.s2_squared - result.s1_squared / result.iterations;
  result.t2_squared = between < 0 ? 0 : between;
  const double varies = result.t1_squared + result.t2_squared;
  result.icc = varies == 0 ? 0 : result.t2_squared / varies;
  // (t2 + t1 / iterations) / processes over (t1 + t2) / values.
  result.design_effect =
      all == processes ? 1 : all / processes * (result.icc + (1 - result.icc) / result.iterations);
  return result;
}

Interval two_level_interval(const TwoLevel& analysis, double confidence) {
  if (!(confidence < 1) || !std::isfinite(analysis.s2_squared)) {
    return {.low = -infinity, .high = infinity, .level = 1};
  }
  const auto processes = static_cast<double>(analysis.processes);
  const double half = std::sqrt(analysis.s2_squared / processes) * reach(confidence, processes - 1);
  return {.low = analysis.mean - half,
          .high = analysis.mean + half,
          .level = std::max(confidence, 0.0)};
}

double optimal_iterations(const TwoLevel& analysis, double process_cost) {
  if (analysis.t1_squared == 0) return 1;
  const double best =
      std::ceil(std::sqrt(process_cost * analysis.t1_squared / analysis.t2_squared));
  return best < 1 ? 1 : best;
}

std::vector<double> by_process(std::span<const double> values, std::span<const std::size_t> process,
                               ProcessCenter center) {
  std::vector<double> result;
  for (auto& run : split(values, process)) {
    if (has_nan(run)) {
      result.push_back(nan);
    } else if (center == ProcessCenter::mean) {
      result.push_back(mean_of(run));
    } else {
      std::ranges::sort(run);
      result.push_back(median(run));
    }
  }
  return result;
}

TwoLevelChange two_level_change(std::span<const double> x, std::span<const std::size_t> process_x,
                                std::span<const double> y, std::span<const std::size_t> process_y,
                                double confidence) {
  const bool usable = !x.empty() && !y.empty() && all_finite(x) && all_finite(y);
  if (!usable) return {.change = no_change_known(), .p = nan, .df = nan};
  const auto sample = [](std::span<const double> values, std::span<const std::size_t> process) {
    return sample_of(means_of(split(values, process)));
  };
  if (!all_positive(x) || !all_positive(y)) {
    return shift_change(difference(sample(x, process_x), sample(y, process_y)), confidence);
  }

  int exponent = 0;
  std::frexp(x.front(), &exponent);
  auto result = shift_change(difference(sample(logarithms(x, exponent), process_x),
                                        sample(logarithms(y, exponent), process_y)),
                             confidence);
  result.change = {.estimate = std::exp(result.change.estimate),
                   .low = std::exp(result.change.low),
                   .high = std::exp(result.change.high),
                   .level = result.change.level,
                   .kind = Ratio::kind};
  return result;
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/autocorrelation.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Deviations from the mean, scaled so that no square overflows or vanishes; without any there is
/// no variation, or no mean.
class Deviations {
 public:
  explicit Deviations(std::span<const double> values) : values_(values) {
    if (values.empty()) return;
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    const bool finite = all_finite(values);
    const bool same = std::ranges::all_of(values, [&](double value) { return value == values[0]; });
    if (!finite || same) return;

    scale_ = std::ldexp(1.0, -std::clamp(std::ilogb(largest), -1000, 1000));
    double sum = 0;
    for (const double value : values) sum += value * scale_;
    mean_ = sum / static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) squares_ += (*this)[i] * (*this)[i];
  }

  [[nodiscard]] double operator[](std::size_t i) const { return values_[i] * scale_ - mean_; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] double squares() const { return squares_; }

  [[nodiscard]] double correlation(std::size_t lag) const {
    if (squares_ == 0 || lag >= size()) return nan;
    double sum = 0;
    for (std::size_t i = 0; i + lag < size(); ++i) sum += (*this)[i] * (*this)[i + lag];
    return sum / squares_;
  }

 private:
  std::span<const double> values_;
  double scale_ = 1, mean_ = 0, squares_ = 0;
};

// The variance of von Neumann's ratio of scores with the mean 0 over all their orders, from their
// sums of squares and of fourth powers. With W the squares of the first and the last score and
// twice the products of neighbours, the ratio is 2 - W / squares, and W has the mean 0.
double variance_over_orders(double n, double squares, double fourths) {
  // The means of products of scores at different places: their exponents are in the names.
  const double m31 = -fourths / (n * (n - 1));
  const double m22 = (squares * squares - fourths) / (n * (n - 1));
  const double m211 = (2 * fourths - squares * squares) / (n * (n - 1) * (n - 2));
  const double m1111 = 3 * (squares * squares - 2 * fourths) / (n * (n - 1) * (n - 2) * (n - 3));

  const double ends = 2 * fourths / n + 2 * m22;
  const double mixed = 2 * (m31 + (n - 2) * m211);
  const double products = (n - 1) * m22 + 2 * (n - 2) * m211 + (n - 2) * (n - 3) * m1111;
  return (ends + 4 * mixed + 4 * products) / (squares * squares);
}

// P(R <= runs) and P(R >= runs) of so many values on each side, in random order.
double runs_two_sided_p(std::size_t above, std::size_t below, std::size_t runs) {
  const double all = choose(above + below, above);
  double fewer = 0;
  double at = 0;
  // 2k or 2k + 1 runs take a division of one side into k parts and of the other into k or k + 1.
  double above_parts = 1;  // C(above - 1, k - 1)
  double below_parts = 1;
  for (std::size_t k = 1; 2 * k <= runs; ++k) {
    const auto part = static_cast<double>(k);
    const double next_above = above_parts * static_cast<double>(above - k) / part;
    const double next_below = below_parts * static_cast<double>(below - k) / part;
    const double even = 2 * above_parts / all * below_parts;
    const double odd = above_parts / all * next_below + next_above / all * below_parts;
    if (2 * k == runs) {
      at = even;
    } else {
      fewer += even;
      if (2 * k + 1 == runs) {
        at = odd;
      } else {
        fewer += odd;
      }
    }
    above_parts = next_above;
    below_parts = next_below;
  }
  return std::min(1.0, 2 * std::min(fewer + at, 1 - fewer));
}

}  // namespace

void autocorrelations(std::span<const double> values, std::span<double> lags) {
  const Deviations deviations(values);
  for (std::size_t i = 0; i < lags.size(); ++i) lags[i] = deviations.correlation(i + 1);
}

double autocorrelation(std::span<const double> values, std::size_t lag) {
  return Deviations(values).correlation(lag);
}

LjungBox ljung_box(std::span<const double> values, std::size_t lags) {
  const Deviations deviations(values);
  const auto n = static_cast<double>(values.size());
  LjungBox result{.q = 0, .p = 1, .lags = values.empty() ? 0 : std::min(lags, values.size() - 1)};
  if (result.lags == 0) return result;
  for (std::size_t lag = 1; lag <= result.lags; ++lag) {
    const double correlation = deviations.correlation(lag);
    result.q += correlation * correlation / (n - static_cast<double>(lag));
  }
  result.q *= n * (n + 2);
  result.p = chi_squared_upper(result.q, static_cast<double>(result.lags));
  return result;
}

double von_neumann_ratio(std::span<const double> values) {
  const Deviations deviations(values);
  if (deviations.squares() == 0) return nan;
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double difference = deviations[i] - deviations[i - 1];
    sum += difference * difference;
  }
  return sum / deviations.squares();
}

RankVonNeumann rank_von_neumann(const Ranking& ranking) {
  if (ranking.size() < 4 || ranking.groups().size() < 2) return {.ratio = nan, .p = nan};
  const auto n = static_cast<double>(ranking.size());
  const auto ranks = ranking.ranks();
  double squares = 0;
  double fourths = 0;
  double differences = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const double score = ranks[i] - (n + 1) / 2;
    squares += score * score;
    fourths += score * score * score * score;
    const double difference = i == 0 ? 0 : ranks[i] - ranks[i - 1];
    differences += difference * difference;
  }
  // The ranks of unequal values differ by this much at least.
  const auto groups = ranking.groups();
  double least = n;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    least = std::min(least, static_cast<double>(groups[i - 1] + groups[i]) / 2);
  }
  const double ratio = differences / squares;
  const double corrected = ratio + least * least / 2 / squares;
  // A beta distribution on 0 .. 4 with equal shapes has the variance 4 / (2 shape + 1).
  const double shape = (4 / variance_over_orders(n, squares, fourths) - 1) / 2;
  return {.ratio = ratio, .p = symmetric_beta_cdf(corrected / 4, shape)};
}

RankVonNeumann rank_von_neumann(std::span<const double> values) {
  if (has_nan(values)) return {.ratio = nan, .p = nan};
  Ranking ranking;
  ranking.assign(values);
  return rank_von_neumann(ranking);
}

RunsAboutMedian runs_about_median(std::span<const double> values) {
  RunsAboutMedian result{.runs = 0, .above = 0, .below = 0, .expected = nan, .p = 1};
  if (has_nan(values)) {
    result.p = nan;
    return result;
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const double middle = median(sorted);
  int side = 0;
  for (const double value : values) {
    if (!(value < middle || value > middle)) continue;
    const int new_side = value > middle ? 1 : -1;
    ++(new_side > 0 ? result.above : result.below);
    if (new_side != side) ++result.runs;
    side = new_side;
  }

  const auto n1 = static_cast<double>(result.above);
  const auto n2 = static_cast<double>(result.below);
  const double n = n1 + n2;
  if (n > 0) result.expected = 2 * n1 * n2 / n + 1;
  if (result.above == 0 || result.below == 0) return result;
  if (result.above + result.below <= 1000) {
    result.p = runs_two_sided_p(result.above, result.below, result.runs);
  } else {
    const double variance = 2 * n1 * n2 * (2 * n1 * n2 - n) / (n * n * (n - 1));
    const double distance = std::abs(static_cast<double>(result.runs) - result.expected);
    result.p = normal_two_sided_p(std::max(0.0, distance - 0.5) / std::sqrt(variance));
  }
  return result;
}

double effective_size(std::size_t n, double rho) {
  const auto size = static_cast<double>(n);
  if (rho <= 0) return size;
  return rho >= 1 ? 0 : size * (1 - rho) / (1 + rho);
}

}  // namespace benchdiff::stats

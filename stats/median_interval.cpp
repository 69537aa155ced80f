#include <benchdiff/stats/median_interval.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <benchdiff/stats/distributions.h>

namespace benchdiff::stats {
namespace {

// Beyond this 2^-n is no longer a normal double, and a sum from k = 0 has nothing to start from.
constexpr std::size_t largest_summed = 1000;

OrderStatistics everything(std::size_t n) { return {.low = 0, .high = n + 1, .level = 1}; }

OrderStatistics symmetric_orders(std::size_t n, std::size_t k, double below) {
  if (k == 0) return everything(n);
  return {.low = k, .high = n + 1 - k, .level = std::max(0.0, 1 - 2 * below)};
}

// Sums the binomial from its lower end. Multiplying before dividing keeps it exact to n = 50.
OrderStatistics symmetric_by_sum(std::size_t n, double tail) {
  double term = std::ldexp(1.0, -static_cast<int>(n));  // P(Bin(n, 1/2) = k)
  double below = 0;                                     // P(Bin(n, 1/2) <= k - 1)
  std::size_t k = 0;
  while (k < (n + 1) / 2 && below + term <= tail) {
    below += term;
    term = term * static_cast<double>(n - k) / static_cast<double>(k + 1);
    ++k;
  }
  return symmetric_orders(n, k, below);
}

OrderStatistics symmetric_by_beta(std::size_t n, double tail) {
  const double middle = static_cast<double>(n) / 2;
  const double guess = middle + normal_quantile(std::min(tail, 0.5)) * std::sqrt(middle / 2) + 0.5;
  const std::size_t most = (n + 1) / 2;
  std::size_t k = guess < 1 ? 0 : std::min(most, static_cast<std::size_t>(guess));
  const auto below = [n](std::size_t j) { return j == 0 ? 0.0 : fair_coin_cdf(j - 1, n); };
  while (k > 0 && below(k) > tail) --k;
  while (k < most && below(k + 1) <= tail) ++k;
  return symmetric_orders(n, k, below(k));
}

OrderStatistics symmetric(std::size_t n, double confidence) {
  const double tail = tail_of(confidence);
  return n <= largest_summed ? symmetric_by_sum(n, tail) : symmetric_by_beta(n, tail);
}

// log k!, with the rounding of the Go library. benchstat's choice between two equally likely sides
// hangs on the last bit of these where n > 20, most visibly at n = 24.
constexpr std::array<double, 31> log_factorial = {
    0x0.0p+0,
    0x0.0p+0,
    0x1.62e42fefa39efp-1,
    0x1.cab0bfa2a2002p+0,
    0x1.96ca77c922cf9p+1,
    0x1.326643c4479c9p+2,
    0x1.a51273acf01cap+2,
    0x1.10ce1f32dcc2fp+3,
    0x1.5358e82fcb70dp+3,
    0x1.99a8921a7f7d0p+3,
    0x1.e357590954d16p+3,
    0x1.180973f3a8d74p+4,
    0x1.3fcba16d50144p+4,
    0x1.68d5a9c3b32cfp+4,
    0x1.930f3df162a42p+4,
    0x1.be636a63fd346p+4,
    0x1.eabff061f1a85p+4,
    0x1.0c0a63f2f353ap+5,
    0x1.2329df2d5ee52p+5,
    0x1.3ab8153363985p+5,
    0x1.52af57aed77bep+5,
    0x1.6b0a8643472aap+5,
    0x1.83c4faba84f06p+5,
    0x1.9cda78b856a45p+5,
    0x1.b6472034e8d13p+5,
    0x1.d007622cd65e8p+5,
    0x1.ea17f717c6794p+5,
    0x1.023aeb67e4feep+6,
    0x1.0f8f18d330240p+6,
    0x1.1d07353917231p+6,
    0x1.2aa208b59d0e6p+6,
};

// P(Bin(n, 1/2) = k) as benchstat rounds it, for n <= 30.
double benchstat_term(int n, int k) {
  if (k < 0 || k > n) return 0;
  double ways = 1;
  if (n <= 20) {
    for (int i = 1; i <= k; ++i) ways = ways * (n - i + 1) / i;
  } else {
    const auto at = [](int i) { return log_factorial[static_cast<std::size_t>(i)]; };
    ways = std::exp(at(n) - at(k) - at(n - k));
  }
  return std::ldexp(ways, -n);
}

OrderStatistics left_biased_exact(std::size_t size, double confidence) {
  const int n = static_cast<int>(size);
  int low = (n + 2) / 2 - 1;  // the mode, the lower one of two
  int high = low + 1;
  double level = benchstat_term(n, low);
  double left = benchstat_term(n, low - 1);
  double right = benchstat_term(n, high);
  while (level < confidence && (left > 0 || right > 0)) {
    if (left >= right) {
      level += left;
      left = benchstat_term(n, --low - 1);
    } else {
      level += right;
      right = benchstat_term(n, ++high);
    }
  }
  return {.low = static_cast<std::size_t>(std::max(low, 0)),
          .high = static_cast<std::size_t>(std::min(high, n + 1)),
          .level = std::min(level, 1.0)};
}

OrderStatistics left_biased_normal(std::size_t n, double confidence) {
  const double middle = static_cast<double>(n) / 2;
  const double deviation = std::sqrt(static_cast<double>(n)) / 2;
  const double left = middle + deviation * normal_quantile((1 - confidence) / 2);
  // Outward to the halves between the bins; `low` and `high` are then the bins inside.
  const double low = std::floor(left - 0.5) + 1;
  double high = std::ceil(2 * middle - left - 0.5) + 1;

  const auto coverage = [&](double upper) {
    return normal_cdf((upper - 0.5 - middle) / deviation) -
           normal_cdf((low - 0.5 - middle) / deviation);
  };
  double level = coverage(high);
  if (const double shorter = coverage(high - 1); shorter >= confidence && shorter < level) {
    level = shorter;
    --high;
  }
  const double last = static_cast<double>(n) + 1;
  if (low <= 0 && high >= last) level = 1;
  return {.low = static_cast<std::size_t>(std::max(low, 0.0)),
          .high = static_cast<std::size_t>(std::min(high, last)),
          .level = level};
}

}  // namespace

OrderStatistics median_interval_orders(std::size_t n, double confidence, IntervalRule rule) {
  if (n == 0 || !(confidence < 1)) return everything(n);
  confidence = std::max(confidence, 0.0);
  if (rule == IntervalRule::symmetric) return symmetric(n, confidence);
  return n <= 30 ? left_biased_exact(n, confidence) : left_biased_normal(n, confidence);
}

Interval median_interval(std::span<const double> sorted, double confidence, IntervalRule rule) {
  return interval_between(sorted, median_interval_orders(sorted.size(), confidence, rule));
}

std::optional<std::size_t> runs_for_median_interval(double confidence, IntervalRule rule) {
  for (std::size_t n = 2; n <= 50; ++n) {
    const auto orders = median_interval_orders(n, confidence, rule);
    if (orders.low >= 1 && orders.high <= n) return n;
  }
  return std::nullopt;
}

}  // namespace benchdiff::stats

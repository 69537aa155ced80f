#include <benchdiff/stats/p_adjust.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

namespace benchdiff::stats {
namespace {

// The rows for which `counts` holds, by ascending p.
template <class Counts>
std::vector<std::size_t> by_p(std::span<const double> p, Counts counts) {
  std::vector<std::size_t> order;
  order.reserve(p.size());
  for (std::size_t row = 0; row < p.size(); ++row) {
    if (counts(row)) order.push_back(row);
  }
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return p[a] < p[b] || (p[a] == p[b] && a < b); });
  return order;
}

// p times what factor(position) gives, made not to fall as p rises.
template <class Factor>
void step_down(std::span<const double> p, std::span<const std::size_t> order, Factor factor,
               std::vector<double>& adjusted) {
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, std::min(1.0, p[order[i]] * factor(i)));
    adjusted[order[i]] = largest;
  }
}

// Benjamini & Hochberg's (1995) procedure, with all p raised by `penalty`.
void step_up(std::span<const double> p, std::span<const std::size_t> order, double penalty,
             std::vector<double>& adjusted) {
  const auto m = static_cast<double>(order.size());
  double smallest = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    const double scaled = penalty * m / static_cast<double>(i + 1) * p[order[i]];
    smallest = std::min(smallest, scaled);
    adjusted[order[i]] = smallest;
  }
}

double harmonic(std::size_t m) {
  double sum = 0;
  for (std::size_t i = m; i > 0; --i) sum += 1 / static_cast<double>(i);
  return sum;
}

void adjust_rows(std::span<const double> p, std::span<const std::size_t> order,
                 Correction correction, std::vector<double>& adjusted) {
  const std::size_t m = order.size();
  switch (correction) {
    case Correction::none:
      break;
    case Correction::holm:
      step_down(p, order, [m](std::size_t i) { return static_cast<double>(m - i); }, adjusted);
      break;
    case Correction::benjamini_hochberg:
      step_up(p, order, 1, adjusted);
      break;
    case Correction::benjamini_yekutieli:
      step_up(p, order, harmonic(m), adjusted);
      break;
  }
}

// Tarone's K of rows of which one after the other leaves.
class TaroneCount {
 public:
  explicit TaroneCount(std::size_t rows) : able_(rows + 2, 0), k_(rows + 1) {}

  // The largest k <= rows with which a row can reach alpha / k, 0 if not even alpha.
  [[nodiscard]] std::size_t most(double smallest, double alpha) const {
    const std::size_t rows = able_.size() - 2;
    if (!(smallest > 0)) return rows;
    const double quotient = std::floor(alpha / smallest);
    auto k = quotient < static_cast<double>(rows) ? static_cast<std::size_t>(quotient) : rows;
    // By the very product that will be compared with alpha.
    while (k > 0 && static_cast<double>(k) * smallest > alpha) --k;
    while (k < rows && static_cast<double>(k + 1) * smallest <= alpha) ++k;
    return k;
  }

  void add(std::size_t most) { ++able_[most]; }

  void remove(std::size_t most) {
    --able_[most];
    if (most >= k_) --reaching_;
  }

  double next() {
    while (k_ > 1 && reaching_ + able_[k_ - 1] <= k_ - 1) reaching_ += able_[--k_];
    return static_cast<double>(k_);
  }

 private:
  std::vector<std::size_t> able_;  // rows by their most()
  std::size_t k_;
  std::size_t reaching_ = 0;  // rows that reach alpha / k_
};

void adjust_by_tarone(std::span<const double> p, std::span<const double> smallest, double alpha,
                      std::span<const std::size_t> order, std::vector<double>& adjusted) {
  TaroneCount count(order.size());
  std::vector<std::size_t> most;
  most.reserve(order.size());
  for (const std::size_t row : order) {
    most.push_back(count.most(std::min(smallest[row], p[row]), alpha));
    count.add(most.back());
  }
  const auto factor = [&](std::size_t i) {
    if (i > 0) count.remove(most[i - 1]);
    return count.next();
  };
  step_down(p, order, factor, adjusted);
}

}  // namespace

std::vector<double> adjust(std::span<const double> p, Correction correction) {
  std::vector<double> adjusted(p.begin(), p.end());
  const auto order = by_p(p, [p](std::size_t row) { return !std::isnan(p[row]); });
  adjust_rows(p, order, correction, adjusted);
  return adjusted;
}

std::vector<double> adjust(std::span<const double> p, std::span<const double> smallest,
                           double alpha, Correction correction) {
  assert(p.size() == smallest.size());
  std::vector<double> adjusted(p.begin(), p.end());
  if (correction == Correction::holm) {
    const auto order = by_p(p, [p](std::size_t row) { return !std::isnan(p[row]); });
    adjust_by_tarone(p, smallest, alpha, order, adjusted);
  } else {
    const auto order = by_p(p, [&](std::size_t row) {
      return !std::isnan(p[row]) && (p[row] <= alpha || !(smallest[row] > alpha));
    });
    adjust_rows(p, order, correction, adjusted);
  }
  return adjusted;
}

double expected_false_alarms(std::span<const double> p, std::span<const double> size,
                             double alpha) {
  assert(size.empty() || size.size() == p.size());
  double expected = 0;
  for (std::size_t row = 0; row < p.size(); ++row) {
    if (std::isnan(p[row])) continue;
    const bool known = !size.empty() && !std::isnan(size[row]);
    expected += known ? std::clamp(size[row], 0.0, alpha) : alpha;
  }
  return expected;
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/dip.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {

void Dip::set_steps(std::span<const double> sorted, double resolution) {
  // A quarter of a huge value does not overflow, a quarter of a tiny one may lose its last bits.
  const double scale = std::isfinite(sorted.back() - sorted.front()) ? 1 : 0.25;
  const double low = scale * sorted.front();
  const double range = scale * sorted.back() - low;
  spread_.clear();
  for (const double value : sorted) spread_.push_back((scale * value - low) / range);
  if (resolution > 0) {
    const double width = std::min(1.0, scale * resolution / range);
    for (std::size_t begin = 0; begin < sorted.size();) {
      std::size_t end = begin;
      while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
      const auto equal = static_cast<double>(end - begin);
      for (std::size_t i = begin; i < end; ++i) {
        spread_[i] += width * ((static_cast<double>(i - begin) + 0.5) / equal - 0.5);
      }
      begin = end;
    }
    std::ranges::sort(spread_);  // they may overlap where some differ by less than the resolution
  }

  steps_.clear();
  for (std::size_t i = 0; i < spread_.size(); ++i) {
    const auto below = static_cast<double>(i);
    if (steps_.empty() || spread_[i] != steps_.back().at) {
      steps_.push_back({.at = spread_[i], .below = below, .up_to = below + 1});
    } else {
      ++steps_.back().up_to;
    }
  }
}

// Each point takes the place of those before it that are no longer on the hull. A point on the line
// between two others is no knot.
void Dip::build_hulls() {
  const std::size_t last = steps_.size() - 1;
  previous_.assign(last + 1, 0);
  next_.assign(last + 1, last);

  for (std::size_t i = 1; i <= last; ++i) {
    std::size_t knot = i - 1;
    while (knot > 0) {
      const Step& a = steps_[previous_[knot]];
      const Step& b = steps_[knot];
      const Step& c = steps_[i];
      if ((b.below - a.below) * (c.at - b.at) < (c.below - b.below) * (b.at - a.at)) break;
      knot = previous_[knot];
    }
    previous_[i] = knot;
  }
  for (std::size_t i = last; i-- > 0;) {
    std::size_t knot = i + 1;
    while (knot < last) {
      const Step& a = steps_[i];
      const Step& b = steps_[knot];
      const Step& c = steps_[next_[knot]];
      if ((b.up_to - a.up_to) * (c.at - b.at) > (c.up_to - b.up_to) * (b.at - a.at)) break;
      knot = next_[knot];
    }
    next_[i] = knot;
  }
}

// The bounds are knots themselves: one of a hull of some points is one of fewer of them, too.
void Dip::collect_knots(std::size_t low, std::size_t high) {
  convex_.clear();
  for (std::size_t knot = high; knot > low; knot = previous_[knot]) convex_.push_back(knot);
  convex_.push_back(low);
  std::ranges::reverse(convex_);

  concave_.clear();
  for (std::size_t knot = low; knot < high; knot = next_[knot]) concave_.push_back(knot);
  concave_.push_back(high);
}

double Dip::minorant(std::size_t from, std::size_t to, std::size_t step) const {
  const Step& a = steps_[from];
  const Step& b = steps_[to];
  return a.below + (b.below - a.below) * ((steps_[step].at - a.at) / (b.at - a.at));
}

double Dip::majorant(std::size_t from, std::size_t to, std::size_t step) const {
  const Step& a = steps_[from];
  const Step& b = steps_[to];
  return a.up_to + (b.up_to - a.up_to) * ((steps_[step].at - a.at) / (b.at - a.at));
}

// Where the hulls are farthest apart, which is at a knot of one of them, and the mode between the
// knot and the next one of the other hull: on the right of one of the minorant, on the left of one
// of the majorant.
Dip::Bounds Dip::widest_gap() const {
  Bounds widest{.low = convex_.front(), .high = concave_.back(), .gap = 0};
  for (std::size_t i = 0, j = 0; i < convex_.size(); ++i) {
    const std::size_t knot = convex_[i];
    while (concave_[j] < knot) ++j;
    const std::size_t right = concave_[j];
    const double above =
        right == knot ? steps_[right].up_to : majorant(concave_[j - 1], right, knot);
    if (const double gap = above - steps_[knot].below; gap > widest.gap) {
      widest = {.low = knot, .high = right, .gap = gap};
    }
  }
  for (std::size_t i = 0, j = 0; j < concave_.size(); ++j) {
    const std::size_t knot = concave_[j];
    while (i + 1 < convex_.size() && convex_[i + 1] <= knot) ++i;
    const std::size_t left = convex_[i];
    const double below = left == knot ? steps_[left].below : minorant(left, convex_[i + 1], knot);
    if (const double gap = steps_[knot].up_to - below; gap > widest.gap) {
      widest = {.low = left, .high = knot, .gap = gap};
    }
  }
  return widest;
}

// How far the distribution function gets above its minorant, left of the mode.
double Dip::deviation_below(std::size_t mode, double largest) const {
  for (std::size_t i = 0; i + 1 < convex_.size() && convex_[i] < mode; ++i) {
    for (std::size_t step = convex_[i]; step < convex_[i + 1]; ++step) {
      largest = std::max(largest, steps_[step].up_to - minorant(convex_[i], convex_[i + 1], step));
    }
  }
  return largest;
}

// How far it gets below its majorant, right of the mode.
double Dip::deviation_above(std::size_t mode, double largest) const {
  for (std::size_t i = concave_.size() - 1; i > 0 && concave_[i] > mode; --i) {
    for (std::size_t step = concave_[i]; step > concave_[i - 1]; --step) {
      largest =
          std::max(largest, majorant(concave_[i - 1], concave_[i], step) - steps_[step].below);
    }
  }
  return largest;
}

DipResult Dip::operator()(std::span<const double> sorted, double resolution) {
  const bool finite = all_finite(sorted);
  if (sorted.size() < 4 || !finite) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {.dip = nan, .p = nan};
  }
  const double twice_n = 2 * static_cast<double>(sorted.size());
  if (sorted.front() == sorted.back()) return {.dip = 1 / twice_n, .p = 1};

  set_steps(sorted, resolution);
  build_hulls();
  // Twice n times the dip. No distribution function without steps gets nearer to one than half.
  double distance = 1;
  for (Bounds mode{.low = 0, .high = steps_.size() - 1, .gap = 0};;) {
    collect_knots(mode.low, mode.high);
    mode = widest_gap();
    if (mode.gap <= distance) break;
    distance = deviation_below(mode.low, distance);
    distance = deviation_above(mode.high, distance);
    if (mode.low == mode.high) break;
  }
  const double dip = distance / twice_n;
  return {.dip = dip, .p = dip_p(dip, sorted.size())};
}

DipResult dip_test(std::span<const double> values, double resolution) {
  return Dip()(sorted_copy(values), resolution);
}

}  // namespace benchdiff::stats

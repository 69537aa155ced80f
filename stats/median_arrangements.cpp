#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include <benchdiff/stats/arrangement_counts.h>
#include <benchdiff/stats/binomials.h>

namespace benchdiff::stats {
namespace {

// A sample of `size`: `half` values, one or two `middle` ones, and `half` values again.
struct Side {
  explicit Side(std::size_t n) : size(n), half((n - 1) / 2), middle(2 - n % 2) {}
  std::size_t size, half, middle;
};

// A way to deal is a path on a grid: a step right gives the next value to x, one up gives it to y,
// and at (a, b) it is value number a + b. The middle values of x are steps out of columns x.half
// and, for an even size, the next; those of y steps out of such rows. Between two middle values of
// a side the path is straight, elsewhere free.
class MedianPaths {
 public:
  MedianPaths(std::size_t n1, std::size_t n2) : x_(n1), y_(n2) {
    binomials_.grow(n1 + n2, std::min(n1, n2));
  }

  // Calls visit(i1, i2, j1, j2, ways) for all places of x's middle values i1 <= i2 and y's j1 <= j2
  // in which the first of the four is x's.
  template <class Visit>
  void each_with_x_first(Visit visit) const {
    for (std::size_t b = 0; b <= y_.half; ++b) {
      const double ways = paths(x_.half, b);
      const std::size_t i1 = x_.half + b;
      if (x_.middle == 1) {
        each_of_y(b, i1, i1, ways, visit);
        continue;
      }
      for (std::size_t up = b; up <= y_.half; ++up) {
        each_of_y(up, i1, x_.half + 1 + up, ways, visit);
      }
      each_with_y_between(i1, ways, visit);
    }
  }

  void swap_sides() { std::swap(x_, y_); }

 private:
  [[nodiscard]] double paths(std::size_t right, std::size_t up) const {
    return binomials_.row(right + up)[std::min(right, up)];
  }

  // Both middle values of x were passed at height b, y's lie ahead.
  template <class Visit>
  void each_of_y(std::size_t b, std::size_t i1, std::size_t i2, double ways, Visit visit) const {
    const std::size_t begin = x_.half + x_.middle;
    for (std::size_t a = begin; a <= x_.size; ++a) {
      const double so_far = ways * paths(a - begin, y_.half - b);
      const std::size_t last = y_.middle == 1 ? a : x_.size;
      for (std::size_t right = a; right <= last; ++right) {
        visit(i1, i2, a + y_.half, right + y_.half + y_.middle - 1,
              so_far * paths(x_.size - right, y_.half));
      }
    }
  }

  // The path goes up between x's two middle values, and takes one or both of y's on the way.
  template <class Visit>
  void each_with_y_between(std::size_t i1, double ways, Visit visit) const {
    const std::size_t a = x_.half + 1;
    const std::size_t j1 = a + y_.half;
    for (std::size_t b = y_.half + y_.middle; b <= y_.size; ++b) {
      visit(i1, a + b, j1, j1 + y_.middle - 1, ways * paths(x_.half, y_.size - b));
    }
    if (y_.middle == 1) return;
    for (std::size_t right = a + 1; right <= x_.size; ++right) {
      visit(i1, j1 + 1, j1, right + y_.half + 1, ways * paths(x_.size - right, y_.half));
    }
  }

  Side x_, y_;
  Binomials binomials_;
};

class Tally {
 public:
  Tally(std::int64_t low, std::int64_t high) : low_(low), high_(high) {}

  void add(std::int64_t difference, double ways) {
    (difference < low_ ? below_ : difference > high_ ? above_ : within_) += ways;
    if (difference < lowest_.difference) lowest_ = {difference, 0};
    if (difference == lowest_.difference) lowest_.ways += ways;
    if (difference > highest_.difference) highest_ = {difference, 0};
    if (difference == highest_.difference) highest_.ways += ways;
  }

  [[nodiscard]] ArrangementCounts result() const {
    return {.below = below_,
            .within = within_,
            .above = above_,
            .lowest = lowest_.ways,
            .highest = highest_.ways};
  }

 private:
  struct Extreme {
    std::int64_t difference;
    double ways;
  };

  std::int64_t low_, high_;
  double below_ = 0, within_ = 0, above_ = 0;
  Extreme lowest_{std::numeric_limits<std::int64_t>::max(), 0};
  Extreme highest_{std::numeric_limits<std::int64_t>::min(), 0};
};

}  // namespace

double median_differences_work(std::size_t n1, std::size_t n2) {
  const auto places = [](Side side, const Side& other) {
    const auto lines = static_cast<double>(other.half + 1);
    return side.middle == 1 ? lines : lines * lines / 2;
  };
  const Side x(n1);
  const Side y(n2);
  const double cells = static_cast<double>(n1 + n2) * static_cast<double>(std::min(n1, n2) + 1);
  const double placed = 2 * (places(x, y) * places(y, x) + places(x, y) + places(y, x));
  return cells + std::min(placed, choose(n1 + n2, n1));
}

ArrangementCounts count_median_differences(std::span<const std::int64_t> sorted, std::size_t n1,
                                           std::size_t n2, std::int64_t low, std::int64_t high) {
  assert(n1 >= 1 && n2 >= 1 && n1 + n2 == sorted.size());
  Tally tally(low, high);
  MedianPaths walk(n1, n2);
  walk.each_with_x_first([&](auto i1, auto i2, auto j1, auto j2, double ways) {
    tally.add(sorted[i1] + sorted[i2] - sorted[j1] - sorted[j2], ways);
  });
  walk.swap_sides();
  walk.each_with_x_first([&](auto j1, auto j2, auto i1, auto i2, double ways) {
    tally.add(sorted[i1] + sorted[i2] - sorted[j1] - sorted[j2], ways);
  });
  return tally.result();
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/dominance_permutations.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include <benchdiff/stats/binomials.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// With more, the integers below need more than 53 bits.
constexpr std::size_t most_values = 1000;

struct Sizes {
  std::size_t n1 = 0, n2 = 0;
};

Sizes sizes_of(std::span<const TieGroup> groups) {
  Sizes sizes;
  for (const auto& group : groups) {
    sizes.n1 += group.x;
    sizes.n2 += group.y;
  }
  return sizes;
}

// T |T| from the sums of d_ij, of the squares of its row sums and of those of its column sums.
double square_of(double n1, double n2, double sum, double rows, double columns) {
  const double variance =
      (n2 - 1) * (n1 * rows - sum * sum) + (n1 - 1) * (n2 * columns - sum * sum);
  return sum * std::abs(sum) / variance * ((n1 - 1) * (n2 - 1));
}

}  // namespace

double signed_square(std::span<const TieGroup> groups) {
  const auto sizes = sizes_of(groups);
  const auto n1 = static_cast<double>(sizes.n1);
  const auto n2 = static_cast<double>(sizes.n2);
  double x_below = 0;
  double y_below = 0;
  double sum = 0;
  double rows = 0;
  double columns = 0;
  for (const auto& group : groups) {
    const auto x = static_cast<double>(group.x);
    const auto y = static_cast<double>(group.y);
    const double row = n2 - y - 2 * y_below;
    const double column = 2 * x_below + x - n1;
    sum += x * row;
    rows += x * row * row;
    columns += y * column * column;
    x_below += x;
    y_below += y;
  }
  return square_of(n1, n2, sum, rows, columns);
}

// Goes through the groups in ascending order and deals some of each to x and the rest to y, with
// the sums so far as the state.
class ArrangementWalk {
 public:
  ArrangementWalk(std::span<const std::size_t> sizes, std::size_t n1, std::size_t n2,
                  std::vector<DominancePermutations::Arrangement>& found)
      : sizes_(sizes),
        n1_(static_cast<std::int64_t>(n1)),
        n2_(static_cast<std::int64_t>(n2)),
        found_(found) {
    binomials_.grow(*std::ranges::max_element(sizes),
                    std::min(n1, *std::ranges::max_element(sizes)));
  }

  void run() { deal(0, {}); }

 private:
  struct State {
    std::int64_t x = 0, y = 0;  // values dealt
    std::int64_t sum = 0, rows = 0, columns = 0;
    double ways = 1;
  };

  void deal(std::size_t group, const State& state) {
    if (state.x == n1_ || state.y == n2_) {
      finish(state);
      return;
    }
    const auto size = static_cast<std::int64_t>(sizes_[group]);
    const double* ways = binomials_.row(sizes_[group]);
    const auto first = std::max<std::int64_t>(0, size - (n2_ - state.y));
    const auto last = std::min(size, n1_ - state.x);
    for (auto x = first; x <= last; ++x) {
      const auto y = size - x;
      const auto row = n2_ - y - 2 * state.y;
      const auto column = 2 * state.x + x - n1_;
      deal(group + 1, {.x = state.x + x,
                       .y = state.y + y,
                       .sum = state.sum + x * row,
                       .rows = state.rows + x * row * row,
                       .columns = state.columns + y * column * column,
                       .ways = state.ways * ways[x]});
    }
  }

  // One sample is used up, so all that is left is the other's and lies above it.
  void finish(const State& state) {
    const auto x = n1_ - state.x;
    const auto y = n2_ - state.y;
    const auto real = [](std::int64_t value) { return static_cast<double>(value); };
    found_.push_back(
        {.square = square_of(real(n1_), real(n2_), real(state.sum - x * n2_),
                             real(state.rows + x * n2_ * n2_), real(state.columns + y * n1_ * n1_)),
         .ways = state.ways});
  }

  std::span<const std::size_t> sizes_;
  std::int64_t n1_, n2_;
  std::vector<DominancePermutations::Arrangement>& found_;
  Binomials binomials_;
};

double DominancePermutations::arrangements(std::span<const TieGroup> groups) {
  const auto [n1, n2] = sizes_of(groups);
  if (n1 + n2 > most_values) return infinity;
  const std::size_t chosen = std::min(n1, n2);
  std::vector<double> ways(chosen + 1, 0.0);  // to have dealt so many to the smaller sample
  ways[0] = 1;
  for (const auto& group : groups) {
    for (std::size_t k = chosen; k > 0; --k) {
      const std::size_t most = std::min(group.x + group.y, k);
      for (std::size_t taken = 1; taken <= most; ++taken) ways[k] += ways[k - taken];
    }
  }
  return ways[chosen];
}

void DominancePermutations::prepare(std::span<const TieGroup> groups) {
  const auto [n1, n2] = sizes_of(groups);
  assert(n1 >= 2 && n2 >= 2);
  const bool same = n1 == n1_ && n2 == n2_ &&
                    std::ranges::equal(groups, sizes_, {},
                                       [](const TieGroup& group) { return group.x + group.y; });
  if (same) return;
  n1_ = n1;
  n2_ = n2;
  sizes_.clear();
  for (const auto& group : groups) sizes_.push_back(group.x + group.y);
  arrangements_.clear();
  arrangements_.reserve(static_cast<std::size_t>(arrangements(groups)));
  ArrangementWalk(sizes_, n1, n2, arrangements_).run();
  most_ = -1;
  all_ = 0;
  for (const auto& arrangement : arrangements_) all_ += arrangement.ways;
}

DominancePermutations::Tails DominancePermutations::tails(double square) const {
  double lower = 0;
  double upper = 0;
  for (const auto& arrangement : arrangements_) {
    lower += arrangement.square <= square ? arrangement.ways : 0;
    upper += arrangement.square >= square ? arrangement.ways : 0;
  }
  return {.lower = lower / all_, .upper = upper / all_};
}

DominancePermutations::Cuts DominancePermutations::cuts(double most) {
  if (most != most_) {
    cuts_ = {.lower = cut(most, -1), .upper = cut(most, 1)};
    most_ = most;
  }
  return cuts_;
}

// The cut of the upper tail of `sign` times the squares: quickselect, by weight.
DominancePermutations::Cut DominancePermutations::cut(double most, double sign) {
  const auto value = [sign](const Arrangement& a) { return sign * a.square; };
  const double allowed = most * all_ * (1 + 1e-12);  // what equals it on paper belongs to it
  double square = infinity;
  double above = 0;  // the ways beyond what is left
  double pivot = 2;  // beyond most of them, and not far from what is looked for
  std::span<Arrangement> left = arrangements_;
  while (!left.empty()) {
    const auto reaching =
        std::ranges::partition(left, [&](const Arrangement& a) { return value(a) < pivot; });
    const double ways = std::accumulate(reaching.begin(), reaching.end(), above,
                                        [](double sum, const auto& a) { return sum + a.ways; });
    if (ways <= allowed) {
      for (const auto& arrangement : reaching) square = std::min(square, value(arrangement));
      above = ways;
      left = left.first(left.size() - reaching.size());
    } else {
      left =
          std::ranges::partition(reaching, [&](const Arrangement& a) { return value(a) <= pivot; });
    }
    if (left.empty()) break;
    const auto middle = left.begin() + static_cast<std::ptrdiff_t>(left.size() / 2);
    std::ranges::nth_element(left, middle, {}, value);
    pivot = value(*middle);
  }
  return {.square = sign * square, .tail = above / all_};
}

}  // namespace benchdiff::stats

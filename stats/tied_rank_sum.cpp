#include <benchdiff/stats/tied_rank_sum.h>

#include <algorithm>
#include <cassert>
#include <limits>

namespace benchdiff::stats {
namespace {

// Four sums at once: one alone would wait for every addition to end before the next.
double sum(const double* values, std::size_t count) {
  double a = 0, b = 0, c = 0, d = 0;
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
  }
  for (; i < count; ++i) a += values[i];
  return (a + b) + (c + d);
}

void add_scaled(double* __restrict to, const double* __restrict from, double scale,
                std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += scale * from[i];
}

}  // namespace

// Walks through the groups of equal values, from one end to the other, over the rows of paths.
//
// A path so far has met `met` values of the larger sample and has c of the smaller one to come. Its
// area is what it adds to U, in halves where a group can split evenly. Taking r of a group of r + q
// adds r met + r q / 2. The rest adds c met at least and c (all others) - c met more at most, so
// every path has an area above which it is lost (and forgotten) and one below which it is sure (and
// counted at once): what is left between the two is a small part of the table. Where the whole
// distribution is wanted no path is either.
class TiedWalk {
 public:
  // r values of a group of `size`, taken by the paths with areas low..high of row `from`: those
  // below `split` are now sure, the others go to row `to`, `shift` further on. `left` values
  // remain.
  struct Step {
    std::size_t to, from, r, size, left;
    std::int64_t low, split, high, shift;
  };

  enum class Wanted { tail, distribution };

  TiedWalk(const TiePattern& ties, std::uint64_t twice_u, std::vector<TiedRankSum::Row>& rows,
           Wanted wanted)
      : ties_(ties),
        chosen_(signed_size(std::min(ties.n1, ties.n2))),
        others_(signed_size(std::max(ties.n1, ties.n2))),
        rows_(rows) {
    // U comes in halves only if some group can be split into two odd parts.
    const bool whole = twice_u % 2 == 0 && std::ranges::all_of(ties.groups, [](std::size_t size) {
                         return size % 2 == 1;
                       });
    unit_ = whole ? 1 : 2;
    const auto most = 2 * chosen_ * others_;
    limit_ = std::min(most, static_cast<std::int64_t>(twice_u)) / (whole ? 2 : 1);

    rows_.assign(static_cast<std::size_t>(chosen_) + 1, {});
    for (std::int64_t c = 0; c <= chosen_; ++c) {
      auto& row = rows_[static_cast<std::size_t>(c)];
      if (wanted == Wanted::tail) {
        row.first = std::max<std::int64_t>(0, limit_ - unit_ * c * others_);
      }
      row.offset = cells_;
      const auto taken = chosen_ - c;
      const auto last = std::min(taken * limit_ / chosen_, unit_ * taken * others_);
      cells_ += static_cast<std::size_t>(std::max<std::int64_t>(0, last - row.first + 1));
    }
    rows_.back().high = 0;
  }

  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] std::int64_t limit() const { return limit_; }
  // In 2U, what one step of area is: 1 where U comes in halves, otherwise 2.
  [[nodiscard]] std::int64_t step() const { return 2 / unit_; }

  // Calls on_step(step) for each step with any path, in an order that allows one table in place.
  template <class OnStep>
  void run(OnStep on_step) {
    auto left = chosen_ + others_;
    const auto take = [&](std::size_t size) {
      group(left, signed_size(size), on_step);
      left -= signed_size(size);
    };
    // The smaller sample is y: by going down, its area is what x has over y.
    if (ties_.n1 <= ties_.n2) {
      std::for_each(ties_.groups.begin(), ties_.groups.end(), take);
    } else {
      std::for_each(ties_.groups.rbegin(), ties_.groups.rend(), take);
    }
  }

 private:
  static std::int64_t signed_size(std::size_t size) { return static_cast<std::int64_t>(size); }

  template <class OnStep>
  void group(std::int64_t before, std::int64_t size, OnStep& on_step) {
    const auto left = before - size;
    // Upwards, since a row only takes from rows above it.
    for (auto c = std::max<std::int64_t>(0, left - others_); c <= std::min(chosen_, left); ++c) {
      auto& to = rows_[static_cast<std::size_t>(c)];
      const auto last = limit_ - unit_ * c * (others_ - (left - c));
      to.high = std::min(to.high, last);
      const auto lowest_from = std::max(c + 1, before - others_);
      const auto highest_from = std::min({c + size, chosen_, before});
      for (auto from = lowest_from; from <= highest_from; ++from) {
        const auto& source = rows_[static_cast<std::size_t>(from)];
        const auto r = from - c;
        const auto met = others_ - (before - from);
        const auto shift = unit_ * r * met + unit_ * r * (size - r) / 2;
        const auto high = std::min(source.high, last - shift);
        if (source.low > high) continue;

        const auto split = std::clamp(to.first - shift, source.low, high + 1);
        on_step(Step{.to = static_cast<std::size_t>(c),
                     .from = static_cast<std::size_t>(from),
                     .r = static_cast<std::size_t>(r),
                     .size = static_cast<std::size_t>(size),
                     .left = static_cast<std::size_t>(left),
                     .low = source.low,
                     .split = split,
                     .high = high,
                     .shift = shift});
        if (split > high) continue;
        const bool empty = to.low > to.high;
        to.low = empty ? split + shift : std::min(to.low, split + shift);
        to.high = empty ? high + shift : std::max(to.high, high + shift);
      }
    }
  }

  const TiePattern& ties_;
  std::int64_t chosen_, others_;
  std::vector<TiedRankSum::Row>& rows_;
  std::int64_t unit_ = 2, limit_ = 0;
  std::size_t cells_ = 0;
};

double TiedRankSum::count_paths(TiedWalk& walk, const TiePattern& ties) {
  const auto total = ties.n1 + ties.n2;
  const auto chosen = std::min(ties.n1, ties.n2);
  binomials_.grow(total, chosen);
  if (cells_.size() < walk.cells()) cells_.resize(walk.cells());

  const auto cell = [&](const Row& row, std::int64_t area) {
    return cells_.data() + row.offset + (area - row.first);
  };
  *cell(rows_[chosen], 0) = 1;
  double below = 0;
  walk.run([&](const TiedWalk::Step& step) {
    const double ways = binomials_.row(step.size)[step.r];
    const Row& from = rows_[step.from];
    const Row& to = rows_[step.to];
    if (step.split > step.low) {
      const auto sure = static_cast<std::size_t>(step.split - step.low);
      below += sum(cell(from, step.low), sure) * ways * binomials_.row(step.left)[step.to];
    }
    if (step.split > step.high) return;

    const auto low = step.split + step.shift;
    const auto high = step.high + step.shift;
    if (to.low > to.high) {
      std::fill(cell(to, low), cell(to, high + 1), 0.0);
    } else {
      if (low < to.low) std::fill(cell(to, low), cell(to, to.low), 0.0);
      if (high > to.high) std::fill(cell(to, to.high + 1), cell(to, high + 1), 0.0);
    }
    add_scaled(cell(to, low), cell(from, step.split), ways,
               static_cast<std::size_t>(step.high - step.split + 1));
  });
  return below;
}

LowerTail TiedRankSum::lower_tail(const TiePattern& ties, std::uint64_t twice_u) {
  const auto total = ties.n1 + ties.n2;
  assert(ties.n1 > 0 && ties.n2 > 0 && total <= most_values);
  TiedWalk walk(ties, twice_u, rows_, TiedWalk::Wanted::tail);
  const double below = count_paths(walk, ties);
  const double all = binomials_.row(total)[std::min(ties.n1, ties.n2)];
  const Row& end = rows_[0];
  const bool reached = end.low <= walk.limit() && walk.limit() <= end.high;
  const auto at = static_cast<std::size_t>(walk.limit() - end.first);
  return {.below = below / all, .at = reached ? cells_[end.offset + at] / all : 0.0};
}

std::vector<double> TiedRankSum::distribution(const TiePattern& ties) {
  const auto total = ties.n1 + ties.n2;
  assert(ties.n1 > 0 && ties.n2 > 0 && total <= most_values);
  const auto most = 2 * std::uint64_t{ties.n1} * ties.n2;
  TiedWalk walk(ties, most, rows_, TiedWalk::Wanted::distribution);
  count_paths(walk, ties);
  const double all = binomials_.row(total)[std::min(ties.n1, ties.n2)];
  const Row& end = rows_[0];
  std::vector<double> probabilities(most + 1, 0.0);
  for (auto area = end.low; area <= end.high; ++area) {
    const auto at = end.offset + static_cast<std::size_t>(area);
    probabilities[static_cast<std::size_t>(area * walk.step())] = cells_[at] / all;
  }
  return probabilities;
}

double TiedRankSum::distribution_work(std::size_t n1, std::size_t n2) {
  if (n1 + n2 > most_values) return std::numeric_limits<double>::infinity();
  const auto rows = static_cast<double>(std::min(n1, n2) + 1);
  const auto areas = 2 * static_cast<double>(n1) * static_cast<double>(n2) + 1;
  // With one group a value the rows are a quarter full on average.
  return rows * static_cast<double>(n1 + n2) * areas / 4;
}

double TiedRankSum::work(const TiePattern& ties, std::uint64_t twice_u, double enough) {
  const auto total = ties.n1 + ties.n2;
  if (total > most_values) return std::numeric_limits<double>::infinity();
  const auto rows = static_cast<double>(std::min(ties.n1, ties.n2) + 1);
  const double bound = rows * static_cast<double>(total) * (static_cast<double>(twice_u) + 1);
  if (bound <= enough) return bound;

  TiedWalk walk(ties, twice_u, rows_, TiedWalk::Wanted::tail);
  auto work = static_cast<double>(walk.cells());
  walk.run(
      [&](const TiedWalk::Step& step) { work += static_cast<double>(step.high - step.low + 1); });
  return work;
}

}  // namespace benchdiff::stats

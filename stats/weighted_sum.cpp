#include <benchdiff/stats/weighted_sum.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace benchdiff::stats {
namespace {

std::vector<double> convolve(std::span<const double> a, std::span<const double> b) {
  std::vector<double> result(a.size() + b.size() - 1, 0.0);
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (b[i] == 0) continue;
    double* const to = result.data() + i;
    const double scale = b[i];
    for (std::size_t j = 0; j < a.size(); ++j) to[j] += scale * a[j];
  }
  return result;
}

}  // namespace

WeightedSum::Work WeightedSum::work(std::span<const Term> terms) {
  Work work{.building = 0, .tail = 1};
  std::vector<Term> groups;
  for (const auto& term : terms) {
    const auto group = std::ranges::find(groups, term.weight, &Term::weight);
    if (group == groups.end()) {
      groups.push_back(term);
    } else {
      work.building += static_cast<double>(term.values) * static_cast<double>(group->values);
      group->values += term.values - 1;
    }
  }
  std::ranges::sort(groups, {}, &Term::values);
  for (std::size_t i = 0; i + 1 < groups.size(); ++i) {
    work.tail *= static_cast<double>(groups[i].values);
  }
  return work;
}

void WeightedSum::add(std::uint64_t weight, std::span<const double> probabilities) {
  assert(weight > 0 && !probabilities.empty());
  auto group = std::ranges::find(groups_, weight, &Group::weight);
  if (group == groups_.end()) {
    groups_.push_back({.weight = weight,
                       .probabilities = {probabilities.begin(), probabilities.end()},
                       .up_to = {}});
    group = groups_.end() - 1;
  } else {
    group->probabilities = convolve(group->probabilities, probabilities);
  }
  group->up_to.resize(group->probabilities.size());
  std::partial_sum(group->probabilities.begin(), group->probabilities.end(), group->up_to.begin());
  std::ranges::sort(groups_, {},
                    [](const Group& g) { return std::pair(g.probabilities.size(), g.weight); });
}

LowerTail WeightedSum::lower_tail(std::uint64_t sum) const {
  LowerTail tail{.below = 0, .at = 0};
  if (groups_.empty()) {
    (sum == 0 ? tail.at : tail.below) = 1;
  } else {
    add_tail(0, sum, 1, tail);
  }
  return tail;
}

// Adds what the groups from `index` on make of a sum that has `rest` left, and `probability`.
void WeightedSum::add_tail(std::size_t index, std::uint64_t rest, double probability,
                           LowerTail& tail) const {
  const Group& group = groups_[index];
  const std::uint64_t most = group.probabilities.size() - 1;
  const std::uint64_t value = rest / group.weight;
  if (index + 1 < groups_.size()) {
    for (std::uint64_t i = 0; i <= std::min(value, most); ++i) {
      if (group.probabilities[i] == 0) continue;
      add_tail(index + 1, rest - i * group.weight, probability * group.probabilities[i], tail);
    }
    return;
  }

  if (value > most || rest % group.weight != 0) {
    tail.below += probability * group.up_to[std::min(value, most)];
    return;
  }
  if (value > 0) tail.below += probability * group.up_to[value - 1];
  tail.at += probability * group.probabilities[value];
}

}  // namespace benchdiff::stats

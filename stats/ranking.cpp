#include <benchdiff/stats/ranking.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include <benchdiff/stats/give_back.h>

namespace benchdiff::stats {

void Ranking::assign(std::span<const double> values) {
  values_.assign(values.begin(), values.end());
  order_.clear();
  order_.reserve(values.size());
  for (std::size_t run = 0; run < values.size(); ++run) {
    assert(!std::isnan(values[run]));
    order_.emplace_back(values[run], run);
  }
  std::ranges::sort(order_);

  sorted_.clear();
  sorted_.reserve(values.size());
  groups_.clear();
  groups_.reserve(values.size());
  ranks_.resize(values.size());
  for (std::size_t begin = 0; begin < order_.size();) {
    const double value = order_[begin].first;
    std::size_t end = begin;
    while (end < order_.size() && order_[end].first == value) ++end;
    const double rank = static_cast<double>(begin + end + 1) / 2;
    for (std::size_t i = begin; i < end; ++i) {
      sorted_.push_back(order_[i].first);
      ranks_[order_[i].second] = rank;
    }
    groups_.push_back(end - begin);
    begin = end;
  }
  give_back(order_);
}

void Ranking::release() {
  give_back(values_);
  give_back(sorted_);
  give_back(ranks_);
  give_back(groups_);
}

}  // namespace benchdiff::stats

#include <benchdiff/stats/ranking.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace benchdiff::stats {

void Ranking::assign(std::span<const double> values) {
  values_.assign(values.begin(), values.end());
  order_.clear();
  for (std::size_t run = 0; run < values.size(); ++run) {
    assert(!std::isnan(values[run]));
    order_.emplace_back(values[run], run);
  }
  std::ranges::sort(order_);

  sorted_.clear();
  groups_.clear();
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
}

}  // namespace benchdiff::stats

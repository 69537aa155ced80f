#include <benchdiff/report/html_benchmarks.h>

#include <algorithm>
#include <tuple>

namespace benchdiff::report {
namespace {

auto key_of(const HtmlBenchmarks::Part& part) {
  return std::tuple(part.table->group, part.row->place);
}

}  // namespace

HtmlBenchmarks::HtmlBenchmarks(const Report& report) {
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      parts_.push_back({&table, &row});
    }
  }
  std::ranges::stable_sort(parts_, {}, key_of);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (i == 0 || key_of(parts_[i - 1]) != key_of(parts_[i])) {
      begins_.push_back(i);
    }
  }
  begins_.push_back(parts_.size());
}

std::size_t HtmlBenchmarks::find(const Table& table, const Row& row) const {
  const auto sought = std::tuple(table.group, row.place);
  const auto at = std::lower_bound(
      begins_.begin(), begins_.end() - 1, sought,
      [&](std::size_t begin, const auto& key) { return key_of(parts_[begin]) < key; });
  return static_cast<std::size_t>(at - begins_.begin());
}

}  // namespace benchdiff::report

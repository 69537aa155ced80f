#include <benchdiff/report/sorted_sample.h>

#include <algorithm>

#include <benchdiff/formats/unit.h>

namespace benchdiff::report {

void SortedSample::assign(const Samples& samples, const SampleCell& cell) {
  in_run_order = samples.values_of(cell);
  blocks = samples.blocks_of(cell);
  written.assign(in_run_order.begin(), in_run_order.end());
  std::ranges::sort(written);
  factor = cell.factor;
  nan_count = cell.nan_count;
  tidy.resize(written.size());
  std::ranges::transform(written, tidy.begin(), [&](double value) { return value * factor; });
}

bool SortedSample::is_fact(std::string_view unit) const {
  return size() > 1 && constant() && formats::is_count(unit);
}

}  // namespace benchdiff::report

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/harness/pools/benchmarks.h>
#include <benchdiff/harness/pools/slice.h>

namespace benchdiff::harness {

/// The results of slices in the Go benchmark format, in the order of the benchmarks and round by
/// round. Contaminated ones are comments: `# contaminated: BenchmarkGetput/...`.
///
/// The first result is always one without a pool, if there is any: all rounds before are held back.
class PoolResults {
 public:
  using Write = std::function<void(std::string_view)>;
  PoolResults(const std::vector<const PoolBenchmark*>& benchmarks, Write write);

  /// A slice of the benchmark at that place in the list.
  void add(std::size_t benchmark, const Slice& slice, double retained);
  void end_round();
  /// Writes what is held back, and counts.
  void end();

  [[nodiscard]] std::size_t clean() const { return clean_; }
  [[nodiscard]] std::size_t contaminated() const { return contaminated_; }
  /// The names of those that have no result.
  [[nodiscard]] std::vector<std::string> without_result() const;

 private:
  struct Place {
    const PoolBenchmark* benchmark = nullptr;
    std::string lines;  ///< of this round
    bool has_result = false;
  };

  std::vector<Place> places_;
  Write write_;
  std::string held_back_;
  std::size_t clean_ = 0;
  std::size_t contaminated_ = 0;
  bool has_begun_ = false;
};

}  // namespace benchdiff::harness

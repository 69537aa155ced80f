#include <cstdio>
#include <vector>

#include <benchdiff/pools/buffer.h>
#include <benchdiff/pools/render.h>
#include <benchdiff/stats/compare.h>
#include <benchdiff/version.h>

// Four runs against four that all took longer: of the 70 ways to divide eight values, two are this
// extreme.
int main() {
  const std::vector<double> before = {1, 2, 3, 4};
  const std::vector<double> after = {5, 6, 7, 8};
  using namespace benchdiff::stats;
  const Comparison comparison = compare(before, after, {.min_effect = 0.01});
  std::printf("benchdiff %s: p = %.6f\n", benchdiff::version.data(), comparison.p);
  const bool right = comparison.p > 0.0285714 && comparison.p < 0.0285715;
  benchdiff::pools::BufferPool buffers;
  const bool greets = benchdiff::pools::render(buffers, "consumer") == "Hello, consumer";
  return right && greets && comparison.verdict == Verdict::worse ? 0 : 1;
}

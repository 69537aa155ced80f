#include <cstdio>
#include <vector>

#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/version.h>

// Four runs against four that all took longer: of the 70 ways to divide eight values, two are this
// extreme.
int main() {
  const std::vector<double> before = {1, 2, 3, 4};
  const std::vector<double> after = {5, 6, 7, 8};
  const double p = benchdiff::stats::mann_whitney(before, after).p;
  std::printf("benchdiff %s: p = %.6f\n", benchdiff::version.data(), p);
  return p > 0.0285714 && p < 0.0285715 ? 0 : 1;
}

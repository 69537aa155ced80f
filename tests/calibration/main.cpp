// How often verdicts and intervals are wrong, by simulation: prints docs/verdict.md's tables, and
// ends with 1 if a claim doesn't hold. The argument is the number of pairs of samples a cell.
#include <cstdio>
#include <cstdlib>

#include "tally.h"

int main(int argc, char** argv) {
  const long pairs = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 20'000;
  if (pairs < 200) {
    (void)std::fprintf(stderr, "usage: calibrate [PAIRS], at least 200\n");
    return 2;
  }
  using namespace benchdiff::calibration;
  Findings findings;
  const auto count = static_cast<std::size_t>(pairs);
  report_false_alarms(count, findings);
  report_spreads(count, findings);
  report_coverage(count, findings);
  report_many_rows(count, findings);
  report_power(count, findings);
  report_processes(count, findings);
  report_campaigns(count, findings);
  return findings.all_hold() ? 0 : 1;
}

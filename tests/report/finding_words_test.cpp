#include <benchdiff/report/finding_words.h>

#include <limits>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using stats::Finding;

TEST(FindingWords, TellHowMuchLargerAGroupOfRunsIs) {
  const Warning warning =
      warning_of(Finding{Finding::Kind::two_modes, Finding::Side::new_side, 1.5}, false);
  EXPECT_EQ(warning.text, "new runs fall into two groups: find out what tells them apart");
  EXPECT_EQ(warning.detail, "1.50 times as large");
}

TEST(FindingWords, TellNoRatioToAGroupAtNothing) {
  for (const double ratio :
       {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    const Warning warning =
        warning_of(Finding{Finding::Kind::two_modes, Finding::Side::only, ratio}, false);
    EXPECT_EQ(warning.text, "runs fall into two groups: find out what tells them apart");
    EXPECT_EQ(warning.detail, "");
  }
}

}  // namespace
}  // namespace benchdiff::report

#pragma once

#include <cmath>

#include <gtest/gtest.h>

namespace benchdiff::stats {

/// Equal up to a relative error; NaN is NaN, an infinity is itself, and 0 is 0.
inline testing::AssertionResult near(double actual, double expected, double relative = 1e-12) {
  const bool close =
      std::isfinite(expected) && std::abs(actual - expected) <= relative * std::abs(expected);
  const bool same = actual == expected || (std::isnan(actual) && std::isnan(expected)) || close;
  if (same) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << testing::PrintToString(actual) << " instead of " << testing::PrintToString(expected)
         << ", a relative error of " << std::abs(actual / expected - 1);
}

}  // namespace benchdiff::stats

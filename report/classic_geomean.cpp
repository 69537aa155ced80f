#include <benchdiff/report/classic_geomean.h>

#include <cmath>
#include <limits>

namespace benchdiff::report {
namespace {

/// log(x) for finite x > 0, by x = 2^k (1 + f) and the minimax polynomial of fdlibm's e_log.c
/// (Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
/// Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
/// freely granted, provided that this notice is preserved.)
double log_fdlibm(double x) {
  constexpr double ln2_high = 6.93147180369123816490e-01;
  constexpr double ln2_low = 1.90821492927058770002e-10;
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < std::sqrt(0.5)) {
    mantissa *= 2;
    --exponent;
  }
  const double f = mantissa - 1;
  const double k = exponent;
  const double s = f / (2 + f);
  const double s2 = s * s;
  const double s4 = s2 * s2;
  const double odd = s2 * (6.666666666666735130e-01 +
                           s4 * (2.857142874366239149e-01 +
                                 s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)));
  const double even = s4 * (3.999999999940941908e-01 +
                            s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01));
  const double r = even + odd;
  const double half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + r) + k * ln2_low)) - f);
}

/// exp(x) by N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD
/// computation" (2010): x = k ln 2 + 16 z, a Taylor series for e^z - 1, and four squarings.
double exp_shibata(double x) {
  if (std::isnan(x)) {
    return x;
  }
  if (x > 7.09782712893384e+02) {
    return std::numeric_limits<double>::infinity();
  }
  constexpr double log2_e = 1.4426950408889634073599246810018920;
  constexpr double ln2_upper = 0.69314718055966295651160180568695068359375;
  constexpr double ln2_lower = 0.28235290563031577122588448175013436025525412068e-12;
  constexpr double coefficients[] = {1.9841269841269841270e-4,
                                     1.3888888888888888889e-3,
                                     8.3333333333333333333e-3,
                                     4.1666666666666666667e-2,
                                     1.6666666666666666667e-1,
                                     0.5,
                                     1.0};
  const double k = std::nearbyint(x * log2_e);
  double z = std::fma(-k, ln2_upper, x);
  z = std::fma(-k, ln2_lower, z) * 0.0625;
  double series = 2.4801587301587301587e-5;
  for (const double coefficient : coefficients) {
    series = std::fma(series, z, coefficient);
  }
  double y = z * series;  // e^z - 1; (y + 2) y is e^2z - 1
  for (int squaring = 0; squaring < 3; ++squaring) {
    y *= y + 2;
  }
  return std::ldexp(std::fma(y, y + 2, 1.0), static_cast<int>(k));
}

}  // namespace

double classic_geomean(std::span<const double> values) {
  double mean = 0;
  double count = 0;
  for (const double value : values) {
    if (!(value > 0)) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    count += 1;
    const double log = std::isinf(value) ? value : log_fdlibm(value);
    mean += (log - mean) / count;
  }
  return values.empty() ? std::numeric_limits<double>::quiet_NaN() : exp_shibata(mean);
}

}  // namespace benchdiff::report

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace benchdiff::stats {

/// Normal values with a deviation of 20, in whole steps and ascending order: coarse steps tie them.
inline std::vector<double> draw(std::mt19937_64& engine, std::size_t n, double mean, double step) {
  std::normal_distribution<double> noise(mean, 20);
  std::vector<double> values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  std::ranges::sort(values);
  return values;
}

}  // namespace benchdiff::stats

#include <cmath>
#include <utility>

#include <benchdiff/stats/distributions.h>

#include "source.h"

namespace benchdiff::calibration {

std::string name_of(Shape shape) {
  switch (shape) {
    case Shape::normal:
      return "normal";
    case Shape::lognormal:
      return "lognormal";
    case Shape::heavy:
      return "heavy tails";
    case Shape::bimodal:
      return "two modes";
    case Shape::quantised:
      return "quantised";
    case Shape::drifting:
      break;
  }
  return "drifting";
}

double Source::uniform() { return random_.uniform() + 0x1p-54; }

double Source::normal() { return stats::normal_quantile(uniform()); }

double Source::value(Shape shape, double time, double scale) {
  constexpr double size = 100;
  switch (shape) {
    case Shape::normal:
      break;
    case Shape::lognormal:
      return size * std::exp(0.15 * scale * normal());
    case Shape::heavy: {
      const double spread = std::sqrt(-std::log(uniform()));
      return size * std::exp(0.02 * scale * normal() / spread);
    }
    case Shape::bimodal: {
      const double mode = uniform() < 0.5 ? size : size * (1 + 0.2 * scale);
      return mode * (1 + 0.01 * scale * normal());
    }
    case Shape::quantised:
      return std::round(size * (1 + 0.02 * scale * normal()) / scale) * scale;
    case Shape::drifting:
      return size * (1 + 0.1 * scale * time) * (1 + 0.02 * scale * normal());
  }
  return size * (1 + 0.02 * scale * normal());
}

void Source::draw(Shape shape, Sizes sizes, double factor, double scale,
                  std::vector<double>& old_side, std::vector<double>& new_side) {
  for (auto [side, runs] : {std::pair(&old_side, sizes.old_runs), {&new_side, sizes.new_runs}}) {
    side->resize(runs);
    for (std::size_t i = 0; i < runs; ++i) {
      const double time = (static_cast<double>(i) + 0.5) / static_cast<double>(runs);
      (*side)[i] = value(shape, time, scale);
    }
  }
  for (double& value : new_side) value *= factor;
}

}  // namespace benchdiff::calibration

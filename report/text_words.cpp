#include <benchdiff/report/text_words.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include <benchdiff/report/number_text.h>
#include <benchdiff/report/relative_range.h>
#include <benchdiff/stats/detectable.h>

namespace benchdiff::report {
namespace {

/// The symbol that is written behind a value, where the unit has one.
std::string_view symbol(std::string_view unit) {
  const std::string_view numerator = unit.substr(0, unit.find('/'));
  if (numerator == "sec" || numerator.ends_with("-sec")) {
    return "s";
  }
  return numerator == "B" || numerator.ends_with("-B") ? "B" : "";
}

/// A number as one digit, some decimals and an exponent.
std::string scientific(double value, int decimals = 0) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific, decimals);
  return {buffer.data(), end.ptr};
}

std::string three_digits(double p, double log_p) {
  if (p >= 0.0005 || std::isnan(p)) {
    return std::isnan(p) ? "" : fixed(p, 3);
  }
  if (p > 0 || std::isinf(log_p)) {
    return p > 0 ? scientific(p) : "0";
  }
  // What no double holds, by its logarithm.
  return "1e" + fixed(std::round(log_p / std::numbers::ln10), 0);
}

/// A ratio can be anything when it can be all from 0 to infinity.
bool is_anything(const stats::Change& change) {
  const bool ratio = change.kind == stats::Change::Kind::ratio;
  return (ratio ? change.low == 0 : std::isinf(change.low)) && std::isinf(change.high);
}

/// How many decimals show a change and its interval in percent: fewer for large ones, and for tiny
/// ones as many as they need for two digits.
int percent_decimals(const stats::Change& change) {
  constexpr int most = 6;
  const auto size = [](double ratio) { return std::abs(ratio - 1); };
  const double largest = std::isinf(change.high) ? size(change.estimate)
                                                 : std::max(size(change.low), size(change.high));
  if (largest >= 0.01) {
    return largest < 10 ? 1 : 0;
  }
  int decimals = 2;
  for (double digits = 1e-4; decimals < most && largest < digits; digits /= 10) {
    decimals = std::max(4, decimals + 1);
  }
  return decimals;
}

}  // namespace

std::string TextWords::infinite(double value) const {
  const std::string sign = value > 0 ? "+" : "-";
  return sign + (ascii_ ? "inf" : "∞");
}

std::string TextWords::value(double value, const Scale& scale, std::string_view unit) const {
  if (std::isinf(value)) {
    return infinite(value);
  }
  if (std::isnan(value)) {
    return "NaN";
  }
  constexpr double readable = 1e15;
  const double scaled = value / scale.factor;
  std::string text =
      std::abs(scaled) < readable ? fixed(scaled, scale.decimals) : scientific(scaled, 3);
  const bool micro = scale.prefix == "µ";
  return text.append(micro && ascii_ ? "u" : scale.prefix).append(symbol(unit));
}

std::string TextWords::range(const Cell& cell) const {
  Cell mirrored;
  mirrored.center = std::abs(cell.center);
  mirrored.low = cell.center < 0 ? -cell.high : cell.low;
  mirrored.high = cell.center < 0 ? -cell.low : cell.high;
  const std::string reach = relative_range(mirrored);
  const bool endless = reach == "∞";
  return std::string(plus_minus()) + " " + (endless && ascii_ ? "inf" : reach);
}

std::string TextWords::percent(double ratio, int decimals) const {
  if (std::isinf(ratio)) {
    return infinite(ratio);
  }
  if (ratio == 1) {
    return "0%";
  }
  constexpr double readable = 1e6;
  const double percent = (ratio - 1) * 100;
  return (percent < readable ? signed_fixed(percent, decimals) : "+" + scientific(percent)) + "%";
}

std::string TextWords::change(const Cell& baseline, const Cell& cell, const Scale& scale,
                              std::string_view unit) const {
  constexpr double least_shown = 0.005 / 100;
  const Comparison& comparison = *cell.comparison;
  const bool ratio = comparison.change.kind == stats::Change::Kind::ratio;
  const double size = std::abs(comparison.change.estimate - 1);
  if (comparison.tested || !ratio || size == 0 || size >= least_shown) {
    return change(comparison.change, scale, unit);
  }
  const double difference = cell.center - baseline.center;
  return (difference < 0 ? "" : "+") + shortest(difference).append(symbol(unit));
}

std::string TextWords::difference(double shift, const Scale& scale, std::string_view unit) const {
  if (std::isinf(shift)) {
    return infinite(shift);
  }
  return (shift < 0 ? "" : "+") + value(shift + 0.0, scale, unit);  // -0 + 0 is 0
}

std::string TextWords::change(const stats::Change& change, const Scale& scale,
                              std::string_view unit) const {
  if (std::isnan(change.estimate)) {
    return "?";
  }
  const bool ratio = change.kind == stats::Change::Kind::ratio;
  if (change.estimate == change.none()) {
    return "0%";
  }
  return ratio ? percent(change.estimate, percent_decimals(change))
               : difference(change.estimate, scale, unit);
}

std::string TextWords::interval(const stats::Change& change, const Scale& scale,
                                std::string_view unit) const {
  const bool ratio = change.kind == stats::Change::Kind::ratio;
  const bool nothing_else = change.low == change.high && change.low == change.none();
  if (nothing_else || (change.level == 1 && change.low == change.high)) {
    return {};
  }
  const auto end = [&](double value) {
    return ratio ? percent(value, percent_decimals(change)) : difference(value, scale, unit);
  };
  return is_anything(change) ? "[?]" : "[" + end(change.low) + ", " + end(change.high) + "]";
}

std::string TextWords::p(const Comparison& comparison) {
  return three_digits(comparison.p, comparison.log_p);
}

std::string TextWords::adjusted_p(const Comparison& comparison) {
  return three_digits(comparison.adjusted_p, comparison.log_p);
}

std::string TextWords::detectable(const Comparison& comparison, const Scale& scale,
                                  std::string_view unit) const {
  const double size = comparison.detectable;
  if (std::isnan(size)) {
    return {};
  }
  if (std::isinf(size)) {
    return ascii_ ? "inf" : "∞";
  }
  if (comparison.change.kind == stats::Change::Kind::shift) {
    return value(size, scale, unit);
  }
  const double part = size - 1;
  constexpr double much = 0.1;
  constexpr double little = 0.001;
  constexpr double least = 0.00005;
  if (part < least) {
    return "<0.01%";
  }
  return fixed(part * 100, part >= much ? 0 : part >= little ? 1 : 2) + "%";
}

std::string TextWords::to_settle(const Comparison& comparison) const {
  if (comparison.verdict != Verdict::unclear || comparison.refusal) {
    return {};
  }
  if (!comparison.runs_to_settle) {
    return ">" + std::to_string(stats::most_runs_to_settle) + " runs";
  }
  // Without an interval, all that is known is how many it takes to have one.
  const char* about = is_anything(comparison.change) ? (ascii_ ? ">=" : "≥") : "~";
  return about + std::to_string(*comparison.runs_to_settle) + " runs";
}

std::string TextWords::runs(const Cell* baseline, const Cell& cell) {
  std::string text = std::to_string(baseline != nullptr ? baseline->runs : cell.runs);
  if (baseline != nullptr && baseline->runs != cell.runs) {
    text.append("+").append(std::to_string(cell.runs));
  }
  return text;
}

Scale row_scale(const Table& table, const Row& row) {
  std::vector<double> centers;
  for (const Cell& cell : table.cells_of(row)) {
    centers.push_back(cell.center);
  }
  Scale scale = common_scale(centers, formats::unit_class(table.unit));
  if (!formats::is_count(table.unit)) {
    return scale;
  }
  const bool whole = std::ranges::all_of(
      centers, [](double center) { return std::isfinite(center) && center == std::floor(center); });
  if (whole && scale.factor == 1) {
    scale.decimals = 0;
  } else if (scale.factor < 1) {  // a thousandth of an allocation has no name
    scale = common_scale(centers, formats::UnitClass::binary);
  }
  return scale;
}

Scale own_scale(const Cell& cell, const Scale& scale, const Table& table) {
  constexpr double most_times = 99999.5;
  const bool fits = !(std::abs(cell.center) >= most_times * scale.factor) || scale.decimals == 0;
  return fits ? scale : common_scale({&cell.center, 1}, formats::unit_class(table.unit));
}

}  // namespace benchdiff::report

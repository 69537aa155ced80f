#include <benchdiff/report/fits.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <benchdiff/report/name.h>
#include <benchdiff/report/order.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::report {
namespace {

using Law = FitRequest::Law;

bool counts_threads(std::string_view key) {
  constexpr std::array<std::string_view, 12> keys{
      "/threads", "/thread",     "/gomaxprocs",  "/procs",    "/cpus",        "/cores",
      "/workers", "/goroutines", "/concurrency", "/parallel", "/parallelism", "/clients"};
  return std::ranges::find(keys, key) != keys.end();
}

/// The place among a name's parts without a key, for a key that is a number: 0 is the first.
std::optional<std::size_t> position_of(std::string_view key) {
  const std::string_view digits = key.substr(1);
  std::size_t position = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
  const bool number = fault == std::errc() && end == digits.data() + digits.size();
  return number && position > 0 ? std::optional(position - 1) : std::nullopt;
}

/// A name taken apart: the number of a key, and what is left.
struct Numbered {
  double number;
  std::string rest;
};

/// Takes the numbers of one key out of names.
class NumberTaker {
 public:
  explicit NumberTaker(const std::string& key) : key_(key), position_(position_of(key)) {
    reduction_.remove(key);
  }

  [[nodiscard]] std::optional<Numbered> operator()(std::string_view label) {
    return position_ ? by_position(label) : by_key(label);
  }

 private:
  std::optional<Numbered> by_key(std::string_view label) {
    const auto number = sort_number(name_value(label, key_));
    if (!number || !std::isfinite(*number)) {
      return std::nullopt;
    }
    std::string scratch;
    return Numbered{*number, std::string(reduction_.apply(label, scratch))};
  }

  std::optional<Numbered> by_position(std::string_view label) const {
    const NameParts name(label);
    std::size_t position = 0;
    std::optional<double> number;
    std::string rest(name.base);
    for (const std::string_view part : name.parts) {
      const bool has_key = part.find('=') != std::string_view::npos;
      if (!has_key && position++ == *position_) {
        number = sort_number(part.substr(1));
      } else {
        rest += part;
      }
    }
    rest += name.gomaxprocs;
    return number && std::isfinite(*number) ? std::optional(Numbered{*number, std::move(rest)})
                                            : std::nullopt;
  }

  std::string key_;
  std::optional<std::size_t> position_;
  NameReduction reduction_;
};

/// The runs of one column, each with its size.
struct Runs {
  std::vector<double> sizes, values;
};

std::optional<stats::ScalingMeasure> measure_of(std::string_view unit) {
  if (unit == "sec/op" || unit == "sec") {
    return stats::ScalingMeasure::time_per_operation;
  }
  return unit.ends_with("/s") || unit.ends_with("/sec")
             ? std::optional(stats::ScalingMeasure::throughput)
             : std::nullopt;
}

void add_points(const Runs& runs, FitCurve& curve) {
  std::map<double, std::vector<double>> by_size;
  for (std::size_t i = 0; i < runs.sizes.size(); ++i) {
    by_size[runs.sizes[i]].push_back(runs.values[i]);
  }
  for (auto& [size, values] : by_size) {
    std::ranges::sort(values);
    curve.sizes.push_back(size);
    curve.medians.push_back(stats::median(values));
  }
}

FitCurve curve_of(std::uint32_t column, const Runs& runs, Law law, stats::ScalingMeasure measure) {
  FitCurve curve;
  curve.column = column;
  add_points(runs, curve);
  if (law == Law::complexity) {
    curve.complexity = stats::fit_complexity(runs.sizes, runs.values);
  } else {
    curve.scalability = stats::fit_scalability(runs.sizes, runs.values, measure);
  }
  return curve;
}

/// Rows of one table that are fitted together.
struct Family {
  std::string label;
  std::map<std::uint32_t, Runs> columns;
};

std::vector<Family> gather(const Samples& samples, const SampleTable& from, const Table& table,
                           NumberTaker& take) {
  std::vector<Family> families;
  std::unordered_map<std::string, std::size_t> places;
  for (const Row& row : table.rows) {
    auto numbered = take(row.label);
    if (!numbered) {
      continue;
    }
    const auto [at, is_new] = places.try_emplace(numbered->rest, families.size());
    if (is_new) {
      families.push_back({std::move(numbered->rest), {}});
    }
    Family& family = families[at->second];
    for (std::size_t i = row.first_cell; i < row.first_cell + row.cell_count; ++i) {
      Runs& runs = family.columns[table.cells[i].column];
      for (const double value : samples.values_of(from.cells[i])) {
        runs.sizes.push_back(numbered->number);
        runs.values.push_back(value * from.cells[i].factor);
      }
    }
  }
  return families;
}

bool has_positive(const Family& family) {
  return std::ranges::any_of(family.columns, [](const auto& column) {
    return std::ranges::any_of(column.second.values, [](double value) { return value > 0; });
  });
}

}  // namespace

double FitCurve::at(double size, stats::ScalingMeasure measure) const {
  if (complexity && complexity->best) {
    const auto& growth = complexity->candidates[static_cast<std::size_t>(*complexity->best)];
    return growth.coefficient * stats::growth_at(growth.growth, size) + growth.constant;
  }
  if (scalability && scalability->verdict == stats::Scalability::Verdict::fitted) {
    const double throughput = scalability->throughput(size);
    return measure == stats::ScalingMeasure::throughput ? throughput : 1 / throughput;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

FitRequest parse_fit(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view law = colon == std::string_view::npos ? "" : text.substr(0, colon);
  const std::string_view key = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (!law.empty() && law != "complexity" && law != "scalability") {
    throw QueryError(text, 0, "expected complexity: or scalability:");
  }
  if (key.size() < 2 || key.front() != '/') {
    throw QueryError(text, text.size() - key.size(), "expected a key of names, as in /size");
  }
  const bool scales = law.empty() ? counts_threads(key) : law == "scalability";
  return {std::string(key), scales ? Law::scalability : Law::complexity};
}

std::vector<Fit> fit(const Samples& samples, const Report& report,
                     std::span<const FitRequest> requests) {
  std::vector<Fit> fits;
  for (const FitRequest& request : requests) {
    NumberTaker take(request.key);
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
      const Table& table = report.tables[t];
      const auto measure = measure_of(table.unit);
      if (request.law == Law::scalability && !measure) {
        continue;
      }
      for (const Family& family : gather(samples, samples.tables[t], table, take)) {
        if (!has_positive(family)) {
          continue;
        }
        Fit& fit = fits.emplace_back();
        fit.table = t;
        fit.label = family.label;
        fit.key = request.key;
        fit.measure = measure.value_or(fit.measure);
        for (const auto& [column, runs] : family.columns) {
          fit.curves.push_back(curve_of(column, runs, request.law, fit.measure));
        }
      }
    }
  }
  return fits;
}

}  // namespace benchdiff::report

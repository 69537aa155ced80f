#include <benchdiff/formats/unit.h>

#include <algorithm>
#include <array>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::formats {
namespace {

/// Calls `visit(part, separator, in_numerator)` for each part of a unit and the separator behind
/// it, which is empty at the end.
template <typename Visitor>
void visit_parts(std::string_view unit, Visitor visit) {
  bool numerator = true;
  while (true) {
    std::size_t end = 0;
    std::size_t separator = 0;
    while (end < unit.size()) {
      const char c = unit[end];
      separator = (c == '*' || c == '/' || c == '-') ? 1 : leading_space(unit.substr(end));
      if (separator > 0) {
        break;
      }
      ++end;
    }
    visit(unit.substr(0, end), unit.substr(end, separator), numerator);
    if (end == unit.size()) {
      return;
    }
    if (unit[end] == '/') {
      numerator = false;
    } else if (unit[end] == '*') {
      numerator = true;
    }
    unit.remove_prefix(end + separator);
  }
}

}  // namespace

Unit tidy_unit(std::string_view written) {
  Unit unit{.written = std::string(written), .tidy = {}, .factor = 1};
  visit_parts(written, [&](std::string_view part, std::string_view separator, bool numerator) {
    if (numerator && part == "ns") {
      unit.tidy += "sec";
      unit.factor *= 1e-9;
    } else if (numerator && part == "MB") {
      unit.tidy += "B";
      unit.factor *= 1e6;
    } else {
      unit.tidy += part;
    }
    unit.tidy += separator;
  });
  return unit;
}

std::optional<std::string> written_unit(std::string_view tidy, double factor) {
  constexpr unsigned most_parts = 6;  // that are tried
  for (unsigned chosen = 0; chosen < (1U << most_parts); ++chosen) {
    std::string written;
    unsigned part_bit = 1;
    visit_parts(tidy, [&](std::string_view part, std::string_view separator, bool numerator) {
      const bool may = numerator && (part == "sec" || part == "B");
      const bool does = may && (chosen & part_bit) != 0;
      part_bit <<= may && part_bit != 0 ? 1U : 0U;
      written.append(!does ? part : part == "B" ? "MB" : "ns").append(separator);
    });
    const Unit unit = tidy_unit(written);
    if (unit.tidy == tidy && unit.factor == factor) return written;
    if (chosen + 1 >= part_bit) break;
  }
  return std::nullopt;
}

UnitClass unit_class(std::string_view tidy) {
  UnitClass result = UnitClass::decimal;
  visit_parts(tidy, [&](std::string_view part, std::string_view, bool numerator) {
    if (numerator && (part == "B" || part == "MB" || part == "bytes")) {
      result = UnitClass::binary;
    }
  });
  return result;
}

bool is_count(std::string_view tidy) {
  constexpr std::array<std::string_view, 6> counts{"B",     "bytes",   "allocs",
                                                   "frees", "objects", "faults"};
  bool numerator_counts = false;
  bool per_time = false;
  visit_parts(tidy, [&](std::string_view part, std::string_view, bool numerator) {
    if (numerator) {
      numerator_counts = numerator_counts || std::ranges::find(counts, part) != counts.end();
    } else {
      per_time = per_time || part == "s" || part == "sec" || part == "second";
    }
  });
  return numerator_counts && !per_time;
}

Better known_direction(std::string_view tidy) {
  constexpr std::array lower{"/op", "/iter", "-bytes", "-B"};
  constexpr std::array higher{"/s", "/sec", "/second"};
  for (const std::string_view ending : higher) {
    if (tidy.ends_with(ending)) {
      return Better::higher;
    }
  }
  for (const std::string_view ending : lower) {
    if (tidy.ends_with(ending)) {
      return Better::lower;
    }
  }
  // A time that isn't one an operation, such as `p99-sec`, `latency-ms` or `sec/GC`.
  constexpr std::array<std::string_view, 6> times{"sec", "ms", "us", "µs", "μs", "min"};
  bool is_time = false;
  visit_parts(tidy, [&](std::string_view part, std::string_view, bool numerator) {
    is_time = numerator ? std::ranges::find(times, part) != times.end() : is_time;
  });
  return is_time ? Better::lower : Better::unknown;
}

}  // namespace benchdiff::formats

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchdiff::formats {

/// A unit as a file writes it, and the unit it is reported in.
struct Unit {
  std::string written;  ///< `ns/op`
  std::string tidy;     ///< `sec/op`
  double factor = 1;    ///< a value in `written` times this is a value in `tidy`: 1e-9
};

/// Finds the unit that a written unit is reported in. In the numerator `ns` becomes `sec` and `MB`
/// becomes `B`, wherever a part of the unit is just that word (`p99-ns`, `MB*MB/s`); parts are
/// separated by `*`, `/`, `-` and white space, and `/` begins the denominator, which a `*` ends.
/// Linear in the length.
[[nodiscard]] Unit tidy_unit(std::string_view written);

/// The way back: a unit that is reported as `tidy`, with just this factor (`sec/op` and 1e-9 give
/// `ns/op`). Nothing where no unit is. Linear in the length.
[[nodiscard]] std::optional<std::string> written_unit(std::string_view tidy, double factor);

/// Whether amounts of a unit are counted in powers of 1024 (bytes) or of 1000 (everything else).
enum class UnitClass { decimal, binary };
[[nodiscard]] UnitClass unit_class(std::string_view tidy);

/// Whether a unit counts things that a program does the same number of times whenever it runs:
/// bytes, allocations, objects, page faults. Where such a count never varies it is a fact, and
/// needs no statistics.
[[nodiscard]] bool is_count(std::string_view tidy);

/// Which way a unit improves. An unknown unit has no direction: its changes are shown as changes,
/// and never called worse or better.
enum class Better { unknown, lower, higher };

/// The direction of units that every tool writes: times, bytes and counts an operation improve
/// downwards, amounts a second upwards. Units a file defines (`Unit ns/op better=lower`) go first.
[[nodiscard]] Better known_direction(std::string_view tidy);

}  // namespace benchdiff::formats

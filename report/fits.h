#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/fit.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/tabulate.h>

namespace benchdiff::report {

/// What is fitted over a number in names.
struct FitRequest {
  enum class Law {
    complexity,   ///< O(1) to O(n^3)
    scalability,  ///< the Universal Scalability Law
  };
  std::string key;  ///< `/size`, `/gomaxprocs`, or `/1` for the first part that has no key
  Law law;
};

/// Understands `/key`, or `complexity:/key` and `scalability:/key`. Without a law it is scalability
/// for keys that count threads (`/threads`, `/gomaxprocs`, `/workers` and the like), and complexity
/// for others. Throws `QueryError`.
[[nodiscard]] FitRequest parse_fit(std::string_view text);

/// Fits each request over the rows of each table, `report` being what judge() made of `samples`.
///
/// Rows that differ in the number only are taken together, in the order of their first; numbers may
/// be written as `64`, `1e6`, `64k` or `64KiB`. Rows without a number are left alone, and so are
/// facts of a unit in which nothing is > 0. Scalability is fitted to times, as wall time over the
/// operations of all threads together, and to rates; other units, and the time of processors, have
/// none. O(values log values).
[[nodiscard]] std::vector<Fit> fit(const Samples& samples, const Report& report,
                                   std::span<const FitRequest> requests);

}  // namespace benchdiff::report

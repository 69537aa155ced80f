#include <benchdiff/report/one_sided.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace benchdiff::report {
namespace {

/// Where a row of a group of tables has cells.
struct Found {
  std::pair<std::size_t, std::uint32_t> key;  // the group, and the place
  std::string_view label;
  bool in_baseline = false;
  bool elsewhere = false;
};

}  // namespace

OneSided find_one_sided(const Report& report) {
  OneSided sides;
  if (report.without_baseline + report.only_in_baseline == 0) {
    return sides;
  }
  std::vector<Found> rows;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      Found found{{table.group, row.place}, row.label};
      for (const Cell& cell : table.cells_of(row)) {
        const bool in_baseline = table.column_places[cell.column] == 0;
        found.in_baseline = found.in_baseline || in_baseline;
        found.elsewhere = found.elsewhere || !in_baseline;
      }
      rows.push_back(found);
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Found& a, const Found& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < rows.size();) {
    Found all = rows[i];
    for (; i < rows.size() && rows[i].key == all.key; ++i) {
      all.in_baseline = all.in_baseline || rows[i].in_baseline;
      all.elsewhere = all.elsewhere || rows[i].elsewhere;
    }
    if (!all.in_baseline) {
      sides.added.push_back(all.label);
    } else if (!all.elsewhere) {
      sides.removed.push_back(all.label);
    }
  }
  return sides;
}

}  // namespace benchdiff::report

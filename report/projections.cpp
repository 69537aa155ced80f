#include <algorithm>
#include <utility>

#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::report {

struct Projections::Parsed {
  std::vector<ProjectionField> table;
  std::vector<ProjectionField> row;
  std::vector<ProjectionField> column;
  std::vector<ProjectionField> block;
  std::vector<ProjectionField> residue;
  Projection::Exclusions exclusions;
  ConfigOrder config_order = ConfigOrder::first_seen;

  bool has_config = false;
  bool has_full_name = false;

  std::vector<ProjectionField> parse(const char* option, std::string_view expression,
                                     Filter& filter) {
    auto fields = with_option(option, [&] { return parse_projection(expression); });
    for (const ProjectionField& field : fields) {
      if (field.key == ".config") {
        has_config = true;
      } else if (field.key == ".fullname") {
        has_full_name = true;
      } else if (field.key == ".name" || field.key.starts_with('/')) {
        exclusions.name.remove(field.key);
      } else {
        exclusions.settings.push_back(field.key);
      }
      if (field.order == ProjectionField::Order::fixed) {
        filter.require(field.key, field.fixed);
      }
    }
    return fields;
  }

  /// Settings that only tell the files apart are left out of `.config`, and those may well be what
  /// tells blocks apart; so their keys are to be named.
  std::vector<ProjectionField> parse_block(std::string_view expression, Filter& filter) {
    auto fields = parse("block", expression, filter);
    const auto at = std::ranges::find(fields, ".config", &ProjectionField::key);
    if (at != fields.end()) {
      QueryError error(expression, at->key_offset,
                       ".config is not allowed for blocks: name the keys that tell them apart");
      error.set_option("block");
      throw error;
    }
    return fields;
  }
};

Projections::Projections(const Expressions& expressions, Filter& filter, ConfigOrder config_order)
    : Projections([&] {
        Parsed parsed;
        parsed.config_order = config_order;
        parsed.table = parsed.parse("table", expressions.table, filter);
        parsed.row = parsed.parse("row", expressions.row, filter);
        parsed.column = parsed.parse("col", expressions.column, filter);
        parsed.block = parsed.parse_block(expressions.block, filter);
        (void)parsed.parse("ignore", expressions.ignore, filter);
        // `.config` and `.fullname` together hold all that an item has.
        if (!parsed.has_config) {
          parsed.residue.push_back({.key = ".config", .fixed = {}});
        }
        if (!parsed.has_full_name) {
          parsed.residue.push_back({.key = ".fullname", .fixed = {}});
        }
        return parsed;
      }()) {}

Projections::Projections(Parsed parsed)
    : exclusions_(std::move(parsed.exclusions)),
      table_(std::move(parsed.table), exclusions_, parsed.config_order),
      row_(std::move(parsed.row), exclusions_, parsed.config_order),
      column_(std::move(parsed.column), exclusions_, parsed.config_order),
      block_(std::move(parsed.block), exclusions_, parsed.config_order),
      residue_(std::move(parsed.residue), exclusions_, parsed.config_order) {}

bool Projections::names_setting(std::string_view key) const {
  return std::ranges::find(exclusions_.settings, key) != exclusions_.settings.end();
}

}  // namespace benchdiff::report

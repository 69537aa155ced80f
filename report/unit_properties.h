#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <benchdiff/formats/results.h>
#include <benchdiff/formats/unit.h>

namespace benchdiff::report {

/// What the files of a report say of units. It holds for all of the files and all of their lines,
/// also for those that came before.
class UnitProperties {
 public:
  /// Adds what one line says. If another line said something else, that stands, and the answer is
  /// a message.
  [[nodiscard]] std::optional<std::string> add(const formats::UnitSetting& setting);

  /// `assume=exact`: the unit's values are not samples of a distribution, but facts.
  [[nodiscard]] bool exact(std::string_view tidy_unit) const;
  /// `better=lower` or `better=higher`, or else what is known of the unit.
  [[nodiscard]] formats::Better better(std::string_view tidy_unit) const;

 private:
  [[nodiscard]] std::string_view value(std::string_view tidy_unit, std::string_view key) const;

  std::map<std::pair<std::string, std::string>, std::string> values_;
};

}  // namespace benchdiff::report

#include <benchdiff/report/unit_properties.h>

#include <utility>

namespace benchdiff::report {

std::optional<std::string> UnitProperties::add(const formats::UnitSetting& setting) {
  std::string tidy = formats::tidy_unit(setting.unit).tidy;
  const auto [at, is_new] = values_.try_emplace({std::move(tidy), setting.key}, setting.value);
  if (is_new || at->second == setting.value) {
    return std::nullopt;
  }
  return "metadata " + setting.key + " of unit " + setting.unit + " already set to " + at->second;
}

std::string_view UnitProperties::value(std::string_view tidy_unit, std::string_view key) const {
  const auto at = values_.find({std::string(tidy_unit), std::string(key)});
  return at != values_.end() ? std::string_view(at->second) : std::string_view();
}

bool UnitProperties::exact(std::string_view tidy_unit) const {
  return value(tidy_unit, "assume") == "exact";
}

formats::Better UnitProperties::better(std::string_view tidy_unit) const {
  const std::string_view said = value(tidy_unit, "better");
  if (said == "lower") {
    return formats::Better::lower;
  }
  if (said == "higher") {
    return formats::Better::higher;
  }
  return formats::known_direction(tidy_unit);
}

}  // namespace benchdiff::report

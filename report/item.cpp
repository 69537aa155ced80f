#include <benchdiff/report/item.h>

#include <algorithm>

#include <benchdiff/report/name.h>

namespace benchdiff::report {

std::string_view value_of(const Item& item, std::string_view key) {
  if (key == ".name") {
    return base_name(item.subject.name);
  }
  if (key == ".fullname") {
    return item.subject.name;
  }
  if (key.starts_with('/')) {
    return name_value(item.subject.name, key);
  }
  const auto& settings = item.configuration();
  const auto at = std::ranges::find(settings, key, &formats::Setting::key);
  if (at != settings.end()) {
    return at->value;
  }
  if (key == ".file") {
    return item.file.label;
  }
  return key == ".path" ? std::string_view(item.file.path) : std::string_view();
}

}  // namespace benchdiff::report

#include <benchdiff/report/differences.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace benchdiff::report {
namespace {

/// What a file says of one setting.
struct Seen {
  std::string value;
  std::size_t configurations = 0;  // that have the value
  bool one_value = true;
};

/// The value that a setting has throughout a file, which is empty where the file never sets it;
/// nothing if it changes.
std::optional<std::string> constant(const std::map<std::string, Seen>& seen, const std::string& key,
                                    std::size_t configurations) {
  const auto at = seen.find(key);
  if (at == seen.end()) {
    return "";
  }
  const bool throughout = at->second.one_value && at->second.configurations == configurations;
  return throughout ? std::optional(at->second.value) : std::nullopt;
}

}  // namespace

std::vector<Difference> find_differences(std::span<const formats::ResultFile> files) {
  std::vector<std::map<std::string, Seen>> seen(files.size());
  std::vector<std::string> keys;  // in the order in which the files name them
  std::map<std::string, bool> named;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const auto& configuration : files[i].configurations) {
      for (const auto& [key, value] : configuration) {
        if (named.try_emplace(key, true).second) {
          keys.push_back(key);
        }
        const auto [at, is_new] = seen[i].try_emplace(key, Seen{value, 0, true});
        at->second.one_value = at->second.one_value && at->second.value == value;
        ++at->second.configurations;
      }
    }
  }
  std::vector<Difference> differences;
  for (const std::string& key : keys) {
    Difference difference{key, {}};
    for (std::size_t i = 0; i < files.size() && !files[i].results.empty(); ++i) {
      if (auto value = constant(seen[i], key, files[i].configurations.size())) {
        difference.values.push_back(*std::move(value));
      }
    }
    const bool everywhere = difference.values.size() == files.size();
    if (everywhere && std::ranges::adjacent_find(difference.values, std::not_equal_to<>{}) !=
                          difference.values.end()) {
      differences.push_back(std::move(difference));
    }
  }
  return differences;
}

std::vector<Difference> set_differences_aside(std::span<const formats::ResultFile> files,
                                              Projections& projections) {
  auto differences = find_differences(files);
  std::erase_if(differences, [&](const Difference& difference) {
    return projections.names_setting(difference.key);
  });
  for (const Difference& difference : differences) {
    projections.ignore_setting(difference.key);
  }
  return differences;
}

std::string describe(const Difference& difference, std::string_view arrow) {
  std::string text = "differs: " + difference.key + ": ";
  for (std::size_t i = 0; i < difference.values.size(); ++i) {
    const std::string& value = difference.values[i];
    text.append(i == 0 ? "" : arrow).append(value.empty() ? "(not set)" : value);
  }
  return text;
}

}  // namespace benchdiff::report

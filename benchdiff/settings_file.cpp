#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <system_error>
#include <utility>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <benchdiff/report/day.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/query_error.h>

#include "settings_file.h"

namespace benchdiff {
namespace {

// What a file can't say: where things are written, and what is run. It may be found in a folder
// that somebody else can write to.
constexpr std::array<std::string_view, 20> names_of_options{
    "table", "row",     "col",        "ignore",  "block", "filter",     "alpha",
    "test",  "stat",    "correction", "paired",  "fit",   "min-effect", "confidence",
    "color", "fail-on", "mute",       "waivers", "id",    "max-bytes"};
constexpr std::array<std::string_view, 9> names_of_run_options{
    "runs", "warmup", "timeout", "max-time", "until-clear", "gate", "seed", "pin", "filter"};

constexpr std::array<std::string_view, 6> names_of_lists{"fit",  "min-effect", "fail-on",
                                                         "mute", "waivers",    "gate"};
constexpr std::array<std::string_view, 2> names_of_flags{"paired", "until-clear"};

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::ranges::find(names, name) != names.end();
}

class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] toml::table parse() const {
    std::error_code error;
    constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 20U;
    const auto status = std::filesystem::status(path_, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
      fail("it is no ordinary file");
    }
    const std::uintmax_t size = std::filesystem::file_size(path_, error);
    if (!error && size > most_bytes) fail("it is over 1 MiB");
    std::ifstream file(path_, std::ios::binary);
    if (!file) fail(std::strerror(errno));
    std::ostringstream text;
    text << file.rdbuf();
    try {
      return toml::parse(text.str(), path_);
    } catch (const toml::parse_error& fault) {
      fail(fault.source().begin.line, std::string(fault.description()));
    }
  }

  [[nodiscard]] std::vector<FileOption> options(const toml::table& table,
                                                std::span<const std::string_view> allowed,
                                                bool is_top) const {
    std::vector<FileOption> options;
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (is_top && (name == "waiver" || name == "run")) continue;
      const auto line = node.source().begin.line;
      if (std::ranges::find(allowed, name) == allowed.end()) fail(line, unknown(name, allowed));
      FileOption option{.name = name, .values = {}, .line = line, .place = place(line)};
      if (is_one_of(name, names_of_flags)) {
        if (!flag_of(node, name)) continue;  // as if it weren't there
      } else if (const auto* list = node.as_array(); list && is_one_of(name, names_of_lists)) {
        if (list->empty()) continue;
        for (const auto& element : *list) option.values.push_back(text_of(element, name));
      } else {
        option.values.push_back(text_of(node, name));
      }
      if (name == "waivers") {
        for (std::string& value : option.values) value = beside_this(value);
      }
      options.push_back(std::move(option));
    }
    // In the order of the file, so that of several faults the first one is told.
    std::ranges::sort(options, {}, &FileOption::line);
    return options;
  }

  [[nodiscard]] std::vector<report::Waiver> waivers(const toml::table& table) const {
    std::vector<report::Waiver> waivers;
    const toml::node* node = table.get("waiver");
    if (node == nullptr) return waivers;
    const auto* list = node->as_array();
    if (list == nullptr) fail(node->source().begin.line, "a waiver begins with [[waiver]]");
    for (const auto& element : *list) {
      const auto* entries = element.as_table();
      if (entries == nullptr) fail(element.source().begin.line, "a waiver begins with [[waiver]]");
      waivers.push_back(waiver(*entries));
    }
    return waivers;
  }

  [[noreturn]] void fail(toml::source_index line, const std::string& what) const {
    throw SettingsError(place(line) + ": " + what);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw SettingsError(report::printable(path_) + ": " + what);
  }

  [[nodiscard]] std::string place(toml::source_index line) const {
    return report::printable(path_) + ":" + std::to_string(line);
  }

  static std::string unknown(const std::string& name, std::span<const std::string_view> allowed) {
    std::string known;
    for (const std::string_view word : allowed)
      known.append(known.empty() ? "" : ", ").append(word);
    return "'" + report::printable(name) + "' can't be set here; what can: " + known;
  }

  [[nodiscard]] std::string text_of(const toml::node& node, const std::string& name) const {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
    if (const auto number = node.value_exact<double>()) return report::shortest(*number);
    fail(node.source().begin.line,
         "'" + name + "' is a text or a number" +
             (is_one_of(name, names_of_lists) ? ", or a list of them" : ""));
  }

  [[nodiscard]] bool flag_of(const toml::node& node, const std::string& name) const {
    if (const auto flag = node.value_exact<bool>()) return *flag;
    fail(node.source().begin.line, "'" + name + "' is true or false");
  }

  [[nodiscard]] std::string beside_this(const std::string& path) const {
    return (std::filesystem::path(path_).parent_path() / path).string();
  }

  [[nodiscard]] report::Waiver waiver(const toml::table& entries) const {
    const auto line = entries.source().begin.line;
    report::Waiver waiver{};
    for (const auto& [key, node] : entries) {
      const std::string_view name = key.str();
      const auto here = node.source().begin.line;
      if (name == "match") {
        waiver.query = text_of(node, "match");
        take_query(here, waiver);
      } else if (name == "reason") {
        waiver.reason = text_of(node, "reason");
      } else if (name == "expires") {
        waiver.expires = day_of(node);
      } else {
        fail(here, "'" + report::printable(name) +
                       "' is nothing that a waiver has: match, reason, expires");
      }
    }
    if (waiver.query.empty())
      fail(line, "a waiver needs a match, such as '.name:Encode .unit:ns/op'");
    if (waiver.reason.find_first_not_of(" \t\n") == std::string::npos)
      fail(line, "a waiver needs a reason");
    if (!waiver.expires.ok())
      fail(line,
           "a waiver needs the last day on which it holds, as in "
           "expires = 2026-12-31");
    return waiver;
  }

  void take_query(toml::source_index line, report::Waiver& waiver) const {
    try {
      waiver.filter = report::Filter(waiver.query);
    } catch (const report::QueryError& error) {
      fail(line, std::string("parsing match: ") + error.what());
    }
  }

  [[nodiscard]] std::chrono::year_month_day day_of(const toml::node& node) const {
    if (const auto date = node.value_exact<toml::date>()) {
      return {std::chrono::year(date->year), std::chrono::month(date->month),
              std::chrono::day(date->day)};
    }
    const auto text = node.value_exact<std::string>();
    const auto day = text ? report::parse_day(*text) : std::nullopt;
    if (!day) fail(node.source().begin.line, "'expires' is a day such as 2026-12-31");
    return *day;
  }

  std::string path_;
};

}  // namespace

std::vector<std::string> FileOption::arguments() const {
  if (values.empty()) return {"--" + name};
  std::vector<std::string> arguments;
  for (const std::string& value : values) {
    if (value.empty()) {  // CLI11 would take the next argument for it
      arguments.push_back("--" + name);
      arguments.emplace_back();
    } else {
      arguments.push_back("--" + name + "=" + value);
    }
  }
  return arguments;
}

bool FileOption::is_overruled(const std::set<std::string>& given) const {
  const bool is_of_test = name == "test" || name == "stat";
  return given.contains(name) || (name == "paired" && given.contains("test")) ||
         (is_of_test && given.contains("paired"));
}

std::optional<std::string> find_settings_file() {
  constexpr const char* name = "benchdiff.toml";
  std::error_code error;
  const auto here = std::filesystem::current_path(error);
  if (error) return std::nullopt;
  // As it is said from here: in most cases the name alone.
  std::filesystem::path relative;
  for (auto folder = here;; folder = folder.parent_path(), relative /= "..") {
    if (std::filesystem::is_regular_file(folder / name, error)) return (relative / name).string();
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

SettingsFile read_settings_file(const std::string& path) {
  const Reader reader(path);
  const toml::table table = reader.parse();
  SettingsFile file{.options = reader.options(table, names_of_options, true),
                    .run_options = {},
                    .waivers = reader.waivers(table)};
  if (const toml::node* run = table.get("run")) {
    if (!run->is_table()) reader.fail(run->source().begin.line, "'run' is a table: [run]");
    file.run_options = reader.options(*run->as_table(), names_of_run_options, false);
  }
  return file;
}

std::vector<report::Waiver> read_waivers(const std::string& path) {
  const Reader reader(path);
  const toml::table table = reader.parse();
  for (const auto& [key, node] : table) {
    if (key.str() != "waiver") {
      reader.fail(node.source().begin.line, "a file of waivers has nothing but [[waiver]]");
    }
  }
  return reader.waivers(table);
}

}  // namespace benchdiff

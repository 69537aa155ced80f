#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "outputs.h"

namespace benchdiff {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 9> formats{{
    {"text", Format::text},
    {"csv", Format::csv},
    {"markdown", Format::markdown},
    {"html", Format::html},
    {"json", Format::json},
    {"junit", Format::junit},
    {"github", Format::github},
    {"openmetrics", Format::openmetrics},
    {"codequality", Format::codequality},
}};

constexpr std::array<std::pair<std::string_view, Format>, 8> endings{{
    {"csv", Format::csv},
    {"md", Format::markdown},
    {"markdown", Format::markdown},
    {"html", Format::html},
    {"htm", Format::html},
    {"json", Format::json},
    {"xml", Format::junit},
    {"prom", Format::openmetrics},
}};

std::optional<Format> format_by_ending(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::string ending(name.substr(std::min(name.size(), name.rfind('.') + 1)));
  std::ranges::transform(ending, ending.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto at = std::ranges::find(endings, ending, &decltype(endings)::value_type::first);
  return at == endings.end() ? std::nullopt : std::optional(at->second);
}

/// Whether a path is the file that a GitHub job takes its summary from.
bool is_step_summary(const std::string& path) {
  const char* summary = std::getenv("GITHUB_STEP_SUMMARY");
  return summary != nullptr && !path.empty() && path == summary;
}

/// What stands before a `=` as if it were a format; empty if there is no such word.
std::string misspelt_format(const std::string& path) {
  const std::size_t equals = path.find('=');
  const std::string word = equals == std::string::npos ? std::string() : path.substr(0, equals);
  const bool is_word = std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
  return is_word ? word : std::string();
}

bool is_one_place(const Output& a, const Output& b) {
  if (a.path.has_value() != b.path.has_value()) return false;
  const auto is_log = [](const Output& output) { return output.format == Format::github; };
  if (!a.path) return is_log(a) == is_log(b);
  std::error_code error;
  const auto whole = [&](const Output& output) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(*output.path, error), error);
  };
  return *a.path == *b.path || whole(a) == whole(b);
}

Output find_output(const std::string& argument, std::optional<Format> format) {
  const std::size_t equals = argument.find('=');
  const auto named =
      equals == std::string::npos ? std::nullopt : find_format(argument.substr(0, equals));
  const std::string path = named ? argument.substr(equals + 1) : argument;
  Output output{.format = Format::text, .path = path, .is_summary = is_step_summary(path)};
  const auto usual = output.is_summary ? std::optional(Format::markdown) : format_by_ending(path);
  output.format = named ? *named : format ? *format : usual.value_or(Format::text);
  if (path == "-") output.path.reset();
  return output;
}

}  // namespace

std::string format_names() {
  std::string names;
  for (const auto& [name, format] : formats) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

std::string_view format_name(Format format) {
  return std::ranges::find(formats, format, &decltype(formats)::value_type::second)->first;
}

std::optional<Format> find_format(std::string_view word) {
  if (word == "md") word = "markdown";
  const auto at = std::ranges::find(formats, word, &decltype(formats)::value_type::first);
  return at == formats.end() ? std::nullopt : std::optional(at->second);
}

std::vector<Output> find_outputs(std::span<const std::string> arguments,
                                 std::optional<Format> format) {
  std::vector<Output> outputs;
  for (const std::string& argument : arguments) outputs.push_back(find_output(argument, format));
  if (outputs.empty()) outputs.push_back({.format = format.value_or(Format::text), .path = {}});
  return outputs;
}

std::string find_output_fault(std::span<const Output> outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const Output& output = outputs[i];
    if (output.path == "") return "-o needs the name of a file, or - for standard output";
    if (output.path) {
      if (std::string word = misspelt_format(*output.path); !word.empty()) {
        return "-o: there is no format " + word + ", but " + format_names() + "; write ./" +
               *output.path + " for a file of that name";
      }
    }
    for (const Output& other : outputs.first(i)) {
      if (is_one_place(output, other)) {
        return output.path ? "-o " + *other.path + " is there twice; one would overwrite the other"
                           : "-o: two reports can't share standard output";
      }
    }
  }
  return {};
}

}  // namespace benchdiff

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff {

/// What a report can be written as.
enum class Format { text, csv, markdown, html, json, junit, github, openmetrics, codequality };

/// The names of all formats, as one text: `text, csv, ...`.
[[nodiscard]] std::string format_names();
[[nodiscard]] std::string_view format_name(Format format);
[[nodiscard]] std::optional<Format> find_format(std::string_view word);

/// One place that a report is written to.
struct Output {
  Format format = Format::text;
  /// Standard output where there is none, or standard error for what GitHub takes from a log.
  std::optional<std::string> path;
  bool is_summary = false;  ///< the step summary of a GitHub job, which a report is added to
};

/// Understands what `-o` was given, each as `[FORMAT=]FILE`, where `-` is a standard stream. A
/// format that isn't said is `format`, or else what the ending of the name tells, and text if that
/// tells nothing. Without any there is one, to a standard stream.
[[nodiscard]] std::vector<Output> find_outputs(std::span<const std::string> arguments,
                                               std::optional<Format> format);

/// What is wrong with them: a name that is empty, or two of one name; empty if nothing is.
[[nodiscard]] std::string find_output_fault(std::span<const Output> outputs);

}  // namespace benchdiff

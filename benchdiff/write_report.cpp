#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>

#include <benchdiff/report/explain.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/render_classic.h>
#include <benchdiff/report/render_codequality.h>
#include <benchdiff/report/render_csv.h>
#include <benchdiff/report/render_github.h>
#include <benchdiff/report/render_html.h>
#include <benchdiff/report/render_json.h>
#include <benchdiff/report/render_junit.h>
#include <benchdiff/report/render_markdown.h>
#include <benchdiff/report/render_openmetrics.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/terminal.h>

#include "messages.h"
#include "output.h"
#include "write_report.h"

namespace benchdiff {
namespace {

// What GitHub takes of a step's summary, and what it takes of a comment.
constexpr std::size_t most_of_summary = std::size_t{1} << 20U;
constexpr std::size_t most_of_comment = 65'536;
// Less isn't worth a place: the verdict and what to look at first.
constexpr std::size_t least_of_summary = 1024;

/// How many bytes a summary holds already.
std::size_t held_by(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::size_t>(size);
}

std::string render_classic(const Output& output, const report::Report& report) {
  std::string out;
  if (output.format == Format::csv) {
    std::string warnings;
    report::render_classic_csv(report, out, warnings);
    write_error(report::printable_lines(warnings));
  } else {
    report::render_classic_text(report, out);
  }
  return out;
}

std::string render_own_text(const Options& options, const Output& output,
                            const report::Report& report) {
  std::string out;
  const report::TextOptions how = report::text_options(options.color, output.path.has_value());
  if (options.explain) {
    report::explain(report, *options.explain, how.charset, out);
  } else {
    report::render_text(report, how, out);
  }
  return out;
}

std::string render(const Options& options, const Output& output, const report::Report& report,
                   std::size_t max_bytes) {
  if (options.classic) return render_classic(output, report);
  std::string out;
  switch (output.format) {
    case Format::text:
      return render_own_text(options, output, report);
    case Format::csv:
      write_error(tell_differences(report.differences));
      report::render_csv(report, out);
      break;
    case Format::json:
      report::render_json(report, out);
      break;
    case Format::markdown:
      report::render_markdown(report, {.id = options.id, .max_bytes = max_bytes}, out);
      break;
    case Format::html:
      report::render_html(report, {}, out);
      break;
    case Format::github:
      report::render_github(report, out);
      break;
    case Format::junit:
      report::render_junit(report, out);
      break;
    case Format::openmetrics:
      report::render_openmetrics(report, out);
      break;
    case Format::codequality:
      report::render_codequality(report, out);
      break;
  }
  return out;
}

/// A report in a summary stands below what the summary holds already.
std::optional<std::string> add_to_summary(const Options& options, const Output& output,
                                          const report::Report& report) {
  const std::size_t held = held_by(*output.path);
  const std::size_t room = most_of_summary - std::min(most_of_summary, held + 1);
  if (room < least_of_summary) {
    write_error("benchdiff: " + report::printable(*output.path) +
                " is full: GitHub takes 1 MiB of a step's summary; nothing is added to it\n");
    return std::nullopt;
  }
  const std::size_t most = std::min(room, options.max_bytes.value_or(room));
  const std::string text = render(options, output, report, most);
  return append_output(*output.path, (held > 0 ? "\n" : "") + text);
}

/// Renders and writes one output, with a word of what is going on.
std::optional<std::string> write(const Options& options, const Output& output,
                                 const report::Report& report, Progress& progress) {
  progress.begin("writing " + output.path.value_or("the report"));
  if (output.is_summary && output.format == Format::markdown) {
    return add_to_summary(options, output, report);
  }
  const std::string text =
      render(options, output, report, options.max_bytes.value_or(most_of_comment));
  progress.end();
  if (output.format == Format::github && !output.path) {
    write_error(text);
    return std::nullopt;
  }
  return write_output(output.path, text);
}

}  // namespace

std::optional<std::string> write_report(const Options& options, const report::Report& report,
                                        Progress& progress) {
  std::optional<std::string> first_fault;
  for (const Output& output : options.outputs) {
    auto fault = write(options, output, report, progress);
    if (!first_fault) first_fault = fault;
  }
  return first_fault;
}

}  // namespace benchdiff

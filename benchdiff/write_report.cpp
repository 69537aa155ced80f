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

/// A report in one form, and what there is to say of it besides.
struct Rendered {
  std::string text;
  std::string complaints;
};

Rendered render_classic(const Output& output, const report::Report& report) {
  Rendered rendered;
  if (output.format == Format::csv) {
    report::render_classic_csv(report, rendered.text, rendered.complaints);
    rendered.complaints = report::printable_lines(rendered.complaints);
  } else {
    report::render_classic_text(report, rendered.text);
  }
  return rendered;
}

std::string explain(const Options& options, const report::Report& report, bool to_file) {
  std::string out;
  const auto charset = report::text_options(options.color, to_file).charset;
  report::explain(report, *options.explain, charset, out);
  return out;
}

std::string render_own_text(const Options& options, const Output& output,
                            const report::Report& report) {
  const bool to_file = output.path.has_value();
  if (options.explain) return explain(options, report, to_file);
  std::string out;
  report::render_text(report, report::text_options(options.color, to_file), out);
  return out;
}

Rendered render(const Options& options, const Output& output, const report::Report& report,
                std::size_t max_bytes) {
  if (options.classic) return render_classic(output, report);
  Rendered rendered;
  std::string& out = rendered.text;
  switch (output.format) {
    case Format::text:
      out = render_own_text(options, output, report);
      break;
    case Format::csv:
      rendered.complaints = tell_differences(report.differences);
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
  return rendered;
}

/// How much room there is for Markdown.
std::size_t room_in(const Options& options, const Output& output) {
  if (!output.is_summary) return options.max_bytes.value_or(most_of_comment);
  const std::size_t held = held_by(*output.path) + 1;
  const std::size_t room = most_of_summary - std::min(most_of_summary, held);
  return std::min(room, options.max_bytes.value_or(room));
}

/// Writes what was rendered to where it belongs. A report in a summary stands below what the
/// summary holds already.
std::optional<std::string> write(const Output& output, const std::string& text) {
  if (output.is_summary) {
    return append_output(*output.path, (held_by(*output.path) > 0 ? "\n" : "") + text);
  }
  if (output.path) return write_output(output.path, text);
  if (output.format == Format::github) {
    write_commands(text);
    return std::nullopt;
  }
  return write_output(std::nullopt, output.format == Format::text ? without_commands(text) : text);
}

/// Renders and writes one output, with a word of what is going on.
std::optional<std::string> write(const Options& options, const Output& output,
                                 const report::Report& report, Progress& progress) {
  const std::size_t room = room_in(options, output);
  if (output.is_summary && room < least_of_summary) {
    write_error("benchdiff: " + report::printable(*output.path) +
                " is full: GitHub takes 1 MiB of a step's summary; nothing is added to it\n");
    return std::nullopt;
  }
  progress.begin("writing " + output.path.value_or("the report"));
  const Rendered rendered = render(options, output, report, room);
  progress.end();
  write_error(rendered.complaints);
  return write(output, rendered.text);
}

/// An explanation is told to who asks, where no output is a text that it could stand in.
std::optional<std::string> explain_besides(const Options& options, const report::Report& report) {
  const auto takes_stdout = [](const Output& output) {
    return !output.path && output.format != Format::github;
  };
  const bool has_text =
      std::ranges::find(options.outputs, Format::text, &Output::format) != options.outputs.end();
  if (!options.explain || has_text || std::ranges::any_of(options.outputs, takes_stdout)) {
    return std::nullopt;
  }
  return write_output(std::nullopt, without_commands(explain(options, report, false)));
}

}  // namespace

std::optional<std::string> write_report(const Options& options, const report::Report& report,
                                        Progress& progress) {
  std::optional<std::string> first_fault;
  for (const Output& output : options.outputs) {
    auto fault = write(options, output, report, progress);
    if (!first_fault) first_fault = std::move(fault);
  }
  auto fault = explain_besides(options, report);
  return first_fault ? first_fault : fault;
}

}  // namespace benchdiff

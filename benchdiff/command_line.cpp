#include <algorithm>
#include <string_view>
#include <utility>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/printable.h>

#include "command_line.h"
#include "compare_options.h"
#include "settings_file.h"
#include "test_options.h"

namespace benchdiff {
namespace {

/// Long options may have a single dash, as Go's flags do; `-filter x` is `--filter x`.
std::string with_two_dashes(const std::string& argument) {
  if (argument.starts_with("-o=")) {
    return "--output" + argument.substr(2);
  }
  if (argument.size() < 3 || argument[0] != '-' || argument[1] == '-') {
    return argument;
  }
  const std::string_view name = std::string_view(argument).substr(1, argument.find('=') - 1);
  return takes_value(name) ? "-" + argument : argument;
}

/// Whether the next argument is the value of an option, whatever it looks like.
bool takes_next(std::string_view argument) {
  return argument == "-o" ||
         (argument.starts_with("--") && takes_value(argument.substr(2)).value_or(false));
}

/// The arguments behind the program's name as CLI11 understands them: with two dashes, a value that
/// looks like an option joined to its own, and an empty one as an argument, as CLI11 would take the
/// next one for it.
std::vector<std::string> spell_out(const std::vector<std::string>& arguments) {
  std::vector<std::string> spelled;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--") {
      spelled.insert(spelled.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i),
                     arguments.end());
      break;
    }
    std::string argument = with_two_dashes(arguments[i]);
    if (takes_next(argument) && i + 1 < arguments.size()) {
      argument = (argument == "-o" ? "--output" : argument) + "=" + arguments[++i];
    }
    if (argument.starts_with("--") && argument.find('=') == argument.size() - 1) {
      argument.pop_back();
      spelled.push_back(std::move(argument));
      argument.clear();
    }
    spelled.push_back(std::move(argument));
  }
  return spelled;
}

ParsedCommandLine failure(const std::string& message) {
  return {.options = {},
          .out = {},
          .error = "benchdiff: " + report::printable_lines(message) + "\n",
          .status = 2};
}

ParsedCommandLine ended(const CompareArguments& arguments) {
  return arguments.error.empty()
             ? ParsedCommandLine{.options = {}, .out = arguments.out, .error = {}, .status = 0}
             : failure(arguments.error + "; see benchdiff --help");
}

/// Adds what a settings file says of options that the command line doesn't give. Answers what is
/// wrong with it.
std::string add_settings(const std::string& path, std::vector<std::string> spelled,
                         CompareArguments& arguments) {
  const SettingsFile file = read_settings_file(path);
  std::vector<std::string> added;
  std::map<std::string, std::string> from_file;
  for (const FileOption& option : file.options) {
    if (option.is_overruled(arguments.given)) continue;
    std::ranges::move(option.arguments(), std::back_inserter(added));
    from_file.emplace(option.name, option.place);
  }
  spelled.insert(spelled.begin(), added.begin(), added.end());
  arguments = parse_compare_arguments(std::move(spelled), false);
  arguments.options.from_file = std::move(from_file);
  arguments.options.gate.waived = file.waivers;
  arguments.options.config = path;
  if (!arguments.ended) return {};
  const std::string_view fault = arguments.error;
  const std::string name(fault.substr(0, fault.find(':')));
  const auto at =
      arguments.options.from_file.find(name.substr(std::min<std::size_t>(2, name.size())));
  return (at == arguments.options.from_file.end() ? path : at->second) + ": " + arguments.error;
}

/// The classic view judges as benchstat does, and by nothing else.
std::string find_classic_fault(const Options& options) {
  const bool judges_otherwise = options.test || options.statistic || options.paired ||
                                !options.min_effects.empty() || !options.fits.empty() ||
                                options.correction != Options().correction ||
                                !options.projections.block.empty();
  if (judges_otherwise) {
    return "-classic judges as benchstat does: it goes with no -test, -stat, "
           "-paired, -block, -fit, -min-effect and -correction";
  }
  const GateOptions& gate = options.gate;
  if (!gate.fail_on.empty() || !gate.mute.empty() || !gate.waivers.empty() || options.explain) {
    return "-classic has no gate: it goes with no -fail-on, -mute, -waivers and -explain";
  }
  for (const Output& output : options.outputs) {
    if (output.format != Format::text && output.format != Format::csv) {
      return "-classic prints what benchstat prints: -format must be text or csv";
    }
  }
  return {};
}

std::string find_form_fault(const Options& options) {
  const auto tells_fits = [](const Output& output) {
    return output.format == Format::text || output.format == Format::html ||
           output.format == Format::json;
  };
  const bool is_wanted = !options.fits.empty() && !options.from_file.contains("fit");
  if (is_wanted && std::ranges::none_of(options.outputs, tells_fits)) {
    return "--fit is told in text, html and json, and there is none with --format " +
           std::string(format_name(options.outputs.front().format));
  }
  const bool is_id = !options.id.empty() && options.id.size() <= 100 &&
                     std::ranges::all_of(options.id, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
                     });
  if (!is_id || options.id.find("--") != std::string::npos) {
    return "--id is made of letters, digits and ._-, without two dashes side by side";
  }
  return find_output_fault(options.outputs);
}

}  // namespace

std::string find_fault(const Options& options) {
  const std::string dashes = options.classic ? "-" : "--";
  const auto is_level = [](double value) { return value >= 0 && value <= 1; };
  if (!is_level(options.alpha)) {
    return dashes + "alpha must be in range [0, 1]";
  }
  if (!options.classic && (options.alpha == 0 || options.alpha == 1)) {
    return "--alpha must be above 0 and below 1: it is how often a test may be wrong";
  }
  if (!is_level(options.confidence)) {
    return dashes + "confidence must be in range [0, 1]";
  }
  if (std::ranges::count(formats::parse_inputs(options.inputs), "-", &formats::Input::path) > 1) {
    return "standard input can be read only once";
  }
  if (std::string fault = find_form_fault(options); !fault.empty()) return fault;
  return options.classic ? find_classic_fault(options) : find_test_fault(options);
}

ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments) {
  const std::string_view program = arguments.empty() ? std::string_view() : arguments.front();
  const bool classic = program.substr(program.rfind('/') + 1) == "benchstat";
  const std::vector<std::string> spelled = spell_out(arguments);
  CompareArguments parsed = parse_compare_arguments(spelled, classic);
  if (parsed.ended) return ended(parsed);
  if (parsed.options.inputs.empty()) {
    return failure("no input: benchdiff OLD NEW compares two result files; see benchdiff --help");
  }
  if (!parsed.options.classic && !parsed.no_config) try {
      const auto path = parsed.config ? parsed.config : find_settings_file();
      const std::string fault = path ? add_settings(*path, spelled, parsed) : std::string();
      if (!fault.empty()) return failure(fault);
    } catch (const SettingsError& error) {
      return failure(error.what());
    }
  return {.options = std::move(parsed.options), .out = {}, .error = {}, .status = 0};
}

}  // namespace benchdiff

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include <benchdiff/formats/number.h>
#include <benchdiff/formats/unit.h>
#include <benchdiff/harness/block_command.h>
#include <benchdiff/harness/command.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/query_error.h>

#include "option_kinds.h"
#include "run_options.h"
#include "settings_file.h"
#include "test_options.h"

namespace benchdiff {
namespace {

constexpr const char* description =
    "Runs programs by turns, in random order, and compares them. A run is one process, and one\n"
    "observation of each benchmark that it prints: in the Go benchmark format, or as Google\n"
    "Benchmark JSON. Results are kept in a file run by run, which benchdiff reads as any other.\n";

constexpr const char* examples = R"(Examples:
  benchdiff run --old './old --benchmark_format=json' --new './new --benchmark_format=json'
  benchdiff run --time --old 'gzip -k f' --new 'zstd f' --prepare 'rm -f f.gz f.zst'
  benchdiff run --until-clear --max-time 10m --old ./old.test --new ./new.test
  benchdiff run --git main..HEAD --build make --command './bench --benchmark_format=json'
  benchdiff run --resume ...                    go on with what was broken off

{filter} in a command stands for a regular expression of the benchmarks that are wanted: --filter's,
and with --until-clear those that aren't clear yet. Google Benchmark programs that are called with
an option of theirs get it by themselves.

Exit status: 0 compared; 1 what --fail-on says is bad; 2 something can't be run, read or written;
3 unclear, with --fail-on unclear; 128 and the signal's number when interrupted.)";

/// `90`, `90s`, `1.5m`, `2h` in seconds.
std::optional<double> find_duration(std::string_view word) {
  double factor = 1;
  if (word.ends_with("ms")) {
    factor = 1e-3;
    word.remove_suffix(2);
  } else if (!word.empty() && std::string_view("smh").find(word.back()) != std::string_view::npos) {
    factor = word.back() == 's' ? 1 : word.back() == 'm' ? 60 : 3600;
    word.remove_suffix(1);
  }
  double number = 0;
  const bool is_number = formats::parse_double(word, number) == formats::NumberError::none;
  if (!is_number || !std::isfinite(number) || number < 0) return std::nullopt;
  return number * factor;
}

std::optional<report::ColorChoice> find_color_choice(std::string_view word) {
  if (word == "auto") return report::ColorChoice::automatic;
  if (word == "always") return report::ColorChoice::always;
  if (word == "never") return report::ColorChoice::never;
  return std::nullopt;
}

/// The arguments as they are, before it is seen what they come to.
struct Raw {
  std::string old_side, new_side, command;
  std::vector<std::string> sides, min_effects, gated;
  std::optional<std::string> config;
  bool no_config = false;
  std::set<std::string> given;  ///< the long names of the options that there are
};

void add_programs(CLI::App& app, RunOptions& options, Raw& raw) {
  harness::RunPlan& plan = options.plan;
  app.add_option("--old", raw.old_side, "What is run before the change: the baseline")
      ->type_name("CMD");
  app.add_option("--new", raw.new_side, "What is run after it")->type_name("CMD");
  add_repeatable(app, "--side", raw.sides, "One more, compared with the first; any number")
      ->type_name("NAME=CMD");
  app.add_option("--git", options.git,
                 "Check two commits out, build both, and run --command in\neach")
      ->type_name("OLD..NEW");
  app.add_option("--build", options.build, "How each of them is built")->type_name("CMD");
  app.add_option("--command", raw.command, "What is run in each of them")->type_name("CMD");
  app.add_flag("--time", plan.times,
               "Measure the commands themselves: time, CPU time, memory,\npage faults, switches");
  app.add_flag("--allocations", options.counts_allocations,
               "With --time: count what they allocate, too");
  app.add_option("--name", plan.name, "What the command is called then")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--prepare", plan.prepare, "Run before each run, and not measured")
      ->type_name("CMD");
  app.add_option("-C", plan.directory, "Where to run them")->type_name("DIR");
  add_repeatable(app, "--env", plan.environment, "Set in their environment; any number")
      ->type_name("NAME=VALUE");
  app.add_option("--pin", plan.cpu, "The only CPU that they may run on")->type_name("CPU");
  app.add_option("--filter", plan.filter, "The benchmarks that are wanted; see {filter}")
      ->type_name("REGEX");
  app.add_option("--launcher", plan.launcher,
                 "Start each run by 'srun -n1 {}', 'ssh host {}', ...;\n"
                 "machines are compared each with itself")
      ->type_name("CMD");
}

void add_amounts(CLI::App& app, RunOptions& options, Raw& raw) {
  harness::RunPlan& plan = options.plan;
  app.add_option("--runs", plan.runs, "Runs of each side: 20; with --until-clear at most, 60")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}));
  app.add_option("--warmup", plan.warm_ups, "Runs of each side before, thrown away")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{0}, std::size_t{100'000}));
  add_word(app, "--timeout", find_duration, plan.timeout, "a time such as 90, 1.5m, 2h",
           "What takes longer is stopped, and left out")
      ->type_name("TIME");
  add_word(app, "--max-time", find_duration, plan.most_seconds, "a time such as 90, 1.5m, 2h",
           "Begin no round after so long")
      ->type_name("TIME");
  app.add_flag("--until-clear", plan.until_clear,
               "Stop when nothing is unclear, and leave out on the way\n"
               "what isn't; valid however often it looks");
  add_repeatable(app, "--gate", raw.gated,
                 "The units that have to be clear; sec/op, B/op and\nallocs/op if not told")
      ->type_name("UNIT");
  app.add_option("--seed", plan.seed, "Of the random order")->type_name("N")->capture_default_str();
}

void add_judging(CLI::App& app, RunOptions& options, Raw& raw) {
  report::JudgeOptions& judge = options.plan.judge;
  app.add_option("--alpha", judge.alpha, "How often a verdict may be wrong")
      ->type_name("P")
      ->check(CLI::Validator(find_no_number, ""))
      ->capture_default_str();
  add_repeatable(app, "--min-effect", raw.min_effects,
                 "The smallest change that matters: 2%, 10ns, ns/op:2%|10ns")
      ->type_name("[UNIT:]AMOUNT");
  add_word(app, "--correction", find_correction, judge.correction, "one of bh, by, holm, none",
           "Of p for there being many: bh, by, holm or none")
      ->type_name("HOW")
      ->default_str("bh");
  app.add_flag_function(
      "--paired", [&](std::int64_t) { judge.test = stats::Test::signed_rank; },
      "Compare within rounds, run by run: nothing that changes\n"
      "slowly can hide a change");
  add_gate_options(app, options.gate);
  add_config_options(app, raw.config, raw.no_config);
  app.add_option("-o,--output", options.output, "Where results are kept, run by run")
      ->type_name("FILE")
      ->capture_default_str();
  app.add_flag("--resume", options.resume, "Go on with the FILE of a run that was broken off");
  app.add_flag("--force", options.force, "Begin FILE anew where it exists");
  add_word(app, "--color", find_color_choice, options.color, "auto, always or never",
           "auto, always or never")
      ->type_name("WHEN");
}

bool is_name(std::string_view name) {
  constexpr std::string_view others = "._+-";
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

/// What is wrong with the sides; empty if nothing is.
std::string take_sides(const Raw& raw, RunOptions& options) {
  auto& sides = options.plan.sides;
  if (!options.git.empty()) {
    if (!raw.old_side.empty() || !raw.new_side.empty() || raw.command.empty()) {
      return "--git goes with --command, what is run in both checkouts, and not with --old and "
             "--new";
    }
    sides = {{"old", raw.command}, {"new", raw.command}};
  } else if (!options.build.empty() || !raw.command.empty()) {
    return "--build and --command go with --git OLD..NEW";
  }
  if (!raw.old_side.empty()) sides.push_back({"old", raw.old_side});
  if (!raw.new_side.empty()) sides.push_back({"new", raw.new_side});
  for (const std::string& side : raw.sides) {
    const std::size_t equals = side.find('=');
    const std::string name = side.substr(0, equals);
    if (equals == std::string::npos || !is_name(name) || equals + 1 == side.size()) {
      return "--side is NAME=CMD with a name of letters, digits and ._+-, not '" + side + "'";
    }
    if (std::ranges::find(sides, name, &harness::Side::name) != sides.end()) {
      return "there are two sides called " + name;
    }
    sides.push_back({name, side.substr(equals + 1)});
  }
  for (const harness::Side& side : sides) {
    if (side.command.find_first_not_of(" \t\n") == std::string::npos) {
      return "the command of side " + side.name + " is empty";
    }
  }
  if (sides.size() < 2 && !sides.empty()) {
    return "there is nothing to compare " + sides.front().name +
           " with: " + (raw.old_side.empty() ? "--old" : "--new") + " CMD is missing, or empty";
  }
  return sides.empty() ? "two sides are needed: --old CMD --new CMD" : "";
}

/// What a file has to have been begun with to be gone on with.
std::string how_of(const Raw& raw, const RunOptions& options) {
  const harness::RunPlan& plan = options.plan;
  std::string how;
  const auto add = [&how](const std::string& option, const std::string& value) {
    if (!value.empty())
      how += (how.empty() ? "" : " ") + option + " " + harness::shell_quoted(value);
  };
  const auto flag = [&how](const char* option, bool is_set) {
    if (is_set) how += (how.empty() ? "" : " ") + std::string(option);
  };
  flag("--time", plan.times);
  flag("--allocations", options.counts_allocations);
  add("--name", plan.times ? plan.name : "");
  add("--build", options.build);
  add("--prepare", plan.prepare);
  add("-C", options.git.empty() ? plan.directory : "");
  for (const std::string& setting : plan.environment) add("--env", setting);
  add("--pin", plan.cpu ? std::to_string(*plan.cpu) : "");
  add("--filter", plan.filter);
  add("--launcher", plan.launcher);
  if (plan.until_clear) {
    how += (how.empty() ? "" : " ") + std::string("--until-clear");
    add("--runs", std::to_string(plan.runs));
    add("--alpha", std::to_string(plan.judge.alpha));
    for (const std::string& effect : raw.min_effects) add("--min-effect", effect);
    for (const std::string& unit : plan.gated_units) add("--gate", unit);
    add("--correction", std::string(word_for(plan.judge.correction)));
    flag("--paired", plan.judge.test == stats::Test::signed_rank);
  }
  return how.empty() ? "no options" : how;
}

std::string find_fault(const Raw& raw, RunOptions& options) {
  if (std::string fault = take_sides(raw, options); !fault.empty()) return fault;
  harness::RunPlan& plan = options.plan;
  if (!(plan.judge.alpha > 0 && plan.judge.alpha < 1)) return "--alpha must be above 0 and below 1";
  for (const std::string& setting : plan.environment) {
    if (setting.find('=') == std::string::npos || setting.front() == '=') {
      return "--env is NAME=VALUE, not '" + setting + "'";
    }
  }
  if (plan.cpu && (*plan.cpu < 0 || *plan.cpu >= 1024)) return "--pin is the number of a CPU";
  if (options.counts_allocations && !plan.times) return "--allocations goes with --time";
  if (!plan.launcher.empty() && plan.times) {
    return "--time would measure the launcher; let it start a benchmark that times itself";
  }
  if (!plan.launcher.empty() && plan.launcher.find("{}") == std::string::npos) {
    return "--launcher needs a {} where the command goes: 'srun -n1 {}'";
  }
  for (const harness::Side& side : plan.sides) {
    if (!plan.filter.empty() && !harness::takes_filter(side.command)) {
      return "--filter goes where a command has {filter} in it, and that of side " + side.name +
             " has none";
    }
  }
  if (plan.runs == 0) plan.runs = plan.until_clear ? 60 : 20;
  if (options.resume && options.force) return "--resume and --force are contrary";
  options.min_effects = raw.min_effects;
  for (const std::string& effect : raw.min_effects) plan.judge.min_effects.add(effect);
  plan.gated_units = harness::usually_gated_units();
  if (!raw.gated.empty()) plan.gated_units.clear();
  plan.gates_are_told = !raw.gated.empty();
  for (std::string units : raw.gated) {
    for (std::size_t comma = 0; comma != std::string::npos; units.erase(0, comma + 1)) {
      comma = units.find(',');
      plan.gated_units.push_back(formats::tidy_unit(units.substr(0, comma)).tidy);
      if (comma == std::string::npos) break;
    }
  }
  plan.how = how_of(raw, options);
  return {};
}

ParsedRun failure(const std::string& message) {
  return {.options = {},
          .out = {},
          .error = "benchdiff run: " + report::printable_lines(message) + "\n",
          .status = 2};
}

/// Takes arguments in; answers what they end the program with, if they do.
std::optional<ParsedRun> parse(std::vector<std::string> arguments, RunOptions& options, Raw& raw) {
  CLI::App app(description);
  app.name("benchdiff run");
  app.footer(examples);
  app.set_help_flag("-h,--help", "Print this help");
  app.get_formatter()->column_width(28);
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  add_programs(app, options, raw);
  add_amounts(app, options, raw);
  add_judging(app, options, raw);
  std::ranges::reverse(arguments);
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream complaint;
    if (app.exit(error, out, complaint) == 0) {
      return ParsedRun{.options = {}, .out = out.str(), .error = {}, .status = 0};
    }
    return failure(std::string(error.what()) + "; see benchdiff run --help");
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->count() > 0) raw.given.insert(option->get_single_name());
  }
  return std::nullopt;
}

std::optional<std::string> settings_path(const Raw& raw) {
  if (raw.no_config) return std::nullopt;
  return raw.config ? raw.config : find_settings_file();
}

/// Adds what a settings file says of options that the command line doesn't give: those under
/// `[run]`, and those that mean the same here as in a comparison.
std::optional<ParsedRun> add_settings(const std::string& path, std::vector<std::string> arguments,
                                      RunOptions& options, Raw& raw) {
  constexpr std::array<std::string_view, 8> shared{"alpha",   "min-effect", "correction", "paired",
                                                   "fail-on", "mute",       "waivers",    "color"};
  const SettingsFile file = read_settings_file(path);
  std::vector<std::string> added;
  const auto add = [&](const FileOption& option) {
    if (!option.is_overruled(raw.given))
      std::ranges::move(option.arguments(), std::back_inserter(added));
  };
  for (const FileOption& option : file.options) {
    if (std::ranges::find(shared, option.name) != shared.end()) add(option);
  }
  std::ranges::for_each(file.run_options, add);
  arguments.insert(arguments.begin(), added.begin(), added.end());
  options = {};
  raw = {};
  auto ended = parse(std::move(arguments), options, raw);
  options.gate.waived = file.waivers;
  if (ended) ended->error.insert(std::string_view("benchdiff run: ").size(), path + ": ");
  return ended;
}

}  // namespace

ParsedRun parse_run_options(std::vector<std::string> arguments) {
  RunOptions options;
  Raw raw;
  try {
    if (auto ended = parse(arguments, options, raw)) return *std::move(ended);
    if (const auto path = settings_path(raw)) {
      if (auto fault = add_settings(*path, std::move(arguments), options, raw)) {
        return *std::move(fault);
      }
    }
    if (const std::string fault = find_fault(raw, options); !fault.empty()) return failure(fault);
  } catch (const report::QueryError& error) {
    return failure(std::string("parsing --min-effect: ") + error.what());
  } catch (const SettingsError& error) {
    return failure(error.what());
  }
  return {.options = std::move(options), .out = {}, .error = {}, .status = 0};
}

}  // namespace benchdiff

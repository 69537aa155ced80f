#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/version.h>

#include "command_line.h"
#include "option_kinds.h"
#include "test_options.h"

namespace benchdiff {
namespace {

constexpr const char* description =
    "Compares benchmark results before and after a change.\n"
    "Reads the Go benchmark format and Google Benchmark JSON; `-` is standard input, and\n"
    "LABEL=PATH names a column. The first column is the baseline of the others.\n"
    "A change is the median of all ratios of a new value to an old one.\n";

constexpr const char* examples = R"(Examples:
  benchdiff old.txt new.txt                     what got worse, better, or can't be told
  benchdiff before=old.txt after=new.txt        with names for the columns
  go test -bench . -count 10 | benchdiff -      one run, summarised
  benchdiff --filter '.name:Encode .unit:ns/op' old.txt new.txt
  benchdiff --row .name --col /format new.txt   compare the parts of names: /format=json, ...
  benchdiff --min-effect '5%' --min-effect 'ns/op:2%|10ns' old.txt new.txt
  benchdiff --test welch old.txt new.txt        another test; --stat p99 for a quantile
  benchdiff --format csv -o out.csv old.txt new.txt
  benchdiff --classic old.txt new.txt           the layout and the flags of Go's benchstat

Keys: .name, /PART of a name, .fullname, .file (the label), .path, .config, and settings of the
files, such as goos; in filters .unit besides.

Other commands: benchdiff run measures programs by turns and compares them; benchdiff doctor tells
if this machine is fit to measure on. Each has its own --help.

Exit status: 0 compared; 2 unusable arguments, unreadable input, or nothing to compare in it.)";

constexpr std::array<std::string_view, 16> names_with_value{
    "table", "row",        "col",        "ignore", "block", "filter", "alpha",  "confidence",
    "fit",   "min-effect", "correction", "test",   "stat",  "format", "output", "color"};
constexpr std::array<std::string_view, 4> names_without_value{"classic", "paired", "version",
                                                              "help"};

/// Long options may have a single dash, as Go's flags do; `-filter x` is `--filter x`.
std::string with_two_dashes(const std::string& argument) {
  if (argument.starts_with("-o=")) {
    return "--output" + argument.substr(2);
  }
  if (argument.size() < 3 || argument[0] != '-' || argument[1] == '-') {
    return argument;
  }
  const std::string_view name = std::string_view(argument).substr(1, argument.find('=') - 1);
  const bool is_long = std::ranges::find(names_with_value, name) != names_with_value.end() ||
                       std::ranges::find(names_without_value, name) != names_without_value.end();
  return is_long ? "-" + argument : argument;
}

/// Whether the next argument is the value of an option, whatever it looks like.
bool takes_next(std::string_view argument) {
  return argument == "-o" ||
         (argument.starts_with("--") &&
          std::ranges::find(names_with_value, argument.substr(2)) != names_with_value.end());
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

std::string to_color_choice(std::string& word) {
  constexpr std::array<std::string_view, 3> words{"auto", "always", "never"};
  const auto at = std::ranges::find(words, word);
  if (at == words.end()) {
    return "must be auto, always or never";
  }
  word = std::to_string(at - words.begin());
  return {};
}

/// How rows are judged.
void add_judging_options(CLI::App& app, Options& options) {
  const CLI::Validator is_number(find_no_number, "");
  app.add_option("--alpha", options.alpha,
                 "A change is significant up to this p; its interval is\nat 1 - P")
      ->type_name("P")
      ->check(is_number)
      ->capture_default_str();
  app.add_option("--confidence", options.confidence,
                 "The level of the intervals of samples, after +-")
      ->type_name("LEVEL")
      ->check(is_number)
      ->capture_default_str();
  add_repeatable(app, "--min-effect", options.min_effects,
                 "The smallest change that matters: 2%, 10ns, B/op:64B,\n"
                 "ns/op:2%|10ns; once for each unit, if need be. 1% if\n"
                 "not told, and any change of counts that never vary")
      ->type_name("[UNIT:]AMOUNT");
  add_word(app, "--correction", find_correction, options.correction, "one of bh, by, holm, none",
           "Of p for there being many: bh, by, holm or none")
      ->type_name("HOW")
      ->default_str("bh");
  add_word(app, "--test", find_test, options.test, "one of " + test_names(),
           "mann-whitney, brunner-munzel, welch, permutation,\n"
           "bootstrap, quantile, signed-rank, sign, van-elteren,\n"
           "two-level; see docs/verdict.md")
      ->type_name("TEST");
  add_word(app, "--stat", find_statistic, options.statistic,
           "one of median, mean, p50, p90, p99, ...",
           "What is compared, by --test bootstrap (the default\n"
           "then), permutation or quantile: median, mean, p90, ...")
      ->type_name("STAT");
  app.add_flag("--paired", options.paired,
               "Old and new were measured by turns: compare run by run,\n"
               "by --test signed-rank (the default then) or sign");
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("INPUT", options.inputs, "A result file, LABEL=PATH, or - for standard input")
      ->type_name("");
  // As with Go's flags, the last one counts.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option("--filter", options.filter, "Use only the results that match QUERY")
      ->type_name("QUERY");
  app.add_option("--table", options.projections.table, "Tables: the keys that split the report")
      ->type_name("KEYS")
      ->capture_default_str();
  app.add_option("--row", options.projections.row, "Rows: the keys that name a benchmark")
      ->type_name("KEYS")
      ->capture_default_str();
  app.add_option("--col", options.projections.column, "Columns: the keys that are compared")
      ->type_name("KEYS")
      ->capture_default_str();
  app.add_option("--ignore", options.projections.ignore, "Keys that don't tell benchmarks apart")
      ->type_name("KEYS");
  app.add_option("--block", options.projections.block,
                 "Keys that tell machines or processes apart (.path, where\n"
                 "each file is of one), for --test van-elteren (the\n"
                 "default then) or two-level")
      ->type_name("KEYS");
  add_judging_options(app, options);
  add_repeatable(app, "--fit", options.fits,
                 "Fit how values grow with a number in names, and draw it:\n"
                 "/size for O(n), O(n log n), ...; /threads for scalability")
      ->type_name("KEY");
  app.add_option("--format", options.format, "text or csv")
      ->type_name("FORMAT")
      ->capture_default_str();
  app.add_option("-o,--output", options.output, "Write the report to FILE")->type_name("FILE");
  app.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(CLI::Validator(to_color_choice, ""));
  app.add_flag("--classic", options.classic, "Print what Go's benchstat prints");
}

ParsedCommandLine failure(const std::string& message) {
  return {.options = {},
          .out = {},
          .error = "benchdiff: " + report::printable(message) + "\n",
          .status = 2};
}

/// The classic view judges as benchstat does, and by nothing else.
std::string find_classic_fault(const Options& options) {
  const bool judges_otherwise = options.test || options.statistic || options.paired ||
                                !options.min_effects.empty() || !options.fits.empty() ||
                                options.correction != Options().correction ||
                                !options.projections.block.empty();
  return judges_otherwise ? "-classic judges as benchstat does: it goes with no -test, -stat, "
                            "-paired, -block, -fit, -min-effect and -correction"
                          : "";
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
  if (options.format != "text" && options.format != "csv") {
    return dashes + "format must be text or csv";
  }
  if (!options.fits.empty() && options.format != "text") {
    return "--fit is drawn in text, and there is none with --format " + options.format;
  }
  return options.classic ? find_classic_fault(options) : find_test_fault(options);
}

ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments) {
  Options options;
  const std::string_view program = arguments.empty() ? std::string_view() : arguments.front();
  options.classic = program.substr(program.rfind('/') + 1) == "benchstat";

  CLI::App app(description);
  app.name("benchdiff");
  app.footer(examples);
  app.set_version_flag("--version", "benchdiff " + std::string(version));
  app.set_help_flag("-h,--help", "Print this help");
  app.get_formatter()->column_width(28);
  add_options(app, options);

  std::vector<std::string> reversed = spell_out(arguments);
  std::ranges::reverse(reversed);
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream complaint;
    if (app.exit(error, out, complaint) == 0) {
      return {.options = {}, .out = out.str(), .error = {}, .status = 0};
    }
    return failure(std::string(error.what()) + "; see benchdiff --help");
  }
  if (options.inputs.empty()) {
    return failure("no input: benchdiff OLD NEW compares two result files; see benchdiff --help");
  }
  if (options.projections.block.find_first_not_of(" \t") == std::string::npos) {
    options.projections.block.clear();  // no keys are no blocks
  }
  if (options.output == "-") {
    options.output.reset();
  }
  return {.options = std::move(options), .out = {}, .error = {}, .status = 0};
}

}  // namespace benchdiff

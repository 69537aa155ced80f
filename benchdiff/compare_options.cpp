#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>

#include <benchdiff/version.h>

#include "compare_options.h"
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
  benchdiff -o - -o report.html -o report.md old.txt new.txt
  benchdiff --fail-on worse:5% --fail-on allocs/op:0 old.txt new.txt    a gate for CI
  benchdiff --explain Encode old.txt new.txt    how its verdicts are reached
  benchdiff --classic old.txt new.txt           the layout and the flags of Go's benchstat

Keys: .name, /PART of a name, .fullname, .file (the label), .path, .config, and settings of the
files, such as goos; in filters .unit besides.

Options can stand in a benchdiff.toml here or in a folder above: min-effect = ["5%"].

Other commands: benchdiff run measures programs by turns and compares them; benchdiff doctor tells
if this machine is fit to measure on. Each has its own --help.

Exit status: 0 compared; 1 what --fail-on says is bad; 2 unusable arguments, unreadable input, or
nothing to compare in it; 3 unclear, with --fail-on unclear.)";

constexpr std::array<std::string_view, 23> names_with_value{
    "table",   "row",        "col",        "ignore",  "block", "filter",    "alpha",  "confidence",
    "fit",     "min-effect", "correction", "test",    "stat",  "format",    "output", "color",
    "fail-on", "mute",       "waivers",    "explain", "id",    "max-bytes", "config"};
constexpr std::array<std::string_view, 5> names_without_value{"classic", "paired", "no-config",
                                                              "version", "help"};

/// The words of options that make sense only together.
struct Words {
  std::optional<Format> format;
  std::vector<std::string> outputs;
};

std::string to_color_choice(std::string& word) {
  constexpr std::array<std::string_view, 3> words{"auto", "always", "never"};
  const auto at = std::ranges::find(words, word);
  if (at == words.end()) {
    return "must be auto, always or never";
  }
  word = std::to_string(at - words.begin());
  return {};
}

/// What is compared with what.
void add_selecting_options(CLI::App& app, Options& options) {
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
  add_repeatable(app, "--fit", options.fits,
                 "Fit how values grow with a number in names, and draw it:\n"
                 "/size for O(n), O(n log n), ...; /threads for scalability")
      ->type_name("KEY");
}

/// Where the report goes, and in which form.
void add_output_options(CLI::App& app, Options& options, Words& words) {
  add_word(app, "--format", find_format, words.format, "one of " + format_names(),
           "text, csv, markdown, html, json, junit, github,\nopenmetrics or codequality")
      ->type_name("FORMAT")
      ->default_str("text");
  add_repeatable(app, "-o,--output", words.outputs,
                 "Write the report to FILE, as its name ends (.html, .md,\n"
                 ".json, .csv, .xml for JUnit) or as is said; - is standard\n"
                 "output. Any number")
      ->type_name("[FORMAT=]FILE");
  app.add_option("--max-bytes", options.max_bytes,
                 "How long Markdown may be: 65536, or what is left of 1 MiB\nin a step summary")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1024}, std::size_t{1} << 30U));
  app.add_option("--id", options.id, "Stands in its first line, for a comment to be found by")
      ->type_name("ID")
      ->capture_default_str();
  app.add_option("--explain", options.explain, "Tell how the verdicts of a benchmark are reached")
      ->type_name("NAME");
  app.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(CLI::Validator(to_color_choice, ""));
  app.add_flag("--classic", options.classic, "Print what Go's benchstat prints");
}

void add_gate_options(CLI::App& app, CompareArguments& arguments) {
  add_gate_options(app, arguments.options.gate);
  add_config_options(app, arguments.config, arguments.no_config);
}

void parse(CLI::App& app, std::vector<std::string> words, CompareArguments& arguments) {
  std::ranges::reverse(words);
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream complaint;
    const bool is_fault = app.exit(error, out, complaint) != 0;
    (is_fault ? arguments.error : arguments.out) = is_fault ? error.what() : out.str();
    arguments.ended = true;
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->count() > 0) arguments.given.insert(option->get_single_name());
  }
}

}  // namespace

std::optional<bool> takes_value(std::string_view long_name) {
  if (std::ranges::find(names_with_value, long_name) != names_with_value.end()) return true;
  const bool is_flag =
      std::ranges::find(names_without_value, long_name) != names_without_value.end();
  return is_flag ? std::optional(false) : std::nullopt;
}

CompareArguments parse_compare_arguments(std::vector<std::string> words, bool classic) {
  CompareArguments arguments;
  Options& options = arguments.options;
  options.classic = classic;
  Words of_outputs;
  CLI::App app(description);
  app.name("benchdiff");
  app.footer(examples);
  app.set_version_flag("--version", "benchdiff " + std::string(version));
  app.set_help_flag("-h,--help", "Print this help");
  app.get_formatter()->column_width(28);
  app.add_option("INPUT", options.inputs, "A result file, LABEL=PATH, or - for standard input")
      ->type_name("");
  // As with Go's flags, the last one counts.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  add_selecting_options(app, options);
  add_judging_options(app, options);
  add_output_options(app, options, of_outputs);
  add_gate_options(app, arguments);
  parse(app, std::move(words), arguments);
  if (options.projections.block.find_first_not_of(" \t") == std::string::npos) {
    options.projections.block.clear();  // no keys are no blocks
  }
  options.outputs = find_outputs(of_outputs.outputs, of_outputs.format);
  return arguments;
}

}  // namespace benchdiff

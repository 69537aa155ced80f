#include <benchdiff/harness/benchmark_flags.h>

#include <cmath>
#include <stdexcept>
#include <string_view>

#include <benchdiff/formats/number.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::harness {
namespace {

constexpr std::string_view prefix = "--benchdiff_";

double parse_alpha(const std::string& text) {
  double alpha = 0;
  const bool is_number = formats::parse_double(text, alpha) == formats::NumberError::none;
  if (!is_number || !(alpha > 0 && alpha < 1)) {
    throw std::invalid_argument("--benchdiff_alpha must be above 0 and below 1, not '" + text +
                                "'");
  }
  return alpha;
}

void take(const std::string& name, const std::string& value, BenchmarkFlags& flags) try {
  if (name == "out") {
    flags.out = value;
  } else if (name == "baseline") {
    flags.baseline = value;
  } else if (name == "min_effect") {
    flags.compare.judge.min_effects.add(value);
  } else if (name == "alpha") {
    flags.compare.judge.alpha = parse_alpha(value);
  } else if (name == "filter") {
    (void)report::Filter(value);  // so that a run isn't wasted
    flags.compare.filter = value;
  } else if (name == "fail_on") {
    flags.gate.fail_on(value);
  } else {
    throw std::invalid_argument("there is no flag --benchdiff_" + name + "; see --help");
  }
} catch (const report::QueryError& error) {
  throw std::invalid_argument("--benchdiff_" + name + ": " + error.what());
}

}  // namespace

BenchmarkFlags take_benchmark_flags(int& argc, char** argv) {
  BenchmarkFlags flags;
  int kept = 0;
  for (int i = 0; i < argc; ++i) {
    const std::string argument = argv[i];
    if (i == 0 || !argument.starts_with(prefix)) {
      flags.help = flags.help || argument == "--help";
      flags.prints_data = flags.prints_data || argument == "--benchmark_format=json" ||
                          argument == "--benchmark_format=csv";
      flags.lists = flags.lists || argument.starts_with("--benchmark_list_tests");
      argv[kept++] = argv[i];
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(prefix.size(), equals - prefix.size());
    if (equals == std::string::npos || equals + 1 == argument.size()) {
      throw std::invalid_argument("--benchdiff_" + name + " needs a value: --benchdiff_" + name +
                                  "=...");
    }
    take(name, argument.substr(equals + 1), flags);
  }
  argc = kept;
  argv[kept] = nullptr;
  if (flags.gate.has_rules() && !flags.baseline) {
    throw std::invalid_argument(
        "--benchdiff_fail_on needs --benchdiff_baseline=FILE to compare with");
  }
  return flags;
}

const char* benchmark_flags_help() {
  return R"(          [--benchdiff_out=<file>]         results in the Go benchmark format
          [--benchdiff_baseline=<file>]    compare with earlier results
          [--benchdiff_min_effect=[unit:]<amount>]
          [--benchdiff_alpha=<p>]
          [--benchdiff_filter=<query>]
          [--benchdiff_fail_on=<rule>]     worse, worse:5%, ns/op:5%, leaning, unclear
)";
}

}  // namespace benchdiff::harness

#include <benchdiff/harness/pools/options.h>

#include <cstddef>
#include <stdexcept>
#include <string_view>

#include <benchdiff/formats/number.h>

namespace benchdiff::harness {
namespace {

std::int64_t parse_whole(const std::string& name, const std::string& text, std::int64_t least) {
  std::int64_t value = 0;
  if (formats::parse_integer(text, value) != formats::NumberError::none || value < least) {
    throw std::invalid_argument(name + " is a whole number from " + std::to_string(least) +
                                " on, not '" + text + "'");
  }
  return value;
}

double parse_milliseconds(const std::string& name, const std::string& text) {
  constexpr double most = 60'000;
  double value = 0;
  const bool is_number = formats::parse_double(text, value) == formats::NumberError::none;
  if (!is_number || !(value > 0 && value <= most)) {
    throw std::invalid_argument(name + " is a number of milliseconds, up to 60000, not '" + text +
                                "'");
  }
  return value;
}

using Taker = void(const std::string& name, const std::string& value, PoolsOptions& options);

/// What is done with the value of an option; null if there is no such option.
Taker* find_taker(std::string_view name) {
  if (name == "--rounds") {
    return [](const std::string& option, const std::string& value, PoolsOptions& options) {
      options.rounds = parse_whole(option, value, 1);
    };
  }
  if (name == "--slice") {
    return [](const std::string& option, const std::string& value, PoolsOptions& options) {
      options.slice_milliseconds = parse_milliseconds(option, value);
    };
  }
  if (name == "--filter") {
    return [](const std::string&, const std::string& value, PoolsOptions& options) {
      options.filter = value;
    };
  }
  if (name == "--seed") {
    return [](const std::string& option, const std::string& value, PoolsOptions& options) {
      options.seed = static_cast<std::uint64_t>(parse_whole(option, value, 0));
    };
  }
  return nullptr;
}

bool take_flag(const std::string& argument, PoolsOptions& options) {
  if (argument == "--keep-contaminated") return options.keep_contaminated = true;
  if (argument == "--list") return options.list = true;
  if (argument == "--help" || argument == "-h") return options.help = true;
  return false;
}

}  // namespace

PoolsOptions parse_pools_options(std::span<const char* const> arguments) {
  PoolsOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string argument = arguments[i];
    if (take_flag(argument, options)) continue;
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    Taker* const taker = find_taker(name);
    if (!taker) throw std::invalid_argument("there is no option " + name + "; see --help");
    if (equals != std::string::npos) {
      taker(name, argument.substr(equals + 1), options);
    } else if (i + 1 < arguments.size()) {
      taker(name, arguments[++i], options);
    } else {
      throw std::invalid_argument(name + " needs a value");
    }
  }
  return options;
}

const char* pools_help() noexcept {
  return R"(usage: pools_benchmark [OPTIONS] > pools.txt

Measures ways to pool in short slices, in an order shuffled anew each round, on pinned threads. Each
slice is a result in the Go benchmark format; those in which something else ran on the same CPUs are
measured again, and written as comments: '# contaminated: Benchmark...'. The first results are those
without a pool, so that these are the baseline of

  benchdiff --col /variant pools.txt

  --rounds N           slices of each benchmark: 15
  --slice MS           how long each takes, in milliseconds: 12
  --filter REGEX       only benchmarks with a name that it is found in, as --list shows them
  --seed N             of the order; another one each time if not told
  --keep-contaminated  take all slices for results, where a machine is never quiet
  --list               print the names of the benchmarks
  --help

Exit status: 0 measured; 1 the pool allocates, or its absence doesn't; 2 unusable options; 3 there
was no clean slice of some benchmarks, which are named.
)";
}

}  // namespace benchdiff::harness

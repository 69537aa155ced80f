#include <benchdiff/formats/foreign_json.h>

#include <algorithm>
#include <array>

namespace benchdiff::formats {
namespace {

struct Telltale {
  std::string_view key;
  std::string_view tool;
};

constexpr std::string_view go_test = "go test -json";
constexpr std::string_view compare_py = "Google Benchmark's compare.py";

constexpr std::array outer_keys{
    Telltale{"Action", go_test},
    Telltale{"HostEnvironmentInfo", "BenchmarkDotNet"},
    Telltale{"machine_info", "pytest-benchmark"},
    Telltale{"Mean", "criterion.rs"},
    Telltale{"mean", "criterion.rs"},
    Telltale{"iters", "criterion.rs"},
    Telltale{"full_id", "criterion.rs"},
    Telltale{"reason", "cargo-criterion"},
    Telltale{"commit_hash", "asv"},
    Telltale{"test-run", "Catch2"},
};

constexpr std::array element_keys{
    Telltale{"command", "hyperfine"},     Telltale{"runs", "pyperf"},
    Telltale{"jmhVersion", "JMH"},        Telltale{"epochs", "nanobench"},
    Telltale{"measurements", compare_py},
};

template <typename Telltales>
std::string_view tool_of(const Telltales& telltales, std::string_view key) {
  const auto at = std::ranges::find(telltales, key, &Telltale::key);
  return at == telltales.end() ? std::string_view{} : at->tool;
}

}  // namespace

void ForeignJson::add_key(std::string_view key) {
  if (known_as_.empty()) {
    known_as_ = tool_of(outer_keys, key);
  }
  list(key);
}

void ForeignJson::add_element_key(std::string_view key) {
  if (known_as_.empty()) {
    known_as_ = tool_of(element_keys, key);
  }
  if (array_) {
    list(key);
  }
}

void ForeignJson::list(std::string_view key) {
  constexpr std::size_t enough = 5;
  constexpr std::size_t long_key = 40;
  ++listed_;
  if (listed_ > enough + 1) {
    return;
  }
  if (listed_ > 1) {
    keys_ += ", ";
  }
  if (listed_ > enough || key.size() > long_key) {
    keys_ += "...";
    return;
  }
  std::ranges::replace_copy_if(
      key, std::back_inserter(keys_), [](char c) { return static_cast<unsigned char>(c) < ' '; },
      ' ');
}

std::string ForeignJson::describe() const {
  if (known_as_ == go_test) {
    return "this is the output of `go test -json`; give benchdiff the plain output of "
           "`go test -bench`";
  }
  if (known_as_ == compare_py) {
    return "JSON, but not Google Benchmark's own: this is what its compare.py writes; give "
           "benchdiff the two files that compare.py was given";
  }
  std::string what = "JSON, but not Google Benchmark's: ";
  if (is_known()) {
    what += "it looks like " + std::string(known_as_) + "'s";
  } else {
    what += array_ ? "an array" : "an object without an array `benchmarks`";
    if (listed_ > 0) {
      what += array_ ? " of objects" : "";
      what += listed_ > 1 ? " with the keys " : " with the key ";
      what += keys_;
    }
  }
  return what +
         "; benchdiff reads the output of `go test -bench` and Google Benchmark's JSON "
         "(--benchmark_out=FILE --benchmark_out_format=json)";
}

}  // namespace benchdiff::formats

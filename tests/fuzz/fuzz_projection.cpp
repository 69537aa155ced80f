// Any bytes as projections (of tables, rows, columns and what is ignored, split at line feeds):
// they make keys that hang together, or are refused with an error that points into one of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>

namespace {

using namespace benchdiff;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n", what);
    std::abort();
  }
}

const formats::ResultFile& results() {
  static const formats::ResultFile file = formats::read_text(
      "goos: linux\n"
      "BenchmarkEncode/size=1k/n=/text-8 1 1 ns/op\n"
      "BenchmarkEncode/size=64KiB-8 1 1 ns/op\n"
      "a: 1\nnote: x y\n"
      "BenchmarkDecode/size=9/size=10 1 1 ns/op\n"
      "goos:\nb: 2\n"
      "BenchmarkDecode/size=NaN 1 1 ns/op\n"
      "Benchmark 1 1 ns/op\n"
      "Benchmark\x80/=/k=\xff-1 1 0 B/op\n",
      "old.txt");
  return file;
}

std::vector<report::KeyId> project_all(report::Projection& projection) {
  std::vector<report::KeyId> keys;
  for (const formats::Subject& subject : results().subjects) {
    keys.push_back(projection.project({results(), subject}));
  }
  return keys;
}

void check(report::Projection& projection) {
  const auto keys = project_all(projection);
  const std::size_t size = projection.size();
  require(project_all(projection) == keys, "an item has the same key again");
  require(projection.size() == size, "what is projected again makes no key");
  auto places = projection.places();
  require(places.size() == size, "every key has a place");
  std::ranges::sort(places);
  for (std::size_t i = 0; i < size; ++i) {
    require(places[i] == i, "every place is taken once");
  }
  for (const report::KeyId a : keys) {
    require(a < size, "keys are numbered one after the other");
    std::string label;
    for (std::size_t column = 0; column < projection.columns(); ++column) {
      require(!projection.column_name(column).empty(), "a column has a name");
      const std::string& value = projection.value(a, column);
      label.append(label.empty() || value.empty() ? "" : " ").append(value);
    }
    require(projection.label(a) == label, "a label is the values");
    for (const report::KeyId b : keys) {
      bool equal = true;
      for (std::size_t column = 0; column < projection.columns(); ++column) {
        equal = equal && projection.value(a, column) == projection.value(b, column);
      }
      require(equal == (a == b), "keys are equal where their values are");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::string expressions[4];
  for (std::string& expression : expressions) {
    expression = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), expression.size() + 1));
  }
  for (const auto order : {report::ConfigOrder::first_seen, report::ConfigOrder::by_value}) {
    try {
      report::Filter filter;
      report::Projections projections(
          {expressions[0], expressions[1], expressions[2], expressions[3]}, filter, order);
      check(projections.table());
      check(projections.row());
      check(projections.column());
      check(projections.residue());
      for (const formats::Subject& subject : results().subjects) {
        (void)filter.matches({results(), subject}, results().units[0]);
      }
    } catch (const report::QueryError& error) {
      constexpr std::string_view options[] = {"table", "row", "col", "ignore"};
      const auto* const option = std::ranges::find(options, error.option());
      require(option != std::end(options), "an error names its option");
      require(error.offset() <= expressions[option - options].size(),
              "an error points into the expression");
      require(!error.message().empty(), "an error says something");
    }
  }
  return 0;
}

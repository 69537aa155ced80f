// Any bytes as a filter: it is understood, or refused with an error that points into it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/filter.h>
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
      "goos: linux\nnote:  x y \n"
      "BenchmarkEncode/size=1k/n=/text-8 1 1 ns/op 2 MB/s 3 allocs/op\n"
      "note: a\xff\xc3\ngoos:\n"
      "Benchmark 1 1 ns/op\n"
      "Benchmark\x80/=/k=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!-1 1 0 B/op\n",
      "old.txt");
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  try {
    report::Filter filter(query);
    const formats::ResultFile& file = results();
    for (const formats::Subject& subject : file.subjects) {
      const report::Item item{file, subject};
      bool first = true;
      bool before = false;
      for (const std::uint32_t unit : file.shapes[subject.shape]) {
        const bool matches = filter.matches(item, file.units[unit]);
        require(filter.matches(item, file.units[unit]) == matches, "an answer stays the same");
        require(first || filter.depends_on_unit() || matches == before,
                "without a unit in it, a filter doesn't look at units");
        before = matches;
        first = false;
      }
    }
    filter.require(".name", {"Encode", ""});
    require(!filter.matches({file, file.subjects.back()}, file.units[0]),
            "nothing passes that is not one of the required values");
  } catch (const report::QueryError& error) {
    require(error.offset() <= size, "an error points into the query");
    require(!error.message().empty(), "an error says something");
    require(error.option().empty(), "the parser knows of no options");
  }
  return 0;
}

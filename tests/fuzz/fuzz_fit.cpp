// Any bytes as a fit: it is understood, or refused with an error that points into it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/fits.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/report/tabulate.h>
#include <benchdiff/report/unit_properties.h>

namespace {

using namespace benchdiff;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n", what);
    std::abort();
  }
}

/// Benchmarks with numbers of many kinds in their names.
struct Results {
  report::Filter filter{"*"};
  report::Projections projections{report::Projections::Expressions{}, filter,
                                  report::ConfigOrder::first_seen};
  report::Samples samples;
  report::Report report;

  Results() {
    std::vector<formats::ResultFile> files;
    files.push_back(
        formats::read_text("BenchmarkSort/size=1k/8-4 1 1 ns/op 2 MB/s\n"
                           "BenchmarkSort/size=10k/16-4 1 12 ns/op 2 MB/s\n"
                           "BenchmarkSort/size=1e400/0-4 1 -1 ns/op NaN MB/s\n"
                           "BenchmarkSort/size=/1e3 1 0 ns/op\n",
                           "old.txt"));
    samples = report::tabulate(std::move(files), filter, projections);
    report = report::judge(samples, projections, {}, {});
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Results results;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const report::FitRequest request = report::parse_fit(text);
    for (const report::Fit& fit : report::fit(results.samples, results.report, {&request, 1})) {
      require(fit.key == request.key, "a fit is of what was asked for");
      require(!fit.curves.empty(), "a fit has a curve");
    }
  } catch (const report::QueryError& error) {
    require(error.offset() <= size, "an error points into the text");
    require(!error.message().empty(), "an error says something");
  }
  return 0;
}

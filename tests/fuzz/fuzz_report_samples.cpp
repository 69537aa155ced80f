// Any bytes as a report of ours: whatever is read must hang together, and be no more than a file of
// its size may hold.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <benchdiff/formats/report_samples.h>
#include <benchdiff/formats/source.h>
#include <benchdiff/formats/split.h>
#include <benchdiff/formats/text.h>

namespace {

using namespace benchdiff::formats;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n", what);
    std::abort();
  }
}

void check(const ResultFile& file, std::size_t size) {
  std::uint64_t values = 0;
  for (const Result& result : file.results) {
    require(result.subject < file.subjects.size(), "a result has a subject");
    const Subject& subject = file.subjects[result.subject];
    require(subject.configuration < file.configurations.size(), "a subject has a configuration");
    require(subject.shape < file.shapes.size(), "a subject has a shape");
    const Shape& shape = file.shapes[subject.shape];
    require(!shape.empty(), "a result has a measurement");
    for (const std::uint32_t unit : shape) {
      require(unit < file.units.size(), "a measurement has a unit");
    }
    require(result.first_value == values, "values lie one after the other");
    values += shape.size();
  }
  require(values == file.values.size(), "every value belongs to a result");
  require(values <= 1000000 + 4 * size, "there are no more values than may be");
  require(!file.failure || !file.failure->empty(), "a failure says something");
  require(file.failure || !file.results.empty(), "nothing is a failure");
  if (values < 10000) (void)split_by_setting(file, "side");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto read : {read_report_json, read_report_page}) {
    Source source = Source::from_memory(bytes);
    Text text(source);
    ResultFile file;
    read(text, file);
    check(file, size);
  }
  return 0;
}

// Any bytes as Google Benchmark's JSON: whatever is read must hang together.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <benchdiff/formats/google_benchmark.h>
#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace {

using namespace benchdiff::formats;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n", what);
    std::abort();
  }
}

void check(const ResultFile& file) {
  std::uint64_t line = 1;
  std::uint64_t values = 0;
  for (const Result& result : file.results) {
    require(result.line >= line, "results stand in the order of their lines");
    line = result.line;
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
  line = 1;
  for (const Note& note : file.notes) {
    require(note.line >= line, "notes stand in the order of their lines");
    line = note.line;
    require(!note.text.empty(), "a note says something");
    require(note.text.find('\n') == std::string::npos, "a note is one line");
  }
  require(!file.failure || !file.failure->empty(), "a failure says something");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Source source = Source::from_memory({reinterpret_cast<const char*>(data), size});
  Text text(source);
  ResultFile file;
  read_google_benchmark(text, file);
  check(file);
  return 0;
}

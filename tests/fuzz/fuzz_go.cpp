// Any bytes as the Go benchmark format: whatever is read must hang together.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include <benchdiff/formats/go_benchmark.h>
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

std::uint64_t count_lines(std::string_view bytes) {
  Source source = Source::from_memory(bytes);
  Text text(source);
  std::uint64_t lines = 0;
  while (text.line()) ++lines;
  return lines;
}

void check_units(const ResultFile& file) {
  std::set<std::string> written;
  for (const Unit& unit : file.units) {
    require(!unit.written.empty(), "a unit has a name");
    require(unit.tidy == tidy_unit(unit.written).tidy, "a unit is tidied");
    require(tidy_unit(unit.tidy).tidy == unit.tidy, "a tidy unit stays as it is");
    require(written.insert(unit.written).second, "a unit stands once");
  }
}

void check_configurations(const ResultFile& file) {
  for (const Configuration& configuration : file.configurations) {
    require(configuration.size() <= ResultFileBuilder::max_settings, "keys have a limit");
    std::set<std::string> keys;
    for (const Setting& setting : configuration) {
      require(!setting.key.empty() && !setting.value.empty(), "a setting has a key and a value");
      require(setting.key.find(':') == std::string::npos, "a key ends at the first colon");
      require(keys.insert(setting.key).second, "a key stands once");
    }
  }
}

void check_subjects(const ResultFile& file) {
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>> subjects;
  for (const Subject& subject : file.subjects) {
    require(subject.configuration < file.configurations.size(), "a subject has a configuration");
    require(subject.shape < file.shapes.size(), "a subject has a shape");
    require(subjects.emplace(subject.name, subject.configuration, subject.shape).second,
            "a subject stands once");
  }
  std::set<Shape> shapes;
  for (const Shape& shape : file.shapes) {
    require(!shape.empty(), "a result has a measurement");
    require(std::ranges::max(shape) < file.units.size(), "a measurement has a unit");
    require(shapes.insert(shape).second, "a shape stands once");
  }
}

void check_results(const ResultFile& file, std::uint64_t lines) {
  std::uint64_t line = 0;
  std::uint64_t values = 0;
  std::uint32_t subjects = 0;
  for (const Result& result : file.results) {
    require(result.line > line && result.line <= lines, "a result has a line of its own");
    line = result.line;
    require(result.subject <= subjects, "subjects stand in the order of their first results");
    subjects = std::max(subjects, result.subject + 1);
    require(result.first_value == values, "values lie one after the other");
    values += file.values_of(result).size();
  }
  require(subjects == file.subjects.size(), "a subject has a result");
  require(values == file.values.size(), "a value belongs to a result");
}

void check_notes(const ResultFile& file, std::uint64_t lines) {
  std::uint64_t line = 1;
  for (const Note& note : file.notes) {
    require(note.line >= line && note.line <= lines, "notes stand in the order of their lines");
    line = note.line;
    if (note.kind == Note::Kind::unit_setting) {
      require(!note.unit.unit.empty() && !note.unit.key.empty(), "a setting names unit and key");
    } else {
      require(note.kind == Note::Kind::syntax_error, "nothing is skipped");
      require(!note.text.empty(), "a note says something");
      require(note.text.find('\n') == std::string::npos, "a note is one line");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Source source = Source::from_memory(bytes);
  Text text(source);
  ResultFile file;
  read_go_benchmark(text, file);

  const std::uint64_t lines = count_lines(bytes);
  check_units(file);
  check_configurations(file);
  check_subjects(file);
  check_results(file, lines);
  check_notes(file, lines);
  require(!file.failure || !file.failure->empty(), "a failure says something");
  return 0;
}

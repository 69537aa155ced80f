#include <benchdiff/formats/read.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include <benchdiff/formats/beginning.h>
#include <benchdiff/formats/cores.h>
#include <benchdiff/formats/go_benchmark.h>
#include <benchdiff/formats/google_benchmark.h>
#include <benchdiff/formats/report_samples.h>
#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {
namespace {

bool is_fault(const Note& note) { return note.kind != Note::Kind::unit_setting; }

void read(Source& source, ResultFile& file) {
  Text text(source);
  const Beginning beginning(text);
  if (beginning.is_page()) {
    read_report_page(text, file);
  } else if (beginning.is_report()) {
    read_report_json(text, file);
  } else if (beginning.is_json()) {
    read_google_benchmark(text, file);
  } else if (!beginning.is_hopeless()) {
    read_go_benchmark(text, file);
  }
  if (beginning.line_of_other_json() > 0 && !file.failure) {
    file.failure =
        "Google Benchmark's JSON behind other results is not read; give it as a file of its own";
    file.failure_line = beginning.line_of_other_json();
  }
  // A file may also do nothing but say something of units.
  const bool has_units_alone = !file.notes.empty() && std::ranges::none_of(file.notes, is_fault);
  if (!source.error().empty()) {
    file.failure = source.error();
    file.failure_line = 0;
    file.failure_kind = ResultFile::FailureKind::unreadable;
  } else if (!file.failure && file.results.empty() && !has_units_alone) {
    file.failure = beginning.explain_no_results();
    file.failure_kind = ResultFile::FailureKind::no_results;
  }
}

}  // namespace

std::vector<Input> parse_inputs(std::span<const std::string> arguments) {
  std::vector<Input> inputs;
  std::map<std::string_view, std::size_t> count;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos) {
      inputs.push_back({.path = argument, .label = argument, .labelled = false});
      ++count[argument];
    } else {
      inputs.push_back({.path = argument.substr(equals + 1),
                        .label = argument.substr(0, equals),
                        .labelled = true});
    }
  }
  std::map<std::string_view, std::size_t> next;
  for (Input& input : inputs) {
    if (!input.labelled && count[input.path] > 1) {
      input.label += "#" + std::to_string(next[input.path]++);
    }
  }
  return inputs;
}

ResultFile read_file(const Input& input, Reading* reading) {
  ResultFile file;
  file.path = input.path;
  file.label = input.label;
  Source source(input.path);
  if (reading != nullptr) {
    reading->all += source.size();
    source.count_in(reading->bytes);
  }
  read(source, file);
  return file;
}

ResultFile read_text(std::string_view text, std::string label) {
  ResultFile file;
  file.path = label;
  file.label = std::move(label);
  Source source = Source::from_memory(text);
  read(source, file);
  return file;
}

std::vector<ResultFile> read_files(std::span<const Input> inputs, Reading* reading) {
  assert(std::ranges::count(inputs, "-", &Input::path) <= 1);
  std::vector<ResultFile> files(inputs.size());
  each_on_cores(inputs.size(), [&](std::size_t i) { files[i] = read_file(inputs[i], reading); });
  return files;
}

}  // namespace benchdiff::formats

#include <benchdiff/formats/read.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <map>
#include <optional>
#include <utility>

#include <benchdiff/formats/cores.h>
#include <benchdiff/formats/go_benchmark.h>
#include <benchdiff/formats/google_benchmark.h>
#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {
namespace {

/// What the beginning of a text shows of it.
struct Beginning {
  bool empty = true;  // nothing but white space
  bool json = false;
  bool binary = false;  // zero bytes, which no text has
};

Beginning look_at(Text& text) {
  constexpr std::size_t far_enough = std::size_t{1} << 20U;
  Beginning beginning;
  while (text.buffered().size() < far_enough && text.more()) {
    const std::size_t first = text.buffered().find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos) {
      beginning.empty = false;
      beginning.json = text.buffered()[first] == '{' || text.buffered()[first] == '[';
      break;
    }
  }
  beginning.binary = text.buffered().find('\0') != std::string_view::npos;
  return beginning;
}

std::string nothing_found(const Beginning& beginning) {
  if (beginning.empty) {
    return "the file is empty; did the benchmark run print to it?";
  }
  if (beginning.binary) {
    return "a binary file; give the text or JSON that the benchmark run printed";
  }
  return "no benchmark results in it; benchdiff reads the output of `go test -bench` (lines that "
         "begin with Benchmark) and Google Benchmark's JSON (--benchmark_out_format=json)";
}

void read(Source& source, ResultFile& file) {
  Text text(source);
  const Beginning beginning = look_at(text);
  if (beginning.json) {
    read_google_benchmark(text, file);
  } else {
    read_go_benchmark(text, file);
  }
  if (!source.error().empty()) {
    file.failure = source.error();
    file.failure_line = 0;
    file.failure_kind = ResultFile::FailureKind::unreadable;
  } else if (!file.failure && file.results.empty() && file.notes.empty()) {
    file.failure = nothing_found(beginning);
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

ResultFile read_file(const Input& input) {
  ResultFile file;
  file.path = input.path;
  file.label = input.label;
  Source source(input.path);
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

std::vector<ResultFile> read_files(std::span<const Input> inputs) {
  assert(std::ranges::count(inputs, "-", &Input::path) <= 1);
  std::vector<ResultFile> files(inputs.size());
  std::atomic<std::size_t> next = 0;
  run_on_cores(inputs.size(), [&] {
    for (std::size_t i = next++; i < inputs.size(); i = next++) {
      files[i] = read_file(inputs[i]);
    }
  });
  return files;
}

}  // namespace benchdiff::formats

#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/formats/results.h>

namespace benchdiff::formats {

/// A file to read, and what a report is to call it.
struct Input {
  std::string path;   ///< `-` is standard input
  std::string label;  ///< the path where none was given
  bool labelled = false;
};

/// Understands `path` and `label=path` as arguments of a command line, split at the first `=`. A
/// path given more than once without a label is told apart by `#0`, `#1`, ... behind it; equal
/// labels stay equal, which pools their files.
[[nodiscard]] std::vector<Input> parse_inputs(std::span<const std::string> arguments);

/// How far files are read, for others to look at meanwhile.
struct Reading {
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<std::uint64_t> all = 0;  ///< of the files that were begun, where that is known
};

/// Reads one file. The format is found from its content: a web page and JSON that begins with the
/// key `benchdiff` are reports of ours, other JSON is Google Benchmark's, and everything else is
/// the Go benchmark format. UTF-16 with a byte order mark is read as well. A fault is in the answer
/// (`failure`), together with all that could be read in spite of it. Linear in the size of the
/// file.
[[nodiscard]] ResultFile read_file(const Input& input, Reading* reading = nullptr);

/// Reads from memory.
[[nodiscard]] ResultFile read_text(std::string_view text, std::string label = "memory");

/// Reads several files at once, each on a thread of its own while there are cores, and answers in
/// the order of the inputs. Standard input may be among them once.
[[nodiscard]] std::vector<ResultFile> read_files(std::span<const Input> inputs,
                                                 Reading* reading = nullptr);

}  // namespace benchdiff::formats

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::harness {

/// Where the files are that the kernel tells about the machine in. Paths are given as they are on a
/// machine (`/proc/stat`), and are looked for below a root, so that a test can lay out its own.
///
/// Nothing that stands there is trusted: of a file at most 64 KiB are read, and what isn't a plain
/// file (a pipe, a device, a folder) counts as missing.
struct Sources {
  std::filesystem::path root = "/";

  /// The beginning of a file; empty for an empty one, none where it can't be read.
  [[nodiscard]] std::optional<std::string> text(std::string_view path) const;
  /// The first line without white space around it; none where that leaves nothing.
  [[nodiscard]] std::optional<std::string> line(std::string_view path) const;
  /// The whole number that is the first line.
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view path) const;
  /// The names in a folder that begin in a way, sorted; none where there is no folder.
  [[nodiscard]] std::vector<std::string> names(std::string_view path,
                                               std::string_view prefix = "") const;
  [[nodiscard]] bool has(std::string_view path) const;

 private:
  [[nodiscard]] std::filesystem::path below_root(std::string_view path) const;
};

/// A text without white space at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The whole number that a text is; none for any other text, and for one that doesn't fit.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

/// The parts between white space. They point into the text, which therefore has to stay.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);
std::vector<std::string_view> words(std::string&&) = delete;

/// The lines of a text, likewise.
[[nodiscard]] std::vector<std::string_view> lines(std::string_view text);
std::vector<std::string_view> lines(std::string&&) = delete;

/// A text of others as one short line that is safe to print: white space becomes single spaces,
/// what isn't printable becomes escapes, and what is longer than `most` bytes is cut.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t most = 200);

}  // namespace benchdiff::harness

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff {

/// Where the standard output of a program goes.
enum class Output {
  pipe,         ///< to us
  terminal,     ///< to us, through a terminal
  closed_pipe,  ///< to a reader that has gone away
  full_disk,
};

/// How a program is started. Its environment is `environment` and what it can't do without: PATH,
/// the sanitizers' options, and LC_ALL=C.UTF-8 if no other is given.
struct RunOptions {
  std::optional<std::string> stdin_text = std::nullopt;  ///< without it, /dev/null
  std::map<std::string, std::string> environment = {};
  std::filesystem::path directory = {};
  std::string argv0 = {};  ///< the name it is started under, where it isn't its path
  Output output = Output::pipe;
  unsigned short terminal_columns = 80;
  bool error_is_terminal = false;  ///< standard error goes through a terminal, too
};

/// What came of a program.
struct Outcome {
  int status = -1;  ///< its exit status, or 128 and the signal that ended it
  std::string out;
  std::string err;
};

/// Whether programs can be run on a terminal here; in a bare chroot they can't.
[[nodiscard]] bool has_terminals();

/// Runs a program to its end, without a shell. Throws when it can't be started.
[[nodiscard]] Outcome run(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments,
                          const RunOptions& options = {});

/// Runs the benchdiff that was built.
[[nodiscard]] Outcome run_benchdiff(const std::vector<std::string>& arguments,
                                    const RunOptions& options = {});

/// A folder of its own for a test, gone with it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, std::string_view text) const;

  /// Runs benchdiff in this folder.
  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                            RunOptions options = {}) const;

 private:
  std::filesystem::path path_;
};

/// The whole of a file; throws if there is none.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Runs of a benchmark in the Go benchmark format: a line for each value.
[[nodiscard]] std::string results(std::string_view name, const std::vector<std::string>& values,
                                  std::string_view unit = "ns/op");

/// Whether a text has a part; a failure shows both.
[[nodiscard]] testing::AssertionResult contains(std::string_view text, std::string_view part);
[[nodiscard]] testing::AssertionResult lacks(std::string_view text, std::string_view part);

/// The line of a text that begins with `beginning`; empty if there is none.
[[nodiscard]] std::string line_of(std::string_view text, std::string_view beginning);

}  // namespace benchdiff

#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

#include "program.h"

namespace benchdiff {

/// A benchdiff that goes on while the test does something to it. What it writes goes to the files
/// `out` and `err` of its folder.
class Running {
 public:
  Running(const std::vector<std::string>& arguments, const TemporaryDirectory& folder);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  void send(int signal) const;
  /// Its exit status, or 128 and the signal that ended it.
  [[nodiscard]] int wait();

 private:
  pid_t process_;
};

/// Waits until it is so, or half a minute; whether it is.
template <class Condition>
bool comes_true(Condition condition);

/// The processes whose working directory is a folder: what /proc says of each.
[[nodiscard]] std::vector<std::string> processes_in(const std::filesystem::path& folder);

/// The script `side.sh NAME VALUE` of a folder: prints a Go benchmark line with a value of VALUE
/// and up to 4 more, in an order that is the same each time. A file counts its runs.
void write_side(const TemporaryDirectory& folder);

/// Sleeps a little.
void pause(int microseconds);

template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 30'000; ++i) {
    if (condition()) return true;
    pause(1000);
  }
  return condition();
}

}  // namespace benchdiff

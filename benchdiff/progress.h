#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

#include <benchdiff/formats/read.h>

namespace benchdiff {

/// Tells on standard error what the program is at, in a line that is written over and goes away;
/// only where that is a terminal, and only once the program has taken long enough to be waited for.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Something begins, such as `writing report.html`, which ends what was.
  void begin(std::string what);
  /// Files are read; how far `reading` gets stands behind the words. It must outlive that.
  void begin_reading(const formats::Reading& reading);
  /// Takes the line away: from here on others may write to the terminal.
  void end();

 private:
  void begin(std::string what, const formats::Reading* reading);
  void show_now_and_then();
  [[nodiscard]] std::string line() const;

  const bool is_terminal_;
  std::thread thread_;  // begun with the first thing that there is to tell
  std::mutex mutex_;    // of all below
  std::condition_variable changed_;
  std::string what_;  // empty for nothing
  const formats::Reading* reading_ = nullptr;
  bool is_shown_ = false;
  bool is_over_ = false;
};

}  // namespace benchdiff

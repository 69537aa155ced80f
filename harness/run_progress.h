#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace benchdiff::harness {

/// Tells on standard error how a campaign goes on: on a terminal in one line that is written over,
/// else in a plain line now and then.
class RunProgress {
 public:
  RunProgress(bool is_terminal, std::size_t width) : is_terminal_(is_terminal), width_(width) {}
  RunProgress(const RunProgress&) = delete;
  RunProgress& operator=(const RunProgress&) = delete;
  ~RunProgress() { clear(); }

  /// A run of a side begins: the `number`th of `most`, counted over all sides.
  void begin(std::string_view side, std::size_t number, std::size_t most);
  /// It has ended, which took so long.
  void end(double seconds);
  /// Whether it is time to show how things stand, on a terminal: each second.
  [[nodiscard]] bool wants_standing() const;
  /// What a look at the measurements has shown.
  void stand(std::string standing, bool is_look);
  /// Takes the line away, for something else to be written.
  void clear();
  /// Something that stays to be read.
  void say(std::string_view line);

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string line() const;

  bool is_terminal_;
  std::size_t width_;
  bool is_shown_ = false;
  std::string side_, standing_;
  std::size_t number_ = 0, most_ = 0, ended_ = 0;
  double seconds_ = 0;
  Clock::time_point told_ = Clock::now();
  Clock::time_point stood_ = Clock::now();
};

}  // namespace benchdiff::harness

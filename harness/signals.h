#pragma once

#include <csignal>

#include <benchdiff/harness/guard.h>

namespace benchdiff::harness {

/// While it lives, SIGINT, SIGTERM and SIGHUP don't end the process but are noted, and SIGCHLD can
/// be waited for; orphans of children become children; and when it is killed, so are they (see
/// Guard). One at a time, on the main thread,
/// before there are others.
class Signals {
 public:
  /// Throws std::system_error where the system has no descriptor to give.
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  /// Readable when a signal has come.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Takes in what has come.
  void read();
  /// The signal that asks to end; 0 if none has come.
  [[nodiscard]] int asked_to_end() {
    read();
    return asked_to_end_;
  }
  /// The signals of a process as they were before: what a child needs.
  [[nodiscard]] const sigset_t& mask_before() const { return before_; }
  [[nodiscard]] Guard& guard() { return guard_; }

 private:
  Guard guard_;  // made while there is nothing that it would inherit
  sigset_t before_{};
  void (*children_before_)(int) = SIG_DFL;
  int descriptor_ = -1;
  int asked_to_end_ = 0;
};

}  // namespace benchdiff::harness

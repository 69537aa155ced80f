#pragma once

#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace benchdiff::pools {

/// Descriptors that tell when memory gets short: `some` when tasks have to wait for it now and
/// then, `full` when all of them do and nothing is done meanwhile. Linux's pressure stall
/// information; of the own control group where that has it (version 2), else of the whole system;
/// none where neither can be used, as before Linux 5.2 and in many containers.
class Pressure {
 public:
  struct Descriptors {
    int some = -1;
    int full = -1;
    short events = POLLPRI;          ///< what poll() has to wait for
    const char* source = "nothing";  ///< as people call it
  };

  /// Asks the kernel for `some` of 0.15 s and `full` of 0.05 s within 2 s, which needs no
  /// privilege.
  Pressure() {
    if (!open_both(own_group(), "the control group")) {
      open_both("/proc/pressure/memory", "the system");
    }
  }
  /// Of another origin; the descriptors are closed at the end.
  explicit Pressure(Descriptors descriptors) noexcept : descriptors_(descriptors) {}
  Pressure(Pressure&& other) noexcept : descriptors_(std::exchange(other.descriptors_, {})) {}
  Pressure& operator=(Pressure&&) = delete;
  ~Pressure() { close_both(); }

  [[nodiscard]] const Descriptors& descriptors() const noexcept { return descriptors_; }

 private:
  bool open_both(const std::string& path, const char* source) {
    if (path.empty()) return false;
    descriptors_.some = ask(path, "some 150000 2000000");
    descriptors_.full = ask(path, "full 50000 2000000");
    if (descriptors_.some < 0 || descriptors_.full < 0) {
      close_both();
      return false;
    }
    descriptors_.source = source;
    return true;
  }

  /// A trigger; -1 where the kernel refuses it.
  static int ask(const std::string& path, const char* trigger) {
    const int descriptor = open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return -1;
    if (write(descriptor, trigger, std::strlen(trigger) + 1) > 0) return descriptor;
    close(descriptor);
    return -1;
  }

  /// The file of the own control group; empty without version 2.
  static std::string own_group() {
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
      constexpr const char* version_2 = "0::";
      if (line.starts_with(version_2)) {
        return "/sys/fs/cgroup" + line.substr(std::strlen(version_2)) + "/memory.pressure";
      }
    }
    return {};
  }

  void close_both() noexcept {
    for (int* descriptor : {&descriptors_.some, &descriptors_.full}) {
      if (*descriptor >= 0) close(*descriptor);
      *descriptor = -1;
    }
  }

  Descriptors descriptors_;
};

}  // namespace benchdiff::pools

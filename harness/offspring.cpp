#include <benchdiff/harness/offspring.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace benchdiff::harness {
namespace {

namespace fs = std::filesystem;

/// The parent in a line of /proc/PID/stat, whose second field is a name in parentheses that may
/// hold anything: `12 (a) b) S 1 ...`.
pid_t parent_in(const std::string& stat) {
  const std::size_t name_end = stat.rfind(')');
  pid_t parent = 0;
  if (name_end != std::string::npos && name_end + 4 < stat.size()) {
    (void)std::from_chars(stat.data() + name_end + 4, stat.data() + stat.size(), parent);
  }
  return parent;
}

void kill_children() {
  const pid_t self = getpid();
  std::error_code none;
  for (fs::directory_iterator at("/proc", none), end; !none && at != end; at.increment(none)) {
    const std::string name = at->path().filename();
    pid_t process = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), process);
    if (parsed.ec != std::errc{} || parsed.ptr != name.data() + name.size()) continue;
    // By read(), as a process that has ended meanwhile is an error, which iterators throw.
    std::ifstream file(at->path() / "stat");
    std::array<char, 512> beginning{};
    file.read(beginning.data(), beginning.size());
    const std::string stat(beginning.data(), static_cast<std::size_t>(file.gcount()));
    if (parent_in(stat) == self) kill(process, SIGKILL);
  }
}

}  // namespace

void end_offspring() {
  using namespace std::chrono_literals;
  const auto until = std::chrono::steady_clock::now() + 2s;
  bool killed = false;
  for (;;) {
    const pid_t ended = waitpid(-1, nullptr, WNOHANG);
    if (ended > 0) {
      killed = false;  // its own children are ours now
      continue;
    }
    if (ended < 0 && errno == ECHILD) return;
    if (std::chrono::steady_clock::now() > until) return;
    if (!killed) {
      kill_children();
      killed = true;
    } else {
      std::this_thread::sleep_for(1ms);
      killed = false;
    }
  }
}

}  // namespace benchdiff::harness

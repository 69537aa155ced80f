#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "running.h"

namespace benchdiff {

namespace fs = std::filesystem;

Running::Running(const std::vector<std::string>& arguments, const TemporaryDirectory& folder) {
  std::vector<std::string> words{BENCHDIFF_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const std::string out = folder.path() / "out";
  const std::string err = folder.path() / "err";
  process_ = ::fork();
  if (process_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (process_ == 0) {
    // Where tests are run in the background, SIGINT may be ignored.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)std::signal(signal, SIG_DFL);
    const auto redirect = [](const char* path, int stream, int flags) {
      const int file = ::open(path, flags | O_CLOEXEC, 0666);
      return file >= 0 && ::dup2(file, stream) >= 0;
    };
    if (redirect("/dev/null", STDIN_FILENO, O_RDONLY) &&
        redirect(out.c_str(), STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC) &&
        redirect(err.c_str(), STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC) &&
        ::chdir(folder.path().c_str()) == 0) {
      ::execv(BENCHDIFF_PROGRAM, pointers.data());
    }
    ::_exit(127);
  }
}

Running::~Running() {
  if (process_ <= 0) return;
  send(SIGKILL);
  (void)wait();
}

void Running::send(int signal) const { (void)::kill(process_, signal); }

int Running::wait() {
  int ended = 0;
  while (::waitpid(process_, &ended, 0) < 0 && errno == EINTR) {
  }
  process_ = 0;
  return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}

std::vector<std::string> processes_in(const fs::path& folder) {
  std::vector<std::string> processes;
  const fs::path wanted = fs::canonical(folder);
  std::error_code none;
  for (fs::directory_iterator at("/proc", none), end; !none && at != end; at.increment(none)) {
    const std::string name = at->path().filename();
    pid_t process = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), process);
    if (parsed.ec != std::errc{} || parsed.ptr != name.data() + name.size()) continue;
    std::error_code gone;
    if (fs::read_symlink(at->path() / "cwd", gone) != wanted) continue;
    std::ifstream stat(at->path() / "stat");
    // By getline(), as one that has ended meanwhile is an error, which iterators throw.
    std::string line;
    if (std::getline(stat, line)) processes.push_back(line);
  }
  return processes;
}

void write_side(const TemporaryDirectory& folder) {
  folder.write("side.sh",
               "n=0\n"
               "[ -f \"$1.n\" ] && read n < \"$1.n\"\n"
               "echo $((n + 1)) > \"$1.n\"\n"
               "echo \"BenchmarkA-8 1 $(($2 + n * 7 % 5)) ns/op\"\n");
}

void pause(int microseconds) {
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

}  // namespace benchdiff

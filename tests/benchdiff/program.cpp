#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "program.h"

namespace benchdiff {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) {
      ::close(std::exchange(fd_, -1));
    }
  }

 private:
  int fd_;
};

Descriptor open_file(const char* path, int flags) {
  const int fd = ::open(path, flags | O_CLOEXEC);
  if (fd < 0) {
    fail(path);
  }
  return Descriptor(fd);
}

/// What the program writes or reads, and our end of it.
struct Channel {
  Descriptor ours;
  Descriptor theirs;
};

/// A pipe that the program writes to, or reads from.
Channel make_pipe(bool program_writes) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    fail("pipe");
  }
  Descriptor reads(ends[0]);
  Descriptor writes(ends[1]);
  return program_writes ? Channel{std::move(reads), std::move(writes)}
                        : Channel{std::move(writes), std::move(reads)};
}

Channel make_terminal(unsigned short columns) {
  Descriptor ours(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (ours.get() < 0 || ::grantpt(ours.get()) != 0 || ::unlockpt(ours.get()) != 0) {
    fail("posix_openpt");
  }
  Descriptor theirs = open_file(::ptsname(ours.get()), O_RDWR | O_NOCTTY);
  termios mode{};
  winsize size{};
  size.ws_row = 24;
  size.ws_col = columns;
  ::tcgetattr(theirs.get(), &mode);
  ::cfmakeraw(&mode);  // so that a line still ends with \n alone
  if (::tcsetattr(theirs.get(), TCSANOW, &mode) != 0 ||
      ::ioctl(theirs.get(), TIOCSWINSZ, &size) != 0) {
    fail("terminal");
  }
  return {std::move(ours), std::move(theirs)};
}

Channel make_output(const RunOptions& options) {
  switch (options.output) {
    case Output::terminal:
      return make_terminal(options.terminal_columns);
    case Output::full_disk:
      return {Descriptor(), open_file("/dev/full", O_WRONLY)};
    case Output::closed_pipe: {
      Channel pipe = make_pipe(true);
      pipe.ours.close();
      return pipe;
    }
    case Output::pipe:
      break;
  }
  return make_pipe(true);
}

Channel make_input(const RunOptions& options) {
  return options.stdin_text ? make_pipe(false)
                            : Channel{Descriptor(), open_file("/dev/null", O_RDONLY)};
}

std::map<std::string, std::string> environment_of(const RunOptions& options) {
  std::map<std::string, std::string> environment = options.environment;
  environment.emplace("LC_ALL", "C.UTF-8");
  for (const char* name :
       {"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) {
      environment.emplace(name, value);
    }
  }
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// Reads what there is; closes at the end. A terminal ends with an error.
void drain(Descriptor& from, std::string& text) {
  std::array<char, 1 << 16> buffer{};
  const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
  if (count > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    from.close();
  }
}

/// Writes what can be; closes at the end, or when the program doesn't want it.
void feed(Descriptor& to, std::string_view& text) {
  const ssize_t count = ::write(to.get(), text.data(), text.size());
  if (count >= 0) {
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (text.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) {
    to.close();
  }
}

/// Goes on until the program has closed all that it writes to.
void exchange(Descriptor& in, std::string_view stdin_text, Descriptor& out, Descriptor& err,
              Outcome& run) {
  if (in.get() >= 0) {
    ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
  }
  while (out.get() >= 0 || err.get() >= 0) {
    std::array<pollfd, 3> waiting{pollfd{in.get(), POLLOUT, 0}, pollfd{out.get(), POLLIN, 0},
                                  pollfd{err.get(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
      fail("poll");
    }
    if (waiting[0].revents != 0) {
      feed(in, stdin_text);
    }
    if (waiting[1].revents != 0) {
      drain(out, run.out);
    }
    if (waiting[2].revents != 0) {
      drain(err, run.err);
    }
  }
}

}  // namespace

bool has_terminals() {
  const int fd = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (fd >= 0) {
    ::close(fd);
  }
  return fd >= 0;
}

Outcome run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const RunOptions& options) {
  (void)std::signal(SIGPIPE, SIG_IGN);  // of a program that doesn't read its input
  Channel in = make_input(options);
  Channel out = make_output(options);
  Channel err =
      options.error_is_terminal ? make_terminal(options.terminal_columns) : make_pipe(true);

  std::vector<std::string> words{options.argv0.empty() ? program.string() : options.argv0};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment_of(options)) {
    settings.push_back(name + "=" + value);
  }
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(settings);

  const pid_t child = ::fork();
  if (child < 0) {
    fail("fork");
  }
  if (child == 0) {
    (void)std::signal(SIGPIPE, SIG_DFL);
    const bool ready = (options.directory.empty() || ::chdir(options.directory.c_str()) == 0) &&
                       ::dup2(in.theirs.get(), STDIN_FILENO) >= 0 &&
                       ::dup2(out.theirs.get(), STDOUT_FILENO) >= 0 &&
                       ::dup2(err.theirs.get(), STDERR_FILENO) >= 0;
    if (ready) {
      ::execve(program.c_str(), argv.data(), envp.data());
    }
    ::_exit(127);
  }
  in.theirs.close();
  out.theirs.close();
  err.theirs.close();

  Outcome run;
  exchange(in.ours, options.stdin_text.value_or(""), out.ours, err.ours, run);
  int ended = 0;
  while (::waitpid(child, &ended, 0) < 0) {
    if (errno != EINTR) {
      fail("waitpid");
    }
  }
  run.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  if (run.status == 127) {
    throw std::runtime_error("can't run " + program.string());
  }
  return run;
}

Outcome run_benchdiff(const std::vector<std::string>& arguments, const RunOptions& options) {
  return run(BENCHDIFF_PROGRAM, arguments, options);
}

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "benchdiff-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    fail(name);
  }
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TemporaryDirectory::write(const std::string& name, std::string_view text) const {
  std::ofstream file(path_ / name, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) {
    fail(name);
  }
}

Outcome TemporaryDirectory::run(const std::vector<std::string>& arguments,
                                RunOptions options) const {
  options.directory = path_;
  return run_benchdiff(arguments, options);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    fail(path.string());
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string results(std::string_view name, const std::vector<std::string>& values,
                    std::string_view unit) {
  std::string text;
  for (const std::string& value : values) {
    text.append("Benchmark").append(name).append(" 1000 ").append(value);
    text.append(" ").append(unit).append("\n");
  }
  return text;
}

testing::AssertionResult contains(std::string_view text, std::string_view part) {
  if (text.find(part) != std::string_view::npos) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "no \"" << part << "\" in:\n" << text;
}

testing::AssertionResult lacks(std::string_view text, std::string_view part) {
  if (text.find(part) == std::string_view::npos) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "there is \"" << part << "\" in:\n" << text;
}

std::string line_of(std::string_view text, std::string_view beginning) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with(beginning)) {
      return std::string(line);
    }
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return {};
}

}  // namespace benchdiff

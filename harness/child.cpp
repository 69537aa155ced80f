#include <benchdiff/harness/child.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <benchdiff/harness/descriptor.h>
#include <benchdiff/harness/event_counters.h>
#include <benchdiff/harness/offspring.h>

namespace benchdiff::harness {
namespace {

using Clock = std::chrono::steady_clock;
using End = ChildResult::End;

constexpr std::size_t most_errors = std::size_t{64} << 10U;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What the child does until it is another program. Only what may be called after a fork.
struct Start {
  const ChildOptions& options;
  const sigset_t& signals;
  char* const* words;
  pid_t parent;
  int go, told, output, errors;

  [[noreturn]] void fail(int error) const {
    (void)!write(told, &error, sizeof error);
    _exit(127);
  }
  [[noreturn]] void operator()() const {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(output >= 0 ? output : nothing, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    if (nothing > STDERR_FILENO) close(nothing);
    if (!options.directory.empty() && chdir(options.directory.c_str()) != 0) fail(errno);
    if (options.cpu) {
      cpu_set_t only;
      CPU_ZERO(&only);
      CPU_SET(static_cast<unsigned>(*options.cpu), &only);
      if (sched_setaffinity(0, sizeof only, &only) != 0) fail(errno);
    }
    for (const std::string& setting : options.environment) {
      if (putenv(const_cast<char*>(setting.c_str())) != 0) fail(errno);
    }
    for (const int ignored : {SIGPIPE, SIGXFSZ}) (void)signal(ignored, SIG_DFL);
    sigprocmask(SIG_SETMASK, &signals, nullptr);
    char let_go = 0;
    if (read(go, &let_go, 1) != 1) _exit(127);
    execvp(words[0], words);
    fail(errno);
  }
};

/// What a child writes, as far as it is kept.
class Stream {
 public:
  Stream(Descriptor reading, std::size_t most) : reading_(std::move(reading)), most_(most) {
    fcntl(reading_.number(), F_SETFL, O_NONBLOCK);
  }
  [[nodiscard]] int descriptor() const { return reading_.number(); }
  /// Takes what is there, and closes at the end.
  void read() {
    std::array<char, 1 << 16> buffer{};
    while (reading_.number() >= 0 && text.size() <= most_) {
      const ssize_t count = ::read(reading_.number(), buffer.data(), buffer.size());
      if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        reading_.close();
      } else {
        return;
      }
    }
  }
  /// The same, but of all that comes only the end is kept. It is left in between, as a child may
  /// write faster than we read.
  void read_end() {
    if (text.size() > most_) text.erase(0, text.size() - most_ / 2);
    read();
  }
  [[nodiscard]] bool is_over() const { return text.size() > most_; }
  std::string text;

 private:
  Descriptor reading_;
  std::size_t most_;
};

/// A child that was let go.
class Running {
 public:
  Running(pid_t process, const ChildOptions& options, Signals& signals, Stream output,
          Stream errors)
      : process_(process),
        options_(options),
        signals_(signals),
        output_(std::move(output)),
        errors_(std::move(errors)),
        start_(Clock::now()) {}

  ChildResult wait() {
    for (;;) {
      // First, as it takes in the signals: one that comes after we have looked at the child is left
      // to be waited for.
      const auto end = reason_to_stop();
      if (has_ended()) break;
      if (end) {
        kill_all();
        result_.end = *end;
        break;
      }
      await();
      output_.read();
      errors_.read_end();
    }
    kill_all();
    output_.read();
    errors_.read_end();
    if (result_.end == End::exited && output_.is_over()) result_.end = End::flooded;
    result_.output = std::move(output_.text);
    result_.errors = std::move(errors_.text);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool has_ended() {
    int status = 0;
    const pid_t ended = wait4(process_, &status, WNOHANG, &result_.usage);
    if (ended != process_) return false;
    result_.seconds = seconds_since(start_);
    is_reaped_ = true;
    result_.end = WIFEXITED(status) ? End::exited : End::killed;
    result_.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return true;
  }

  [[nodiscard]] std::optional<End> reason_to_stop() {
    if (signals_.asked_to_end() != 0 && !options_.outlasts_signals) return End::interrupted;
    if (output_.is_over()) return End::flooded;
    if (options_.timeout > 0 && seconds_since(start_) >= options_.timeout) return End::timed_out;
    return std::nullopt;
  }

  /// Until there is a signal, something to read, or no time left.
  void await() {
    std::array<pollfd, 3> waited{{{signals_.descriptor(), POLLIN, 0},
                                  {output_.descriptor(), POLLIN, 0},
                                  {errors_.descriptor(), POLLIN, 0}}};
    double left = 60;
    if (options_.timeout > 0) left = std::min(left, options_.timeout - seconds_since(start_));
    (void)poll(waited.data(), waited.size(), static_cast<int>(std::ceil(std::max(left, 0.) * 1e3)));
  }

  /// Lets it end by itself, if it does.
  void ask_to_end() {
    if (is_reaped_ || options_.grace <= 0) return;
    kill(-process_, SIGTERM);
    const auto asked = Clock::now();
    while (seconds_since(asked) < options_.grace) {
      if (wait4(process_, nullptr, WNOHANG, &result_.usage) == process_) {
        result_.seconds = seconds_since(start_);
        is_reaped_ = true;
        return;
      }
      output_.read();
      errors_.read_end();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  void kill_all() {
    ask_to_end();
    kill(-process_, SIGKILL);
    signals_.guard().watch(0);
    if (!is_reaped_) {
      kill(process_, SIGKILL);
      (void)wait4(process_, nullptr, 0, &result_.usage);
      result_.seconds = seconds_since(start_);
      is_reaped_ = true;
    }
    end_offspring();
  }

  pid_t process_;
  const ChildOptions& options_;
  Signals& signals_;
  Stream output_, errors_;
  Clock::time_point start_;
  bool is_reaped_ = false;
  ChildResult result_;
};

ChildResult not_started(int error) {
  ChildResult result;
  result.status = error;
  return result;
}

}  // namespace

ChildResult run_child(const ChildOptions& options, Signals& signals) {
  Pipe go;
  Pipe told;
  Pipe output;
  Pipe errors;
  std::vector<std::string> copies = options.words;
  std::vector<char*> words;
  for (std::string& word : copies) words.push_back(word.data());
  words.push_back(nullptr);
  const Start start{options,
                    signals.mask_before(),
                    words.data(),
                    getpid(),
                    go.reading.number(),
                    told.writing.number(),
                    options.keeps_output ? output.writing.number() : -1,
                    errors.writing.number()};
  const pid_t process = fork();
  if (process < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (process == 0) start();
  setpgid(process, process);  // whoever is first: it has to be before we may kill the group
  signals.guard().watch(process);
  go.reading.close();
  told.writing.close();
  output.writing.close();
  errors.writing.close();

  std::optional<EventCounters> events;
  if (options.counts_events) events.emplace(process);
  Running running(process, options, signals, Stream(std::move(output.reading), options.most_output),
                  Stream(std::move(errors.reading), most_errors));
  (void)!write(go.writing.number(), "", 1);
  int error = 0;
  ssize_t count = 0;
  do {  // until it is another program, which closes its end, or can't be
    count = read(told.reading.number(), &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  ChildResult result = running.wait();
  if (count == static_cast<ssize_t>(sizeof error)) return not_started(error);
  if (events) {
    result.instructions = events->instructions();
    result.cycles = events->cycles();
  }
  return result;
}

std::string describe_end(const ChildResult& result, const ChildOptions& options) {
  switch (result.end) {
    case End::exited:
      return "exit status " + std::to_string(result.status);
    case End::killed:
      return "killed by signal " + std::to_string(result.status) + " (" + strsignal(result.status) +
             ")";
    case End::timed_out: {
      std::string limit = std::to_string(options.timeout);
      limit.erase(limit.find_last_not_of('0') + 1);
      if (limit.ends_with('.')) limit.pop_back();
      return "took longer than " + limit + " s";
    }
    case End::flooded:
      return "printed more than " + std::to_string(options.most_output >> 20U) + " MiB";
    case End::interrupted:
      return "interrupted";
    case End::not_started:
      break;
  }
  const std::string program = options.words.empty() ? "" : options.words.front();
  const std::string where = options.directory.empty() ? "" : " in " + options.directory;
  return "can't be started" + where + ": " + program + ": " + std::strerror(result.status);
}

}  // namespace benchdiff::harness

#include <csignal>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "command_line.h"
#include "compare.h"
#include "doctor.h"
#include "output.h"
#include "run.h"

namespace {

/// Keeps files that are opened later from taking the place of a stream that we were started
/// without: a report would be written into one. To use the stream is still an error.
void fill_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

/// Writes what a command line came to that isn't options; the exit status.
int answer(const std::string& out, const std::string& error, int status) {
  benchdiff::write_error(error);
  if (const auto fault = benchdiff::write_output({}, out)) {
    benchdiff::write_error("benchdiff: " + *fault + "\n");
    return benchdiff::exit_unusable;
  }
  return status;
}

int run_command(const std::vector<std::string>& arguments) {
  const std::string command = arguments.size() > 1 ? arguments[1] : std::string();
  if (command == "run") {
    auto parsed = benchdiff::parse_run_options({arguments.begin() + 2, arguments.end()});
    return parsed.options ? benchdiff::run(std::move(*parsed.options))
                          : answer(parsed.out, parsed.error, parsed.status);
  }
  if (command == "doctor") return benchdiff::doctor({arguments.begin() + 2, arguments.end()});
  const auto parsed = benchdiff::parse_command_line(arguments);
  return parsed.options ? benchdiff::compare(*parsed.options)
                        : answer(parsed.out, parsed.error, parsed.status);
}

}  // namespace

int main(int argc, char** argv) {
  fill_closed_streams();
  // A closed pipe, or a file at its limit, is an error of the write, which is dealt with there.
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run_command(std::vector<std::string>(argv, argv + argc));
  } catch (const std::bad_alloc&) {
    benchdiff::write_error("benchdiff: out of memory\n");
  } catch (const std::exception& error) {
    benchdiff::write_error(std::string("benchdiff: ") + error.what() + "\n");
  }
  return benchdiff::exit_unusable;
}

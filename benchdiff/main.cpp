#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "command_line.h"
#include "compare.h"
#include "output.h"

int main(int argc, char** argv) {
  // A closed pipe is an error of the write, which is dealt with there.
  (void)std::signal(SIGPIPE, SIG_IGN);
  try {
    const auto parsed = benchdiff::parse_command_line(std::vector<std::string>(argv, argv + argc));
    if (parsed.options) {
      return benchdiff::compare(*parsed.options);
    }
    benchdiff::write_error(parsed.error);
    if (const auto fault = benchdiff::write_output({}, parsed.out)) {
      benchdiff::write_error("benchdiff: " + *fault + "\n");
      return benchdiff::exit_unusable;
    }
    return parsed.status;
  } catch (const std::bad_alloc&) {
    benchdiff::write_error("benchdiff: out of memory\n");
  } catch (const std::exception& error) {
    benchdiff::write_error(std::string("benchdiff: ") + error.what() + "\n");
  }
  return benchdiff::exit_unusable;
}

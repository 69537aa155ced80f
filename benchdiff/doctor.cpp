#include <benchdiff/harness/doctor.h>

#include <benchdiff/harness/render_doctor.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/terminal.h>

#include "compare.h"
#include "doctor.h"
#include "output.h"

namespace benchdiff {
namespace {

constexpr const char* help =
    "Tells whether this machine is fit to measure on, what disturbs results, and how to mend it.\n"
    "Looks twice, a second apart; changes nothing.\n"
    "\n"
    "Usage: benchdiff doctor\n";

}  // namespace

int doctor(const std::vector<std::string>& arguments) {
  std::string out;
  if (arguments.empty()) {
    const report::Terminal terminal = report::find_terminal(report::ColorChoice::automatic, false);
    const harness::Sources sources;
    const auto checks =
        harness::examine(sources, harness::this_process(), harness::take_samples(sources));
    out = harness::render_doctor(checks, terminal.width, terminal.color, terminal.utf8);
  } else if (arguments.front() == "--help" || arguments.front() == "-h") {
    out = help;
  } else {
    write_error("benchdiff doctor: takes no arguments, not even '" +
                report::printable(arguments.front()) + "'\n");
    return exit_unusable;
  }
  if (const auto fault = write_output(std::nullopt, out)) {
    write_error("benchdiff: " + *fault + "\n");
    return exit_unusable;
  }
  return exit_compared;
}

}  // namespace benchdiff

#include <benchdiff/report/query_error.h>

#include "gate_options.h"
#include "settings_file.h"

namespace benchdiff {

report::Gate make_gate(const GateOptions& options) {
  report::Gate gate;
  report::with_option("fail-on", [&] {
    for (const std::string& rule : options.fail_on) gate.fail_on(rule);
  });
  report::with_option("mute", [&] {
    for (const std::string& query : options.mute) gate.mute(query);
  });
  for (const report::Waiver& waiver : options.waived) gate.waive(waiver);
  for (const std::string& path : options.waivers) {
    for (report::Waiver& waiver : read_waivers(path)) gate.waive(std::move(waiver));
  }
  return gate;
}

}  // namespace benchdiff

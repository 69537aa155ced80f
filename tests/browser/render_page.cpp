// render_page OUT [--gate] FILE...: writes the HTML report of some result files; with --gate as if
// there were a gate that fails on what is worse, and of each kind of mark some.
#include <array>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/harness/compare_results.h>
#include <benchdiff/report/render_html.h>

namespace benchdiff::report {
namespace {

void pretend_gate(Report& report) {
  const std::array marks{GateMark{Gated::failed, "ns/op:5%"},
                         GateMark{Gated::waived, "known, <b>#12</b>, until 2030-01-01"},
                         GateMark{Gated::muted, ".name:/Noisy/"},
                         GateMark{Gated::inconclusive, "unclear"}};
  std::size_t next = 0;
  for (Table& table : report.tables) {
    for (Cell& cell : table.cells) {
      if (cell.comparison && cell.comparison->verdict != Verdict::same) {
        cell.comparison->gate = marks[next++ % marks.size()];
      }
    }
  }
  const std::size_t each = next / marks.size();
  report.gate = GateOutcome{.result = GateResult::failed,
                            .rules = {"ns/op:5%", "unclear"},
                            .failed = each,
                            .inconclusive = each,
                            .waived = each,
                            .muted = each,
                            .remarks = {"the waiver of Gone/size=1 is no longer needed"}};
}

}  // namespace
}  // namespace benchdiff::report

int main(int count, char** arguments) {
  std::vector<std::string> paths(arguments + 1, arguments + count);
  const std::string out = paths.empty() ? "" : paths.front();
  bool gated = paths.size() > 1 && paths[1] == "--gate";
  paths.erase(paths.begin(), paths.begin() + (gated ? 2 : paths.empty() ? 0 : 1));
  auto files = benchdiff::formats::read_files(benchdiff::formats::parse_inputs(paths));
  auto report = benchdiff::harness::compare_results(std::move(files), {});
  if (gated) benchdiff::report::pretend_gate(report);
  std::string page;
  benchdiff::report::render_html(report, {}, page);
  std::ofstream file(out, std::ios::binary);
  file << page;
  return file.flush() ? 0 : 1;
}

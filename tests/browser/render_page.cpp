// render_page OUT FILE...: writes the HTML report of some result files.
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/harness/compare_results.h>
#include <benchdiff/report/render_html.h>

int main(int count, char** arguments) {
  const std::vector<std::string> paths(arguments + 2, arguments + count);
  auto files = benchdiff::formats::read_files(benchdiff::formats::parse_inputs(paths));
  const auto report = benchdiff::harness::compare_results(std::move(files), {});
  std::string page;
  benchdiff::report::render_html(report, {}, page);
  std::ofstream(arguments[1], std::ios::binary) << page;
}

#include <benchdiff/report/classic_layout.h>

namespace benchdiff::report {

std::vector<std::string> classic_heading(const Report& report, std::size_t table) {
  std::vector<std::string> lines;
  if (table > 0) {
    lines.emplace_back();
  }
  const auto& settings = *report.tables[table].settings;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (table == 0 || (*report.tables[table - 1].settings)[i] != settings[i]) {
      lines.push_back(settings[i].key + ": " + settings[i].value);
    }
  }
  return lines;
}

}  // namespace benchdiff::report

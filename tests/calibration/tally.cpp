#include <array>
#include <cmath>
#include <cstdio>

#include "tally.h"

namespace benchdiff::calibration {

bool Tally::exceeds(double claimed) const {
  const auto trials = static_cast<double>(of);
  const double expected = claimed * trials;
  return static_cast<double>(count) > expected + 4 * std::sqrt(expected * (1 - claimed)) + 1;
}

std::string percent(const Tally& tally) {
  if (tally.of == 0) return "";
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.1f", 100 * tally.rate());
  return text.data();
}

void Findings::line(const std::string& text) { (void)std::printf("%s\n", text.c_str()); }

void Findings::table(const std::vector<std::vector<std::string>>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string text = "|";
    for (const auto& cell : rows[i]) text += " " + cell + " |";
    line(text);
    if (i > 0) continue;
    text = "|";
    for (std::size_t column = 0; column < rows[i].size(); ++column) {
      text += column == 0 ? " --- |" : " ---: |";
    }
    line(text);
  }
  line("");
}

void Findings::expect_at_most(double claimed, const Tally& tally, const std::string& what) {
  if (!tally.exceeds(claimed)) return;
  ++broken_;
  line("BROKEN: " + what + ": " + percent(tally) + " % of " + std::to_string(tally.of));
}

}  // namespace benchdiff::calibration

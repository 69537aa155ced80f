#include <benchdiff/report/classic_words.h>

#include <benchdiff/report/number_text.h>

namespace benchdiff::report {

std::string classic_delta(const Cell& baseline, const Cell& cell, double alpha) {
  // What isn't tested is a fact, and its p of 0 is below any level.
  if (cell.comparison->tested && cell.comparison->p > alpha) {
    return "~";
  }
  if (baseline.center == cell.center) {
    return "0.00%";
  }
  return baseline.center == 0 ? "?" : classic_ratio(cell.center / baseline.center);
}

std::string classic_note(const Cell& baseline, const Cell& cell) {
  std::string note;
  if (cell.comparison->tested) {
    note.append("p=").append(fixed(cell.comparison->p, 3)).append(" ");
  }
  note.append("n=").append(std::to_string(baseline.runs));
  if (baseline.runs != cell.runs) {
    note.append("+").append(std::to_string(cell.runs));
  }
  return note;
}

std::string classic_ratio(double ratio) { return signed_fixed((ratio - 1) * 100, 2) + "%"; }

}  // namespace benchdiff::report

#pragma once

#include <string>
#include <string_view>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/scale.h>

namespace benchdiff::report {

/// The words and numbers of the text view, in the characters that it may use.
class TextWords {
 public:
  explicit TextWords(Charset charset) : ascii_(charset == Charset::ascii) {}

  /// A value of a unit with its prefix and symbol: `1.718µs`, `64.00KiB`, `3.000`.
  [[nodiscard]] std::string value(double value, const Scale& scale, std::string_view unit) const;

  /// `± 1%`.
  [[nodiscard]] std::string range(const Cell& cell) const;

  /// `-17.2%`; where there is no ratio, the difference in the unit.
  [[nodiscard]] std::string change(const stats::Change& change, const Scale& scale,
                                   std::string_view unit) const;
  /// The change of a cell. Where what is known exactly changed by too little to show in percent, it
  /// is the difference in all digits: `+1B`.
  [[nodiscard]] std::string change(const Cell& baseline, const Cell& cell, const Scale& scale,
                                   std::string_view unit) const;
  /// `[-17.9%, -16.6%]`; empty for what is known exactly, and where no value differs.
  [[nodiscard]] std::string interval(const stats::Change& change, const Scale& scale,
                                     std::string_view unit) const;

  /// `0.008`, and `1e-05` where three decimals would be nothing but zeros.
  [[nodiscard]] static std::string p(const Comparison& comparison);
  /// The same for the corrected p.
  [[nodiscard]] static std::string adjusted_p(const Comparison& comparison);
  /// The smallest change that the samples could have shown, without its sign: `9.3%`; empty where
  /// that isn't known.
  [[nodiscard]] std::string detectable(const Comparison& comparison, const Scale& scale,
                                       std::string_view unit) const;
  /// What an unclear verdict needs: `~25 runs`; empty for others.
  [[nodiscard]] std::string to_settle(const Comparison& comparison) const;
  /// `10`, or `10+9` where the sides differ.
  [[nodiscard]] static std::string runs(const Cell* baseline, const Cell& cell);

  [[nodiscard]] std::string_view plus_minus() const { return ascii_ ? "+-" : "±"; }
  [[nodiscard]] std::string_view arrow() const { return ascii_ ? " -> " : " → "; }
  [[nodiscard]] std::string_view rule() const { return ascii_ ? " | " : " │ "; }
  [[nodiscard]] std::string_view dot() const { return ascii_ ? " - " : " · "; }
  [[nodiscard]] std::string_view ellipsis() const { return ascii_ ? "..." : "…"; }

 private:
  [[nodiscard]] std::string percent(double ratio, int decimals) const;
  [[nodiscard]] std::string difference(double shift, const Scale& scale,
                                       std::string_view unit) const;
  [[nodiscard]] std::string infinite(double value) const;

  bool ascii_;
};

/// The scale that the values of a row have in common; counts that are whole numbers are written as
/// such.
[[nodiscard]] Scale row_scale(const Table& table, const Row& row);

/// The same, or a scale of its own for a value that is too many times as large.
[[nodiscard]] Scale own_scale(const Cell& cell, const Scale& scale, const Table& table);

}  // namespace benchdiff::report

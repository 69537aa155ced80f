#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The footnotes of one table: equal texts share a mark, and marks are numbered as they come up.
class Footnotes {
 public:
  enum class Marks {
    superscript,  ///< ¹ ²
    brackets,     ///< [1] [2], in ASCII
  };
  explicit Footnotes(Marks marks = Marks::superscript) : style_(marks) {}

  /// The marks of some warnings, with a blank between two.
  [[nodiscard]] std::string marks(std::span<const Warning> warnings);

  /// Appends a line for each footnote: its mark, and its text.
  void render(std::string& out) const;
  [[nodiscard]] bool empty() const { return texts_.empty(); }

 private:
  [[nodiscard]] std::string mark(std::size_t number) const;

  Marks style_;
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace benchdiff::report

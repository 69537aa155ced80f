#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <benchdiff/formats/unit.h>
#include <benchdiff/report/item.h>

namespace re2 {
class RE2;
}

namespace benchdiff::report {

/// Chooses results and single measurements, by an expression such as
/// `.name:Encode /size:(1k OR 4k) -goos:windows .unit:/^alloc/`:
///
///     expr  = and { "OR" and }
///     and   = match { ["AND"] match }
///     match = "(" expr ")" | "-" match | "*" | key ":" value
///           | key ":" "(" value { "OR" value } ")"
///     value = word | "/" regexp "/"
///
/// A word must be the whole value, and a regular expression matches anywhere in it. A key that an
/// item doesn't have is the empty string. `.unit` is the unit of a single measurement, as written
/// or as reported.
class Filter {
 public:
  /// Passes everything.
  Filter() = default;
  /// Throws `QueryError`.
  explicit Filter(std::string_view expression);

  /// Passes only what the filter passed up to now and whose `key` is one of `values`.
  void require(std::string key, const std::vector<std::string>& values);

  /// Whether a measurement in `unit` of an item passes.
  [[nodiscard]] bool matches(const Item& item, const formats::Unit& unit) const;

  /// Whether the answer can be different for two measurements of one item.
  [[nodiscard]] bool depends_on_unit() const { return depends_on_unit_; }

 private:
  friend class FilterParser;

  struct Node {
    enum class Kind { all, any, negation, word, regexp, one_of };
    Kind kind = Kind::all;
    std::vector<Node> children;
    std::string key;
    std::string word;
    std::shared_ptr<const re2::RE2> regexp;
    std::unordered_set<std::string> words;

    [[nodiscard]] bool matches(const Item& item, const formats::Unit& unit) const;
    [[nodiscard]] bool accepts(std::string_view value) const;
  };

  Node root_;                       // `all` of nothing: true
  std::vector<Node> requirements_;  // as well
  bool depends_on_unit_ = false;
};

}  // namespace benchdiff::report

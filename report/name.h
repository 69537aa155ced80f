#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::report {

/// The parts of a benchmark's full name, `Base{/part}[-N]`, as the Go benchmark format has them.
/// All of them are views into the name.
struct NameParts {
  std::string_view base;
  std::vector<std::string_view> parts;  ///< each with its `/`; without the `-N`
  std::string_view gomaxprocs;          ///< with its `-`; empty if there is none

  explicit NameParts(std::string_view full_name);
};

/// The text before the first `/`, or before the `-N` if there is no `/`.
[[nodiscard]] std::string_view base_name(std::string_view full_name);

/// The value of the first part `/key=value`, for a key with its `/`; empty if there is none.
/// `/gomaxprocs` is the number behind the last `-`, or else a part of that name.
[[nodiscard]] std::string_view name_value(std::string_view full_name, std::string_view key);

/// A full name with the parts of some keys taken out: for `.name` the base becomes `*`, and for
/// `/gomaxprocs` the `-N` goes as well.
class NameReduction {
 public:
  void remove(std::string_view key);
  [[nodiscard]] bool empty() const { return prefixes_.empty() && !base_; }
  /// `scratch` holds the answer where it isn't the name itself.
  [[nodiscard]] std::string_view apply(std::string_view full_name, std::string& scratch) const;

 private:
  std::vector<std::string> prefixes_;  // `/key=`
  bool base_ = false;
  bool gomaxprocs_ = false;
};

}  // namespace benchdiff::report

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchdiff::formats {

/// What can be said of JSON that no reader of ours understands: which keys it has, and whose they
/// are.
class ForeignJson {
 public:
  /// A key of the outermost object.
  void add_key(std::string_view key);
  /// A key of an object in the outermost array, or in an array that is a value of the outermost
  /// object.
  void add_element_key(std::string_view key);
  void set_array() { array_ = true; }

  /// Whether a key has been seen that only one tool writes.
  [[nodiscard]] bool is_known() const { return !known_as_.empty(); }

  /// Says what it is, and what to give instead.
  [[nodiscard]] std::string describe() const;

 private:
  void list(std::string_view key);

  bool array_ = false;
  std::string_view known_as_;
  std::string keys_;  // as a report lists them
  std::size_t listed_ = 0;
};

}  // namespace benchdiff::formats

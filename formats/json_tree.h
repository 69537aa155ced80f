#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchdiff::formats {

class JsonValue;

/// A JSON document in memory, flat: some 32 bytes a value besides its text, however it is nested.
class JsonTree {
 public:
  /// The outermost value, which is null of an empty tree. Valid while the tree is and isn't moved.
  [[nodiscard]] JsonValue root() const;

  // Values are added in the order of the text, as a parser tells of them.
  void add_null() { add(Kind::null); }
  void add_flag(bool value) { add(Kind::flag).number = value ? 1 : 0; }
  void add_number(double value) { add(Kind::number).number = value; }
  /// Also the key of a member, before its value.
  void add_text(std::string_view text);
  void begin_array() { begin(Kind::array); }
  void begin_object() { begin(Kind::object); }
  void end();

 private:
  friend class JsonValue;
  enum class Kind : std::uint8_t { null, flag, number, text, array, object };
  struct Node {
    Kind kind = Kind::null;
    std::uint32_t size = 0;   // of text in bytes, of others the values directly inside, keys too
    std::uint64_t place = 0;  // where the text begins, and of others the next value behind this one
    double number = 0;
  };

  Node& add(Kind kind);
  void begin(Kind kind);

  std::vector<Node> nodes_;
  std::string texts_;
  std::vector<std::size_t> open_;
};

/// A value of a tree. Asking it for what it isn't gives nothing: no text, no number, no elements.
class JsonValue {
 public:
  JsonValue() = default;  ///< null

  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_flag() const { return kind() == Kind::flag; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::number; }
  [[nodiscard]] bool is_text() const { return kind() == Kind::text; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }

  [[nodiscard]] bool flag() const { return is_flag() && node().number != 0; }
  [[nodiscard]] double number() const { return is_number() ? node().number : 0; }
  [[nodiscard]] std::string_view text() const;
  /// How many elements an array has, or members an object.
  [[nodiscard]] std::size_t size() const;
  /// The elements of an array. Linear in their number.
  [[nodiscard]] std::vector<JsonValue> elements() const;
  /// The members of an object in their order.
  [[nodiscard]] std::vector<std::pair<std::string_view, JsonValue>> members() const;
  /// The first member of a name; nothing where there is none. Linear in their number.
  [[nodiscard]] std::optional<JsonValue> find(std::string_view key) const;

 private:
  friend class JsonTree;
  using Kind = JsonTree::Kind;
  JsonValue(const JsonTree& tree, std::size_t at) : tree_(&tree), at_(at) {}

  [[nodiscard]] const JsonTree::Node& node() const { return tree_->nodes_[at_]; }
  [[nodiscard]] Kind kind() const { return tree_ == nullptr ? Kind::null : node().kind; }
  [[nodiscard]] JsonValue first() const { return {*tree_, at_ + 1}; }
  [[nodiscard]] JsonValue next() const;

  const JsonTree* tree_ = nullptr;
  std::size_t at_ = 0;
};

/// Reads a JSON document (RFC 8259) that is all of a text; nothing if it is none, or is nested more
/// than 1000 deep. Numbers are rounded correctly. Linear.
[[nodiscard]] std::optional<JsonTree> parse_json(std::string_view text);

}  // namespace benchdiff::formats

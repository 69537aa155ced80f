#include <benchdiff/formats/json_tree.h>

#include <algorithm>

// RapidJSON's stack, while it is empty, adds to a null pointer.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <benchdiff/formats/number.h>

namespace benchdiff::formats {
namespace {

class TreeHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeHandler> {
 public:
  explicit TreeHandler(JsonTree& tree) : tree_(tree) {}

  bool Null() {
    tree_.add_null();
    return true;
  }
  bool Bool(bool value) {
    tree_.add_flag(value);
    return true;
  }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    double value = 0;
    const bool is_number = parse_double({text, length}, value) == NumberError::none;
    tree_.add_number(value);
    return is_number;
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    tree_.add_text({text, length});
    return true;
  }
  bool Key(const char* text, rapidjson::SizeType length, bool copy) {
    return String(text, length, copy);
  }
  bool StartObject() {
    tree_.begin_object();
    return ++depth_ <= max_depth;
  }
  bool StartArray() {
    tree_.begin_array();
    return ++depth_ <= max_depth;
  }
  bool EndObject(rapidjson::SizeType /*members*/) { return end(); }
  bool EndArray(rapidjson::SizeType /*elements*/) { return end(); }

 private:
  static constexpr unsigned max_depth = 1000;

  bool end() {
    tree_.end();
    --depth_;
    return true;
  }

  JsonTree& tree_;
  unsigned depth_ = 0;
};

}  // namespace

JsonTree::Node& JsonTree::add(Kind kind) {
  if (!open_.empty()) ++nodes_[open_.back()].size;
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.place = nodes_.size();
  return node;
}

void JsonTree::add_text(std::string_view text) {
  Node& node = add(Kind::text);
  node.size = static_cast<std::uint32_t>(text.size());
  node.place = texts_.size();
  texts_ += text;
}

void JsonTree::begin(Kind kind) {
  add(kind);
  open_.push_back(nodes_.size() - 1);
}

void JsonTree::end() {
  nodes_[open_.back()].place = nodes_.size();
  open_.pop_back();
}

JsonValue JsonTree::root() const { return nodes_.empty() ? JsonValue() : JsonValue(*this, 0); }

std::string_view JsonValue::text() const {
  return is_text() ? std::string_view(tree_->texts_).substr(node().place, node().size)
                   : std::string_view();
}

std::size_t JsonValue::size() const {
  return is_array() ? node().size : is_object() ? node().size / 2 : 0;
}

JsonValue JsonValue::next() const { return {*tree_, is_text() ? at_ + 1 : node().place}; }

std::vector<JsonValue> JsonValue::elements() const {
  std::vector<JsonValue> elements;
  if (!is_array()) return elements;
  elements.reserve(size());
  JsonValue value = first();
  for (std::size_t left = size(); left > 0; --left, value = value.next()) {
    elements.push_back(value);
  }
  return elements;
}

std::vector<std::pair<std::string_view, JsonValue>> JsonValue::members() const {
  std::vector<std::pair<std::string_view, JsonValue>> members;
  if (!is_object()) return members;
  members.reserve(size());
  JsonValue key = first();
  for (std::size_t left = size(); left > 0; --left, key = key.next().next()) {
    members.emplace_back(key.text(), key.next());
  }
  return members;
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  JsonValue member = is_object() ? first() : JsonValue();
  for (std::size_t left = is_object() ? size() : 0; left > 0; --left) {
    if (member.text() == key) return member.next();
    member = member.next().next();
  }
  return std::nullopt;
}

std::optional<JsonTree> parse_json(std::string_view text) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag |
                             rapidjson::kParseNumbersAsStringsFlag |
                             rapidjson::kParseValidateEncodingFlag;
  std::optional<JsonTree> tree(std::in_place);
  TreeHandler handler(*tree);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  // A stream in memory ends with what reads as a zero byte, and so a zero byte ends it too.
  const bool is_json = !reader.Parse<flags>(stream, handler).IsError();
  if (!is_json || stream.Tell() != text.size()) tree.reset();
  return tree;
}

}  // namespace benchdiff::formats

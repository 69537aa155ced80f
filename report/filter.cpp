#include <benchdiff/report/filter.h>

#include <algorithm>
#include <utility>

#include <re2/re2.h>

#include <benchdiff/report/lexer.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::report {

/// A recursive descent through the grammar in the header.
class FilterParser {
 public:
  explicit FilterParser(std::string_view expression) : lexer_(expression) {}

  Filter::Node parse() {
    Filter::Node root = expression(0);
    if (const Token token = lexer_.next_key(); token.kind != Token::Kind::end) {
      lexer_.fail(token.offset, "unexpected \"" + token.text + "\"");
    }
    return root;
  }

  [[nodiscard]] bool depends_on_unit() const { return depends_on_unit_; }

 private:
  using Node = Filter::Node;

  // Deeper than anyone writes, and not as deep as the stack.
  static constexpr int deepest = 500;

  /// An operator over its operands; a single operand stands for itself.
  static Node combine(Node::Kind kind, std::vector<Node> children) {
    if (children.size() == 1) {
      return std::move(children.front());
    }
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
  }

  Node expression(int depth) {
    std::vector<Node> terms;
    terms.push_back(conjunction(depth));
    while (lexer_.peek_key().kind == Token::Kind::or_word) {
      (void)lexer_.next_key();
      terms.push_back(conjunction(depth));
    }
    return combine(Node::Kind::any, std::move(terms));
  }

  Node conjunction(int depth) {
    std::vector<Node> terms;
    terms.push_back(match(depth));
    while (true) {
      const Token token = lexer_.peek_key();
      if (token.kind == Token::Kind::and_word) {
        (void)lexer_.next_key();
      } else if (token.kind == Token::Kind::end || token.kind == Token::Kind::or_word ||
                 token.is(')')) {
        return combine(Node::Kind::all, std::move(terms));
      } else if (token.kind == Token::Kind::punctuation && !token.is('(') && !token.is('-') &&
                 !token.is('*')) {
        lexer_.fail(token.offset, "unexpected \"" + token.text + "\"");
      }
      terms.push_back(match(depth));
    }
  }

  Node match(int depth) {
    const Token token = lexer_.next_key();
    if (depth > deepest) {
      lexer_.fail(token.offset, "too deeply nested");
    }
    if (token.is('(')) {
      Node node = expression(depth + 1);
      if (const Token close = lexer_.next_key(); !close.is(')')) {
        lexer_.fail(close.offset, "missing \")\"");
      }
      return node;
    }
    if (token.is('-')) {
      Node node;
      node.kind = Node::Kind::negation;
      node.children.push_back(match(depth + 1));
      return node;
    }
    if (token.is('*')) {
      return {};
    }
    if (token.kind != Token::Kind::word) {
      lexer_.fail(token.offset, "expected key:value or subexpression");
    }
    return key_value(token);
  }

  Node key_value(const Token& key) {
    if (!lexer_.next_key().is(':')) {
      lexer_.fail(key.offset, "expected key:value");
    }
    check_key(key);
    const Token value = lexer_.next_value();
    if (value.is('(')) {
      return value_list(key);
    }
    if (!value.is_value()) {
      lexer_.fail(key.offset, "expected key:value");
    }
    return leaf(key, value);
  }

  Node value_list(const Token& key) {
    std::vector<Node> values;
    while (true) {
      const Token value = lexer_.next_value();
      if (!value.is_value()) {
        lexer_.fail(value.offset, "expected value");
      }
      values.push_back(leaf(key, value));
      const Token separator = lexer_.next_key();
      if (separator.is(')')) {
        return any_of(key, std::move(values));
      }
      if (separator.kind != Token::Kind::or_word) {
        lexer_.fail(separator.offset, "value list must be separated by OR");
      }
    }
  }

  /// A list of values. One of nothing but words is looked up at once, however long it is.
  static Node any_of(const Token& key, std::vector<Node> values) {
    const bool words = std::ranges::all_of(
        values, [](const Node& value) { return value.kind == Node::Kind::word; });
    if (!words || values.size() == 1) {
      return combine(Node::Kind::any, std::move(values));
    }
    Node node;
    node.kind = Node::Kind::one_of;
    node.key = key.text;
    for (Node& value : values) {
      node.words.insert(std::move(value.word));
    }
    return node;
  }

  void check_key(const Token& key) {
    if (key.text.empty()) {
      lexer_.fail(key.offset, "key must not be empty");
    }
    if (key.text == ".config") {
      lexer_.fail(key.offset, ".config is only allowed in projections");
    }
    depends_on_unit_ = depends_on_unit_ || key.text == ".unit";
  }

  static Node leaf(const Token& key, const Token& value) {
    Node node;
    node.kind = value.regexp ? Node::Kind::regexp : Node::Kind::word;
    node.key = key.text;
    node.word = value.text;
    node.regexp = value.regexp;
    return node;
  }

  Lexer lexer_;
  bool depends_on_unit_ = false;
};

Filter::Filter(std::string_view expression) {
  FilterParser parser(expression);
  root_ = parser.parse();
  depends_on_unit_ = parser.depends_on_unit();
}

void Filter::require(std::string key, const std::vector<std::string>& values) {
  Node requirement;
  requirement.kind = Node::Kind::one_of;
  requirement.key = std::move(key);
  requirement.words.insert(values.begin(), values.end());
  requirements_.push_back(std::move(requirement));
}

bool Filter::matches(const Item& item, const formats::Unit& unit) const {
  return root_.matches(item, unit) &&
         std::ranges::all_of(requirements_, [&](const Node& requirement) {
           return requirement.matches(item, unit);
         });
}

bool Filter::Node::matches(const Item& item, const formats::Unit& unit) const {
  const auto child_matches = [&](const Node& child) { return child.matches(item, unit); };
  switch (kind) {
    case Kind::all:
      return std::ranges::all_of(children, child_matches);
    case Kind::any:
      return std::ranges::any_of(children, child_matches);
    case Kind::negation:
      return !child_matches(children.front());
    case Kind::word:
    case Kind::regexp:
    case Kind::one_of:
      break;
  }
  if (key == ".unit") {
    return accepts(unit.tidy) || accepts(unit.written);
  }
  return accepts(value_of(item, key));
}

bool Filter::Node::accepts(std::string_view value) const {
  if (kind == Kind::word) {
    return value == word;
  }
  if (kind == Kind::one_of) {
    return words.contains(std::string(value));
  }
  return re2::RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), *regexp);
}

}  // namespace benchdiff::report

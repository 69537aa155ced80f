#include <utility>

#include <benchdiff/report/lexer.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::report {
namespace {

std::vector<std::string> fixed_values(Lexer& lexer) {
  std::vector<std::string> values;
  while (true) {
    Token token = lexer.next_key();
    if (token.kind == Token::Kind::word) {
      values.push_back(std::move(token.text));
    } else if (!token.is(')')) {
      lexer.fail(token.offset, "missing )");
    } else if (values.empty()) {
      lexer.fail(token.offset, "nothing to match");
    } else {
      return values;
    }
  }
}

void read_order(Lexer& lexer, ProjectionField& field) {
  const Token order = lexer.next_key();
  field.order_offset = order.offset;
  if (order.is('(')) {
    field.order = ProjectionField::Order::fixed;
    field.fixed = fixed_values(lexer);
  } else if (order.kind != Token::Kind::word) {
    lexer.fail(order.offset, "expected named sort order or parenthesized list");
  } else if (order.text == "alpha") {
    field.order = ProjectionField::Order::alphabetic;
  } else if (order.text == "num") {
    field.order = ProjectionField::Order::numeric;
  } else if (order.text != "first") {
    lexer.fail(order.offset,
               "unknown order \"" + order.text + "\" (there are first, alpha, num and lists)");
  }
}

void check(const Lexer& lexer, const ProjectionField& field) {
  if (field.key.empty()) {
    lexer.fail(field.key_offset, "key must not be empty");
  }
  if (field.key == ".unit") {
    lexer.fail(field.key_offset, ".unit is only allowed in filters");
  }
  if (field.key == ".config" && field.order == ProjectionField::Order::fixed) {
    lexer.fail(field.order_offset, "fixed order not allowed for .config");
  }
}

}  // namespace

std::vector<ProjectionField> parse_projection(std::string_view expression) {
  std::vector<ProjectionField> fields;
  Lexer lexer(expression);
  while (lexer.peek_key().kind != Token::Kind::end) {
    if (!fields.empty() && lexer.peek_key().is(',')) {
      (void)lexer.next_key();
    }
    Token key = lexer.next_key();
    if (key.kind != Token::Kind::word) {
      lexer.fail(key.offset, "expected key");
    }
    ProjectionField field;
    field.key = std::move(key.text);
    field.key_offset = key.offset;
    if (lexer.peek_key().is('@')) {
      (void)lexer.next_key();
      read_order(lexer, field);
    }
    check(lexer, field);
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace benchdiff::report

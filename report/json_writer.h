#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <benchdiff/report/json_text.h>

namespace benchdiff::report {

/// Writes JSON value by value, and knows where a comma belongs. Whoever uses it closes what they
/// open, and gives each member of an object a key; all text is escaped.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  void key(std::string_view name) {
    begin_value();
    append_json_string(name, out_);
    out_ += ':';
    comma_ = false;
  }

  void text(std::string_view value) {
    begin_value();
    append_json_string(value, out_);
  }
  /// A number, or `null` for one that isn't finite.
  void number(double value) {
    begin_value();
    append_json_number(value, out_);
  }
  void count(std::uint64_t value) {
    begin_value();
    append_json_count(value, out_);
  }
  void boolean(bool value) {
    begin_value();
    out_ += value ? "true" : "false";
  }
  void null() {
    begin_value();
    out_ += "null";
  }

  // The same as members of an object.
  void text(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  void number(std::string_view name, double value) {
    key(name);
    number(value);
  }
  void count(std::string_view name, std::uint64_t value) {
    key(name);
    count(value);
  }
  void boolean(std::string_view name, bool value) {
    key(name);
    boolean(value);
  }
  /// An array of texts.
  template <class Texts>
  void texts(std::string_view name, const Texts& values) {
    key(name);
    begin_array();
    for (const auto& value : values) text(value);
    end_array();
  }

  /// Begins a line before the next value or closing bracket.
  void new_line() { line_ = true; }

  /// For a value that is appended as JSON by somebody else: what comes before it is written.
  std::string& value() {
    begin_value();
    return out_;
  }

 private:
  void begin_value() {
    if (comma_) out_ += ',';
    break_line();
    comma_ = true;
  }
  void open(char bracket) {
    begin_value();
    out_ += bracket;
    comma_ = false;
  }
  void close(char bracket) {
    break_line();
    out_ += bracket;
    comma_ = true;
  }
  void break_line() {
    if (line_) out_ += '\n';
    line_ = false;
  }

  std::string& out_;
  bool comma_ = false;  // before the next value
  bool line_ = false;
};

}  // namespace benchdiff::report

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace benchdiff::stats {

/// A JSON value. What isn't of the kind that is asked for throws, which fails the test.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  using Value = std::variant<std::nullptr_t, bool, double, std::string, Array, Object>;

  Json(Value value) : value_(std::move(value)) {}

  [[nodiscard]] const Json& operator[](std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] const Array& array() const { return std::get<Array>(value_); }
  [[nodiscard]] const Object& object() const { return std::get<Object>(value_); }
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(value_); }
  [[nodiscard]] bool boolean() const { return std::get<bool>(value_); }
  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(std::get<double>(value_));
  }

  /// A number, an exact rational {"num", "den", "value"}, a string for what JSON has no number for,
  /// or null, which is NaN here.
  [[nodiscard]] double number() const;
  [[nodiscard]] std::vector<double> numbers() const;

 private:
  Value value_;
};

/// The oracle vectors of data/vectors/<name>.json, with every digit they were written with. Throws
/// when there are none.
[[nodiscard]] Json read_vectors(const std::string& name);

}  // namespace benchdiff::stats

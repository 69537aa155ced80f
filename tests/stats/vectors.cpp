#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

#include <rapidjson/reader.h>

#include "vectors.h"

namespace benchdiff::stats {
namespace {

/// Builds a value from the parser's events: containers that aren't closed yet are on a stack.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  bool Null() { return add(nullptr); }
  bool Bool(bool value) { return add(value); }
  bool Int(int value) { return add(static_cast<double>(value)); }
  bool Uint(unsigned value) { return add(static_cast<double>(value)); }
  bool Int64(int64_t value) { return add(static_cast<double>(value)); }
  bool Uint64(uint64_t value) { return add(static_cast<double>(value)); }
  bool Double(double value) { return add(value); }
  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    return add(std::string(text, size));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    keys_.emplace_back(text, size);
    return true;
  }
  bool StartObject() { return open(Json::Object()); }
  bool EndObject(rapidjson::SizeType /*members*/) { return close(); }
  bool StartArray() { return open(Json::Array()); }
  bool EndArray(rapidjson::SizeType /*elements*/) { return close(); }

  [[nodiscard]] Json result() const { return root_.at(0); }

 private:
  bool open(Json::Value container) {
    open_.push_back(std::move(container));
    return true;
  }

  bool close() {
    Json::Value closed = std::move(open_.back());
    open_.pop_back();
    return add(std::move(closed));
  }

  bool add(Json::Value value) {
    if (open_.empty()) {
      root_.emplace_back(std::move(value));
    } else if (auto* array = std::get_if<Json::Array>(&open_.back())) {
      array->emplace_back(std::move(value));
    } else {
      std::get<Json::Object>(open_.back()).emplace_back(std::move(keys_.back()), std::move(value));
      keys_.pop_back();
    }
    return true;
  }

  std::vector<Json::Value> open_;
  std::vector<std::string> keys_;
  Json::Array root_;
};

}  // namespace

const Json& Json::operator[](std::string_view key) const {
  const auto at = std::ranges::find(object(), key, &Object::value_type::first);
  if (at == object().end()) throw std::out_of_range(std::string(key));
  return at->second;
}

bool Json::has(std::string_view key) const {
  return std::ranges::find(object(), key, &Object::value_type::first) != object().end();
}

double Json::number() const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  if (std::holds_alternative<Object>(value_)) return (*this)["value"].number();
  if (is_null() || text() == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text() == "Infinity") return infinity;
  if (text() == "-Infinity") return -infinity;
  throw std::runtime_error("no number: " + text());
}

std::vector<double> Json::numbers() const {
  std::vector<double> numbers;
  for (const Json& value : array()) numbers.push_back(value.number());
  return numbers;
}

Json read_vectors(const std::string& name) {
  std::ifstream file(BENCHDIFF_DATA "/vectors/" + name + ".json", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  rapidjson::StringStream stream(text.c_str());
  rapidjson::Reader reader;
  Builder builder;
  if (!reader.Parse<rapidjson::kParseFullPrecisionFlag>(stream, builder)) {
    throw std::runtime_error("unreadable vectors: " + name);
  }
  Json vectors = builder.result();
  if (vectors["cases"].array().empty()) throw std::runtime_error("no vectors: " + name);
  return vectors;
}

}  // namespace benchdiff::stats

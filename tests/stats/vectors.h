#pragma once

#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

namespace benchdiff::stats {

/// The oracle vectors of data/vectors/<name>.json, with every digit they were written with.
inline rapidjson::Document read_vectors(const std::string& name) {
  std::ifstream file(BENCHDIFF_DATA "/vectors/" + name + ".json", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  rapidjson::Document document;
  document.Parse<rapidjson::kParseFullPrecisionFlag>(text.c_str());
  if (document.HasParseError()) throw std::runtime_error("unreadable vectors: " + name);
  return document;
}

/// A number, an exact rational {"num", "den", "value"}, a string for what JSON has no number for,
/// or null, which is NaN here.
inline double number(const rapidjson::Value& value) {
  if (value.IsNumber()) return value.GetDouble();
  if (value.IsObject()) return number(value["value"]);
  const std::string_view text = value.IsString() ? value.GetString() : "NaN";
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "Infinity") return infinity;
  if (text == "-Infinity") return -infinity;
  return std::numeric_limits<double>::quiet_NaN();
}

inline std::vector<double> numbers(const rapidjson::Value& array) {
  std::vector<double> result;
  for (const auto& value : array.GetArray()) result.push_back(number(value));
  return result;
}

}  // namespace benchdiff::stats

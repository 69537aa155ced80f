#include <benchdiff/report/json_text.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <benchdiff/formats/json_tree.h>
#include <benchdiff/formats/number.h>
#include <benchdiff/report/json_writer.h>

namespace benchdiff::report {
namespace {

using namespace std::string_view_literals;

std::string json_of(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

std::string number(double value) {
  std::string out;
  append_json_number(value, out);
  return out;
}

/// What RapidJSON makes of it.
std::string read_back(const std::string& json) {
  const auto tree = formats::parse_json(json);
  EXPECT_TRUE(tree) << json;
  return tree ? std::string(tree->root().text()) : "";
}

TEST(JsonText, LeavesPlainTextAsItIs) {
  EXPECT_EQ(json_of(""), R"("")");
  EXPECT_EQ(json_of("Encode/format=json-8"), R"("Encode/format=json-8")");
  EXPECT_EQ(json_of("größer → 日本 😀"), "\"größer → 日本 😀\"");
}

TEST(JsonText, EscapesWhatJsonWantsEscaped) {
  EXPECT_EQ(json_of("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(json_of("\b\f\n\r\t\x01\x1b\0"sv), R"("\b\f\n\r\t\u0001\u001b\u0000")");
}

TEST(JsonText, CantEndOrConfuseAScriptElement) {
  EXPECT_EQ(json_of("</script><script>"), R"("<\/script><script>")");
  EXPECT_EQ(json_of("<!--"), R"("\u003c!--")");
  EXPECT_EQ(json_of("a < b"), R"("a < b")");
  EXPECT_EQ(json_of("<"), R"("<")");
  EXPECT_EQ(json_of("\u2028\u2029"), R"("\u2028\u2029")");
}

TEST(JsonText, ShowsWhatIsNotSeen) {
  EXPECT_EQ(json_of("a\u202eb\u200b\x7f\u0085"), R"("a\u202eb\u200b\u007f\u0085")");
}

TEST(JsonText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_of("a\xffz"), "\"a\uFFFDz\"");
  EXPECT_EQ(json_of("\xe2\x82"), "\"\uFFFD\uFFFD\"");
  EXPECT_EQ(json_of("\uFFFD"), "\"\uFFFD\"");
}

TEST(JsonText, ReadsBackAsTheSameText) {
  std::mt19937 random(7);
  constexpr std::string_view pieces[] = {"a",    "\"",     "\\", "<",  "/",  "!",      "-",   "\n",
                                         "\0"sv, "\u2028", "é",  "日", "😀", "\u202e", "\x1f"};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += pieces[random() % std::size(pieces)];
    const std::string json = json_of(text);
    EXPECT_EQ(read_back(json), text);
    EXPECT_EQ(json.find("</"), std::string::npos) << json;
    EXPECT_EQ(json.find("<!"), std::string::npos) << json;
  }
}

TEST(JsonText, IsWellFormedForAnyBytes) {
  std::mt19937 random(8);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += static_cast<char>(random());
    (void)read_back(json_of(text));
  }
}

TEST(JsonText, WritesTheShortestNumber) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-0.0), "-0");
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(1723), "1723");
  EXPECT_EQ(number(1e300), "1e+300");
  EXPECT_EQ(number(5e-324), "5e-324");
}

TEST(JsonText, HasNoNumberForWhatIsNotFinite) {
  EXPECT_EQ(number(std::nan("")), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonText, WritesNumbersThatReadBackAsTheSame) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    const std::string json = number(value);
    ASSERT_TRUE(formats::parse_json(json)) << json;
    double read = 0;
    ASSERT_EQ(formats::parse_double(json, read), formats::NumberError::none);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read), std::bit_cast<std::uint64_t>(value)) << json;
  }
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("a");
  json.begin_array();
  json.count(18446744073709551615U);
  json.begin_object();
  json.end_object();
  json.begin_array();
  json.end_array();
  json.new_line();
  json.null();
  json.new_line();
  json.end_array();
  json.key("b");
  json.boolean(true);
  json.key("c");
  json.value() += "{}";
  json.key("d");
  json.text("x");
  json.end_object();
  EXPECT_EQ(out, "{\"a\":[18446744073709551615,{},[],\nnull\n],\"b\":true,\"c\":{},\"d\":\"x\"}");
}

}  // namespace
}  // namespace benchdiff::report

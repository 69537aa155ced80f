#include <benchdiff/formats/json_tree.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

TEST(JsonTree, HoldsWhatADocumentSays) {
  const auto tree = parse_json(
      R"( {"a":[1,-2.5e3,[],{}],"b":{"c":null,"d":true,"":false},"e":"x\u0000y","a":"second"} )");
  ASSERT_TRUE(tree);
  const JsonValue root = tree->root();
  ASSERT_TRUE(root.is_object());
  EXPECT_EQ(root.size(), 4U);
  const auto a = root.find("a");
  ASSERT_TRUE(a && a->is_array());
  const auto elements = a->elements();
  ASSERT_EQ(elements.size(), 4U);
  EXPECT_EQ(elements[0].number(), 1);
  EXPECT_EQ(elements[1].number(), -2500);
  EXPECT_TRUE(elements[2].is_array() && elements[2].elements().empty());
  EXPECT_TRUE(elements[3].is_object() && elements[3].members().empty());
  const auto members = root.find("b")->members();
  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].first, "c");
  EXPECT_TRUE(members[0].second.is_null());
  EXPECT_TRUE(members[1].second.flag());
  EXPECT_TRUE(members[2].second.is_flag() && !members[2].second.flag());
  EXPECT_EQ(root.find("e")->text(), std::string_view("x\0y", 3));
  EXPECT_FALSE(root.find("f"));
}

TEST(JsonTree, GivesNothingOfWhatAValueIsNot) {
  const auto tree = parse_json(R"(["text", 5])");
  ASSERT_TRUE(tree);
  const auto elements = tree->root().elements();
  EXPECT_EQ(elements[0].number(), 0);
  EXPECT_EQ(elements[0].size(), 0U);
  EXPECT_FALSE(elements[0].find("text"));
  EXPECT_EQ(elements[1].text(), "");
  EXPECT_TRUE(elements[1].elements().empty());
  EXPECT_FALSE(tree->root().find("text"));
  EXPECT_TRUE(JsonTree().root().is_null());
  EXPECT_TRUE(JsonValue().is_null());
}

TEST(JsonTree, IsNoneOfWhatIsNoJson) {
  for (const std::string_view text :
       {"", "{", "[1,]", "{} x", "nul", "NaN", "'a'", "\"\xff\"", "[1e999]", "{\"a\" 1}", "01"}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
  EXPECT_FALSE(parse_json(std::string_view("1\0", 2)));
  EXPECT_FALSE(parse_json(std::string(100000, '[')));
  const std::string deep = std::string(900, '[') + std::string(900, ']');
  EXPECT_TRUE(parse_json(deep));
}

}  // namespace
}  // namespace benchdiff::formats

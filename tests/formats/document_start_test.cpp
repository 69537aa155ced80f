#include <benchdiff/formats/document_start.h>

#include <string>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

TEST(DocumentStart, IsFoundWithAnyWhiteSpace) {
  for (const std::string start : {"{\"context\":{\"date\"", "{\n  \"context\": {\n    \"date\": 1",
                                  "{ \"context\"\t:\r\n{ \"date\""}) {
    const DocumentStart found = find_document_start("{\"a\": {" + start);
    EXPECT_EQ(found.at, 7U) << start;
    EXPECT_TRUE(found.complete) << start;
  }
}

TEST(DocumentStart, MayBeWhereTheTextBreaksOff) {
  const std::string start = "{\n  \"context\": {\n    \"date\"";
  for (std::size_t length = 1; length < start.size(); ++length) {
    const DocumentStart found = find_document_start("x" + start.substr(0, length));
    EXPECT_EQ(found.at, 1U) << length;
    EXPECT_FALSE(found.complete) << length;
  }
}

TEST(DocumentStart, IsNothingElse) {
  for (const std::string text : {"", "}", "{}", "{\"context\": 1", "{\"contexts\": {",
                                 "{\\\"context\\\": {\\\"date\\\"", "{\"context\": {\"dates\""}) {
    EXPECT_EQ(find_document_start(text + " ]").at, nowhere) << text;
  }
}

TEST(DocumentStart, HasNoMoreBlanksThanADocumentHas) {
  EXPECT_EQ(find_document_start("{" + std::string(5000, ' ')).at, nowhere);
  EXPECT_EQ(find_document_start("{" + std::string(500, ' ')).at, 0U);
}

}  // namespace
}  // namespace benchdiff::formats

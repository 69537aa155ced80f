#include <benchdiff/report/xml_writer.h>

#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

TEST(XmlWriter, NestsElements) {
  std::string out;
  XmlWriter xml(out);
  xml.begin("a");
  xml.attribute("n", std::size_t{1});
  xml.begin("b");
  xml.text("text");
  xml.end();
  xml.begin("c");
  xml.end();
  xml.end();
  EXPECT_EQ(
      out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a n=\"1\">\n  <b>text</b>\n  <c/>\n</a>\n");
}

TEST(XmlWriter, EscapesWhatIsMarkupOrNoCharacter) {
  std::string out;
  XmlWriter xml(out);
  xml.begin("a");
  xml.attribute("b", "\"<&>'\n\x01\xff");
  xml.text("]]>\uFFFE\uFFFF\u202e漢\xED\xA0\x80");
  xml.end();
  EXPECT_EQ(out.substr(out.find('\n') + 1),
            "<a b=\"&quot;&lt;&amp;&gt;&#39;\\x0a\\x01\\xff\">]]&gt;\uFFFD\uFFFD\\u202e漢"
            "\\xed\\xa0\\x80</a>\n");
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/html_writer.h>

#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

static_assert(!std::is_constructible_v<Markup, std::string>, "what was read is never markup");
static_assert(!std::is_constructible_v<Markup, std::string_view>);

std::string text_of(std::string_view text) {
  std::string out;
  HtmlWriter(out).text(text);
  return out;
}

std::string path_of(auto draw) {
  std::string out;
  SvgPath path(out);
  draw(path);
  return out;
}

TEST(HtmlWriter, WritesMarkupAsItIsAndEscapesText) {
  std::string out;
  HtmlWriter(out).markup("<td>").text("a<b>&\"c'").number(std::size_t{7}).markup("</td>");
  EXPECT_EQ(out, "<td>a&lt;b&gt;&amp;&quot;c&#39;7</td>");
}

TEST(HtmlWriter, LeavesNoCharacterThatMeansSomething) {
  constexpr std::string_view special{"<>\"'\n\r\t\0", 8};
  for (int c = 0; c < 256; ++c) {
    const std::string text(3, static_cast<char>(c));
    const std::string escaped = text_of("x" + text + "y");
    EXPECT_EQ(escaped.find_first_of(special), std::string::npos) << c;
    EXPECT_FALSE(escaped.empty());
  }
}

TEST(HtmlWriter, MakesWhatHidesOrTurnsTextVisible) {
  EXPECT_EQ(text_of("a\u202eb\u200b\x1b[0m\xff"), "a\\u202eb\\u200b\\x1b[0m\\xff");
}

TEST(HtmlWriter, KeepsLineBreaksWhereTheyAreWanted) {
  std::string out;
  HtmlWriter(out).lines("a<\nb\x01");
  EXPECT_EQ(out, "a&lt;\nb\\x01");
}

TEST(SvgPath, TellsPointsByTheirDistance) {
  EXPECT_EQ(path_of([](SvgPath& path) { path.dot({4, 40}).dot({12, 37}).dot({20, 42}); }),
            "M4 40h0m8-3h0m8 5h0");
  EXPECT_EQ(
      path_of([](SvgPath& path) { path.horizontal({1, 2}, 9).vertical({9, 0}, 5).dot({9, 5}); }),
      "M1 2h8m0-2v5m0 0h0");
  EXPECT_EQ(path_of([](SvgPath& path) { path.dot({-1, -2}).dot({-3, -2}); }), "M-1-2h0m-2 0h0");
}

TEST(SvgPath, ClosesBoxesAndArrowsWhereTheyBegan) {
  EXPECT_EQ(path_of([](SvgPath& path) { path.box({1, 2}, {5, 9}).dot({2, 2}); }),
            "M1 2H5V9H1zm1 0h0");
  EXPECT_EQ(path_of([](SvgPath& path) { path.arrow({9, 5}, 1, 0, 4).dot({9, 5}); }),
            "M9 5l-4-3l0 6zm0 0h0");
  EXPECT_EQ(path_of([](SvgPath& path) { path.arrow({9, 5}, 0, -1, 4); }), "M9 5l3 4l-6 0z");
}

}  // namespace
}  // namespace benchdiff::report

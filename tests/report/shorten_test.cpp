#include <benchdiff/report/shorten.h>

#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::report {
namespace {

TEST(Shorten, LeavesAloneWhatFits) {
  EXPECT_EQ(shorten("", 0), "");
  EXPECT_EQ(shorten("abc", 3), "abc");
}

TEST(Shorten, KeepsTheBeginningAndTheEnd) {
  EXPECT_EQ(shorten("abcdefgh", 7), "ab…gh");
  EXPECT_EQ(shorten("abcdefgh", 6), "ab…h");
  EXPECT_EQ(shorten("abcdefgh", 3), "…");
  EXPECT_EQ(shorten("abcdefgh", 2), "");
}

TEST(Shorten, CutsNoCharacterApart) {
  const std::string_view text = "漢字é😀漢字é😀漢字é😀";
  for (std::size_t most = 0; most <= text.size(); ++most) {
    const std::string shortened = shorten(text, most);
    EXPECT_LE(shortened.size(), most);
    for (std::string_view rest = shortened; !rest.empty();) {
      const auto c = formats::first_code_point(rest);
      ASSERT_NE(c.value, 0xFFFDU) << most;
      rest.remove_prefix(c.length);
    }
  }
}

}  // namespace
}  // namespace benchdiff::report

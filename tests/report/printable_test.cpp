#include <benchdiff/report/printable.h>

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::report {
namespace {

TEST(Printable, LeavesPrintableTextAlone) {
  for (const char* text : {"", "Encode/size=1k-8", "é☃😀漢字", "a\\b", "~ !"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, AnswersTheTextItselfWhereNothingIsToBeDone) {
  std::string scratch = "untouched";
  constexpr std::string_view text = "plain";
  EXPECT_EQ(printable(text, Charset::utf8, scratch).data(), text.data());
  EXPECT_EQ(scratch, "untouched");
}

TEST(Printable, EscapesControlCharacters) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(printable("a\nb\tc\rd"), "a\\x0ab\\x09c\\x0dd");
  EXPECT_EQ(printable(std::string(1, '\0')), "\\x00");
  EXPECT_EQ(printable("\x7f"), "\\x7f");
  EXPECT_EQ(printable("\u0080\u009b\u009f"), "\\x80\\x9b\\x9f");
  EXPECT_EQ(printable("\u2028\u2029"), "\\u2028\\u2029");
}

TEST(Printable, EscapesMarksThatTurnTheDirectionOfWriting) {
  EXPECT_EQ(printable("\u202a\u202b\u202c\u202d\u202e"), "\\u202a\\u202b\\u202c\\u202d\\u202e");
  EXPECT_EQ(printable("\u2066\u2067\u2068\u2069"), "\\u2066\\u2067\\u2068\\u2069");
  EXPECT_EQ(printable("\u200e\u200f\u061c"), "\\u200e\\u200f\\u061c");
}

TEST(Printable, EscapesCharactersThatAreNotSeen) {
  EXPECT_EQ(printable("a\u200b\u200c\u200db"), "a\\u200b\\u200c\\u200db");
  EXPECT_EQ(printable("\u2060\ufeff"), "\\u2060\\ufeff");
  EXPECT_EQ(printable("\u200a\u2010\u205f\ufefe"), "\u200a\u2010\u205f\ufefe");
}

TEST(Printable, EscapesBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("a\x80z"), "a\\x80z");
  EXPECT_EQ(printable("\xc3"), "\\xc3");
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(printable("\xe2\x98"), "\\xe2\\x98");
  EXPECT_EQ(printable("\x9b"
                      "2J"),
            "\\x9b"
            "2J");
}

TEST(Printable, EscapesEverythingElseInAscii) {
  EXPECT_EQ(printable("aé☃😀", Charset::ascii), "a\\xe9\\u2603\\U0001f600");
  EXPECT_EQ(printable("\xff\x1b", Charset::ascii), "\\xff\\x1b");
}

TEST(Printable, LetsNoDangerousByteThrough) {
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      for (const Charset charset : {Charset::utf8, Charset::ascii}) {
        const std::string out = printable(text, charset);
        for (std::string_view rest = out; !rest.empty();) {
          const auto c = formats::first_code_point(rest);
          ASSERT_GE(c.value, 0x20U);
          ASSERT_FALSE(c.value >= 0x7F &&
                       c.value < (charset == Charset::ascii ? 0x110000U : 0xA0U));
          ASSERT_TRUE(c.length > 1 || c.value < 0x80);
          rest.remove_prefix(c.length);
        }
      }
    }
  }
}

TEST(DisplayWidth, IsInColumnsOfATerminal) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("äöü"), 3U);
  EXPECT_EQ(display_width("µ ± ∞ │ →"), 9U);
  EXPECT_EQ(display_width("漢字"), 4U);
  EXPECT_EQ(display_width("한글"), 4U);
  EXPECT_EQ(display_width("ｆｕｌｌ"), 8U);
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width(printable("a\u200db")), 8U);
  EXPECT_EQ(display_width("\xff"), 1U);
}

TEST(PrintableLines, KeepLineBreaksAndTabsAndNothingElse) {
  EXPECT_EQ(printable_lines("a\n\tb\x1b[31m\r\n"), "a\n\tb\\x1b[31m\\x0d\n");
  EXPECT_EQ(printable_lines(""), "");
  EXPECT_EQ(printable_lines("\n"), "\n");
  EXPECT_EQ(printable_lines("ends without"), "ends without");
}

}  // namespace
}  // namespace benchdiff::report

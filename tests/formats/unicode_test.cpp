#include <benchdiff/formats/unicode.h>

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t last_code_point = 0x10FFFF;

constexpr bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

std::string encode(char32_t c) {
  const auto bits = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0U | (c >> 6U)), bits(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0U | (c >> 12U)), bits(6), bits(0)};
  return {static_cast<char>(0xF0U | (c >> 18U)), bits(12), bits(6), bits(0)};
}

TEST(FirstCodePoint, DecodesEveryCodePoint) {
  for (char32_t c = 0; c <= last_code_point; ++c) {
    if (is_surrogate(c)) continue;
    const std::string bytes = encode(c);
    const CodePoint decoded = first_code_point(bytes + "x");
    ASSERT_EQ(decoded.value, c);
    ASSERT_EQ(decoded.length, bytes.size());
  }
}

TEST(FirstCodePoint, TakesOneByteOfWhatIsNotUtf8) {
  for (const std::string_view bytes : {
           "\x80",  // a continuation by itself
           "\xBF",
           "\xFE",
           "\xFF",  // never a first byte
           "\xC3",
           "\xE2\x82",
           "\xF0\x9F\x98",  // cut off
           "\xC3x",
           "\xE2\x82x",
           "\xF0\x9F\x98x",  // broken off
           "\xC0\x80",
           "\xC1\xBF",  // longer than need be
           "\xE0\x80\x80",
           "\xE0\x9F\xBF",  //
           "\xF0\x80\x80\x80",
           "\xF0\x8F\xBF\xBF",  //
           "\xED\xA0\x80",
           "\xED\xBF\xBF",  // surrogates
           "\xF4\x90\x80\x80",
           "\xF5\x80\x80\x80",  // beyond Unicode
       }) {
    const CodePoint decoded = first_code_point(bytes);
    EXPECT_EQ(decoded.value, replacement) << testing::PrintToString(bytes);
    EXPECT_EQ(decoded.length, 1U) << testing::PrintToString(bytes);
  }
}

TEST(FirstCodePoint, ReadsTheEdgesOfEachLength) {
  for (const char32_t c : std::initializer_list<char32_t>{
           0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    EXPECT_EQ(first_code_point(encode(c)).value, c);
  }
}

TEST(IsLower, KnowsTheLettersOfManyScripts) {
  for (const char32_t c : {U'a', U'z', U'\u00DF', U'\u00E9', U'\u00B5', U'\u03C9', U'\u0430',
                           U'\u0580', U'\U00010428'}) {
    EXPECT_TRUE(is_lower(c)) << testing::PrintToString(encode(c));
    EXPECT_FALSE(is_upper(c)) << testing::PrintToString(encode(c));
  }
}

TEST(IsUpper, KnowsTheLettersOfManyScripts) {
  for (const char32_t c :
       {U'A', U'Z', U'\u00C9', U'\u03A9', U'\u0410', U'\u1E9E', U'\u0531', U'\U00010400'}) {
    EXPECT_TRUE(is_upper(c)) << testing::PrintToString(encode(c));
    EXPECT_FALSE(is_lower(c)) << testing::PrintToString(encode(c));
  }
}

TEST(IsLower, FailsForWhatHasNoCase) {
  for (const char32_t c :
       {U'\0', U'@', U'[', U'`', U'{', U'0', U'_', U'.', U':', U' ', U'\u00A0', U'\u00D7',
        U'\u00F7', U'\u4E2D', U'\u05D0', U'\U0001F600', replacement}) {
    EXPECT_FALSE(is_lower(c)) << testing::PrintToString(encode(c));
    EXPECT_FALSE(is_upper(c)) << testing::PrintToString(encode(c));
  }
  EXPECT_FALSE(is_lower(0xD800));
  EXPECT_FALSE(is_upper(0xDFFF));
  EXPECT_FALSE(is_lower(0x110000));
  EXPECT_FALSE(is_upper(0xFFFFFFFF));
}

TEST(IsSpace, HoldsForTheWhiteSpaceOfUnicodeAndNothingElse) {
  const std::set<char32_t> expected{0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,
                                    0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
                                    0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028,
                                    0x2029, 0x202F, 0x205F, 0x3000};
  std::set<char32_t> found;
  for (char32_t c = 0; c <= last_code_point; ++c) {
    if (is_space(c)) found.insert(c);
  }
  EXPECT_EQ(found, expected);
}

TEST(LeadingSpace, IsTheLengthOfOneWhiteSpaceCharacter) {
  EXPECT_EQ(leading_space(""), 0U);
  EXPECT_EQ(leading_space("x "), 0U);
  EXPECT_EQ(leading_space("  x"), 1U);
  EXPECT_EQ(leading_space("\v"), 1U);
  EXPECT_EQ(leading_space("\xC2\xA0"), 2U);
  EXPECT_EQ(leading_space("\xE2\x80\x83x"), 3U);
  EXPECT_EQ(leading_space("\xC3\xA9"), 0U);
}

TEST(LeadingSpace, IsNoneInWhatIsNotUtf8) {
  EXPECT_EQ(leading_space("\x85"), 0U);          // a next line in Latin-1
  EXPECT_EQ(leading_space("\xA0"), 0U);          // a no-break space in Latin-1
  EXPECT_EQ(leading_space("\xE2\x80"), 0U);      // part of an em space
  EXPECT_EQ(leading_space("\xC0\xA0"), 0U);      // a space, longer than need be
  EXPECT_EQ(leading_space("\xE0\x80\xA0"), 0U);  //
}

TEST(LeadingSpace, AgreesWithIsSpace) {
  for (char32_t c = 0; c <= last_code_point; ++c) {
    if (is_surrogate(c)) continue;
    const std::string bytes = encode(c);
    ASSERT_EQ(leading_space(bytes), is_space(c) ? bytes.size() : 0)
        << static_cast<std::uint32_t>(c);
  }
}

TEST(CountCodePoints, CountsCharactersAndStrayBytes) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("abc"), 3U);
  EXPECT_EQ(count_code_points("\xC2\xB5s/op"), 5U);
  EXPECT_EQ(count_code_points("\xF0\x9F\x98\x80\xE4\xB8\xAD"), 2U);
  EXPECT_EQ(count_code_points("a\xFF\x80z"), 4U);
  EXPECT_EQ(count_code_points("\xF0\x9F\x98"), 3U);
  EXPECT_EQ(count_code_points(std::string_view("\0\0", 2)), 2U);
}

}  // namespace
}  // namespace benchdiff::formats

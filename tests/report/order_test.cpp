#include <benchdiff/report/order.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;

int compare(std::string_view a, std::string_view b) {
  return compare_numbers(sort_number(a), sort_number(b));
}

// Sorted as a projection in the order `num` sorts its values.
Texts sorted(Texts texts) {
  std::ranges::sort(texts, [](const std::string& a, const std::string& b) {
    const int by_number = compare(a, b);
    return by_number != 0 ? by_number < 0 : a < b;
  });
  return texts;
}

TEST(SortNumber, IsTheWholeTextAsANumber) {
  EXPECT_EQ(sort_number("100.5"), 100.5);
  EXPECT_EQ(sort_number("-5"), -5);
  EXPECT_EQ(sort_number("1e3"), 1000);
  EXPECT_EQ(sort_number("0x1p-2"), 0.25);
  EXPECT_EQ(sort_number("1_500"), 1500);
}

TEST(SortNumber, KnowsPrefixesOfUnits) {
  for (const auto& [text, number] : std::vector<std::pair<const char*, double>>{{"1B", 1},
                                                                                {"1b", 1},
                                                                                {"1k", 1e3},
                                                                                {"1K", 1e3},
                                                                                {"1ki", 1024},
                                                                                {"1kiB", 1024},
                                                                                {"1Mi", 0x1p20},
                                                                                {"1Y", 1e24},
                                                                                {"64KiB", 65536},
                                                                                {"64k", 64000},
                                                                                {"2Gb", 2e9},
                                                                                {"1Ti", 0x1p40},
                                                                                {"3E", 3e18},
                                                                                {"1Z", 1e21},
                                                                                {"1P", 1e15},
                                                                                {"size=5k", 5000},
                                                                                {"1Yi", 0x1p80}}) {
    const auto found = sort_number(text);
    ASSERT_TRUE(found) << text;
    EXPECT_DOUBLE_EQ(*found, number) << text;
  }
}

TEST(SortNumber, DoesNotKnowPrefixesBelowOne) {
  EXPECT_EQ(sort_number("1m"), 1);
  EXPECT_EQ(sort_number("1n"), 1);
  EXPECT_EQ(sort_number("1µ"), 1);
}

TEST(SortNumber, IsTheFirstNumberInAText) {
  EXPECT_EQ(sort_number("foo12bar99"), 12);
  EXPECT_EQ(sort_number("-5k"), 5000) << "as the reference implementation has it";
  EXPECT_EQ(sort_number("v.5"), .5);
}

TEST(SortNumber, IsNothingWithoutANumber) {
  for (const char* text : {"", "x", "...", "a.b", "1.2.3", "é", "\xff"}) {
    EXPECT_FALSE(sort_number(text)) << text;
  }
}

TEST(CompareNumbers, SortsNumbersByTheirValues) {
  EXPECT_EQ(sorted({"100", "20", "3"}), (Texts{"3", "20", "100"}));
  EXPECT_EQ(sorted({"1e3", "999", "-5", "0x1p4", "1_500"}),
            (Texts{"-5", "0x1p4", "999", "1e3", "1_500"}));
  EXPECT_LT(compare("foo9", "foo12"), 0);
}

TEST(CompareNumbers, PutsNumbersBeforeOtherTexts) {
  EXPECT_EQ(sorted({"b", "a", "100", "20"}), (Texts{"20", "100", "a", "b"}));
  EXPECT_EQ(sorted({"", "x", "7"}), (Texts{"7", "", "x"}));
}

TEST(CompareNumbers, PutsNanBehindOtherNumbers) {
  EXPECT_EQ(sorted({"1", "-inf", "-infinity", "inf", "infinity", "1.0", "NaN", "nan"}),
            (Texts{"-inf", "-infinity", "1", "1.0", "inf", "infinity", "NaN", "nan"}));
  EXPECT_EQ(sorted({"nan", "text", "5"}), (Texts{"5", "nan", "text"}));
}

TEST(CompareNumbers, TakesTwoTextsWithoutNumbersForEqual) {
  EXPECT_EQ(compare("a", "b"), 0);
  EXPECT_EQ(compare("", "..."), 0);
}

TEST(CompareNumbers, IsAnOrder) {
  const Texts texts{"",    "1",  "2",    "1k",    "1000",   "NaN", "nan", "inf",  "-inf", "a",
                    "b12", "b7", "...",  "1e999", "-1e999", "0",   "-0",  "0.5",  ".5",   "5.",
                    "1Ki", "9Y", "x1Yi", "1e3",   "0x1p-2", "µ",   "1_0", "1__0", "\xff", "-"};
  const auto sign = [](int value) { return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0); };
  for (const auto& a : texts) {
    EXPECT_EQ(compare(a, a), 0) << a;
    for (const auto& b : texts) {
      EXPECT_EQ(sign(compare(a, b)), -sign(compare(b, a))) << a << " " << b;
      for (const auto& c : texts) {
        if (compare(a, b) <= 0 && compare(b, c) <= 0) {
          EXPECT_LE(compare(a, c), 0) << a << " " << b << " " << c;
        }
      }
    }
  }
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/day.h>

#include <cstdlib>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

TEST(Day, IsReadAndWritten) {
  for (const char* text : {"2026-01-01", "2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"}) {
    ASSERT_TRUE(parse_day(text)) << text;
    EXPECT_EQ(day_text(*parse_day(text)), text);
  }
}

TEST(Day, IsOneOfTheCalendar) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1",
                           "2026/01/01", "2026-01-01 ", "-026-01-01", "2026-01-1x", "tomorrow.."}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Day, ComesAfterTheOneBefore) { EXPECT_LT(*parse_day("2026-01-31"), *parse_day("2026-02-01")); }

TEST(Day, IsTodayByTheClockUnlessTheEnvironmentSaysOtherwise) {
  setenv("SOURCE_DATE_EPOCH", "1798761599", 1);
  EXPECT_EQ(day_text(today()), "2026-12-31");
  setenv("SOURCE_DATE_EPOCH", "1798761600", 1);
  EXPECT_EQ(day_text(today()), "2027-01-01");
  setenv("SOURCE_DATE_EPOCH", "soon", 1);
  EXPECT_GT(today(), *parse_day("2025-01-01"));
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_GT(today(), *parse_day("2025-01-01"));
}

}  // namespace
}  // namespace benchdiff::report

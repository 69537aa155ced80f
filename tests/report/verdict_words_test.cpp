#include <benchdiff/report/verdict_words.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

TEST(VerdictWord, NamesEveryVerdict) {
  EXPECT_EQ(verdict_word(Verdict::better), "better");
  EXPECT_EQ(verdict_word(Verdict::worse), "worse");
  EXPECT_EQ(verdict_word(Verdict::same), "same");
  EXPECT_EQ(verdict_word(Verdict::unclear), "unclear");
  EXPECT_EQ(verdict_word(Verdict::changed), "changed");
}

}  // namespace
}  // namespace benchdiff::report

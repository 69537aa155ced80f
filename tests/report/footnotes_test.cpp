#include <benchdiff/report/footnotes.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

std::vector<Warning> warnings(const std::vector<std::string>& texts) {
  std::vector<Warning> warnings;
  for (const auto& text : texts) warnings.push_back({Warning::Kind::all_equal, text});
  return warnings;
}

std::string rendered(const Footnotes& notes) {
  std::string out;
  notes.render(out);
  return out;
}

TEST(Footnotes, AreNumberedAsTheyComeUpAndShared) {
  Footnotes notes;
  EXPECT_TRUE(notes.empty());
  EXPECT_EQ(notes.marks(warnings({"b"})), "¹");
  EXPECT_EQ(notes.marks(warnings({"a", "b"})), "² ¹");
  EXPECT_EQ(notes.marks({}), "");
  EXPECT_EQ(notes.marks(warnings({"b"})), "¹");
  EXPECT_FALSE(notes.empty());
  EXPECT_EQ(rendered(notes), "¹ b\n² a\n");
}

TEST(Footnotes, HaveSuperscriptsOfAnyLength) {
  Footnotes notes;
  std::string last;
  for (int i = 1; i <= 120; ++i) last = notes.marks(warnings({"w" + std::to_string(i)}));
  EXPECT_EQ(last, "¹²⁰");
  const std::string out = rendered(notes);
  EXPECT_NE(out.find("\n¹⁰ w10\n"), std::string::npos);
  EXPECT_NE(out.find("\n⁴⁵ w45\n"), std::string::npos);
  EXPECT_NE(out.find("\n⁶⁷ w67\n"), std::string::npos);
  EXPECT_NE(out.find("\n⁸⁹ w89\n"), std::string::npos);
}

TEST(Footnotes, HaveBracketsInAscii) {
  Footnotes notes(Footnotes::Marks::brackets);
  EXPECT_EQ(notes.marks(warnings({"é", "b"})), "[1] [2]");
  EXPECT_EQ(rendered(notes), "[1] \\xe9\n[2] b\n");
}

TEST(Footnotes, ArePrintable) {
  Footnotes notes;
  (void)notes.marks(warnings({"vary in \x1b[2J"}));
  EXPECT_EQ(rendered(notes), "¹ vary in \\x1b[2J\n");
}

}  // namespace
}  // namespace benchdiff::report

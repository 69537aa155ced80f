#include <benchdiff/report/differences.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

namespace benchdiff::report {
namespace {

constexpr const char* result = "BenchmarkA 1 1 ns/op\n";

std::vector<std::string> differences_of(const std::vector<std::string>& texts) {
  std::vector<formats::ResultFile> files;
  for (const auto& text : texts) files.push_back(formats::read_text(text));
  std::vector<std::string> described;
  for (const auto& difference : find_differences(files)) {
    EXPECT_EQ(difference.values.size(), texts.size());
    std::string text = difference.key + ":";
    for (const auto& value : difference.values) text += " [" + value + "]";
    described.push_back(text);
  }
  return described;
}

using Texts = std::vector<std::string>;

TEST(Differences, AreSettingsThatAreConstantInAFileButNotTheSameInAll) {
  EXPECT_EQ(differences_of(
                {"cpu: x\nos: l\n" + std::string(result), "cpu: y\nos: l\n" + std::string(result)}),
            Texts{"cpu: [x] [y]"});
}

TEST(Differences, KeepTheOrderOfTheFiles) {
  EXPECT_EQ(differences_of(
                {"b: 1\na: 1\n" + std::string(result), "a: 2\nb: 2\nc: 3\n" + std::string(result)}),
            (Texts{"b: [1] [2]", "a: [1] [2]", "c: [] [3]"}));
}

TEST(Differences, TakeAMissingSettingForAnEmptyOne) {
  EXPECT_EQ(differences_of({"cpu: x\n" + std::string(result), result}), Texts{"cpu: [x] []"});
}

TEST(Differences, AreNoneWhereASettingVariesWithinAFile) {
  const std::string r = result;
  EXPECT_EQ(differences_of({"p: 1\n" + r + "p: 2\n" + r, "p: 3\n" + r}), Texts{});
  EXPECT_EQ(differences_of({r + "p: 2\n" + r, "p: 3\n" + r}), Texts{}) << "set half way";
  EXPECT_EQ(differences_of({"p: 2\n" + r + "p:\n" + r, "p: 3\n" + r}), Texts{}) << "taken back";
}

TEST(Differences, DoNotCountSettingsWithoutResults) {
  const std::string r = result;
  EXPECT_EQ(differences_of({"p: 0\np: 1\n" + r + "p: 2\n", "p: 3\n" + r}), Texts{"p: [1] [3]"});
}

TEST(Differences, AreNoneWithFewerThanTwoFiles) {
  EXPECT_EQ(differences_of({}), Texts{});
  EXPECT_EQ(differences_of({"p: 1\n" + std::string(result)}), Texts{});
}

TEST(Differences, AreNoneWhereAFileHasNoResults) {
  EXPECT_EQ(differences_of({"p: 1\n" + std::string(result), "p: 2\n"}), Texts{});
}

TEST(Differences, AreFoundAmongManyFiles) {
  const std::string r = result;
  EXPECT_EQ(differences_of({"p: 1\n" + r, "p: 1\n" + r, "p: 2\n" + r}), Texts{"p: [1] [1] [2]"});
}

}  // namespace
}  // namespace benchdiff::report

#include <benchdiff/report/item.h>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

namespace benchdiff::report {
namespace {

TEST(Item, HasAValueForEveryKindOfKey) {
  const auto file =
      formats::read_text("goos: linux\nBenchmarkEncode/size=1k-8 1 1 ns/op\n", "old.txt");
  const Item item{file, file.subjects[0]};
  EXPECT_EQ(value_of(item, ".name"), "Encode");
  EXPECT_EQ(value_of(item, ".fullname"), "Encode/size=1k-8");
  EXPECT_EQ(value_of(item, ".file"), "old.txt");
  EXPECT_EQ(value_of(item, "/size"), "1k");
  EXPECT_EQ(value_of(item, "/gomaxprocs"), "8");
  EXPECT_EQ(value_of(item, "goos"), "linux");
}

TEST(Item, HasThePathOfItsFileWhateverTheLabel) {
  auto file = formats::read_text("BenchmarkA 1 1 ns/op\n", "old");
  file.path = "runs/1.txt";
  EXPECT_EQ(value_of({file, file.subjects[0]}, ".path"), "runs/1.txt");
  EXPECT_EQ(value_of({file, file.subjects[0]}, ".file"), "old");
}

TEST(Item, HasTheEmptyValueForWhatItLacks) {
  const auto file = formats::read_text("BenchmarkA 1 1 ns/op\n", "old.txt");
  const Item item{file, file.subjects[0]};
  EXPECT_EQ(value_of(item, "goos"), "");
  EXPECT_EQ(value_of(item, "/size"), "");
  EXPECT_EQ(value_of(item, ".foo"), "");
  EXPECT_EQ(value_of(item, ""), "");
}

TEST(Item, HasTheConfigurationOfItsOwnPlaceInTheFile) {
  const auto file =
      formats::read_text("goos: a\nBenchmarkA 1 1 ns/op\ngoos: b\nBenchmarkA 1 1 ns/op\n");
  ASSERT_EQ(file.subjects.size(), 2U);
  EXPECT_EQ(value_of({file, file.subjects[0]}, "goos"), "a");
  EXPECT_EQ(value_of({file, file.subjects[1]}, "goos"), "b");
}

}  // namespace
}  // namespace benchdiff::report

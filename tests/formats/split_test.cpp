#include <benchdiff/formats/split.h>

#include <string>

#include <gtest/gtest.h>

#include <benchdiff/formats/go_benchmark_writer.h>
#include <benchdiff/formats/read.h>

namespace benchdiff::formats {
namespace {

std::string written(const ResultFile& file) {
  std::string text;
  write_go_benchmark(file, text);
  return text;
}

TEST(SplitBySetting, MakesAFileOfEachSide) {
  const auto files = split_by_setting(read_text("cpu: x\n"
                                                "side: old\n"
                                                "BenchmarkA 1 1 ns/op\n"
                                                "side: new\n"
                                                "BenchmarkA 1 2 ns/op 3 B/op\n"
                                                "side: old\n"
                                                "cpu: y\n"
                                                "BenchmarkB 1 4 ns/op\n"),
                                      "side");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].label, "old");
  EXPECT_EQ(written(files[0]), "cpu: x\nBenchmarkA 1 1 ns/op\ncpu: y\nBenchmarkB 1 4 ns/op\n");
  EXPECT_EQ(files[1].label, "new");
  EXPECT_EQ(written(files[1]), "cpu: x\nBenchmarkA 1 2 ns/op 3 B/op\n");
}

TEST(SplitBySetting, LeavesAFileWholeThatHasNoTwoSides) {
  EXPECT_TRUE(split_by_setting(read_text("BenchmarkA 1 1 ns/op\n"), "side").empty());
  EXPECT_TRUE(split_by_setting(read_text("side: a\nBenchmarkA 1 1 ns/op\n"), "side").empty());
  EXPECT_TRUE(split_by_setting(read_text("BenchmarkA 1 1 ns/op\nside: a\nBenchmarkA 1 1 ns/op\n"
                                         "side: b\nBenchmarkA 1 1 ns/op\n"),
                               "side")
                  .empty());
  EXPECT_TRUE(split_by_setting(read_text(""), "side").empty());
}

TEST(SplitBySetting, KeepsWhatIsSaidOfUnitsAndWhatIsWrong) {
  const auto files = split_by_setting(read_text("Unit ns/op better=higher\n"
                                                "side: a\nBenchmarkA 1 1 ns/op\n"
                                                "side: b\nBenchmarkA 1 1 ns/op\nBenchmarkA x\n"),
                                      "side");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].notes.size(), 2U);
  EXPECT_TRUE(files[1].notes.empty());
}

}  // namespace
}  // namespace benchdiff::formats

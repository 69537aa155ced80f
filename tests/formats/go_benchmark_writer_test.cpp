#include <benchdiff/formats/go_benchmark_writer.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

namespace benchdiff::formats {
namespace {

std::string rewritten(const std::string& text) {
  std::string out;
  write_go_benchmark(read_text(text), out);
  return out;
}

TEST(GoBenchmarkWriter, WritesWhatItReadsBack) {
  const std::string text =
      "Unit ns/op better=lower\n"
      "goos: linux\n"
      "cpu: fast one\n"
      "BenchmarkA-2 100 12.5 ns/op 3 B/op\n"
      "BenchmarkA-2 100 12.25 ns/op 3 B/op\n"
      "cpu:\n"
      "BenchmarkB/size=1 7 1e-300 sec/op\n";
  EXPECT_EQ(rewritten(text), text);
}

TEST(GoBenchmarkWriter, SaysOnlyWhichSettingsChanged) {
  std::string out;
  GoBenchmarkWriter writer(out, {{"side", "old"}, {"goos", "linux"}});
  const Configuration next{{"side", "new"}, {"goos", "linux"}, {"block", "2"}};
  writer.configure(next);
  EXPECT_EQ(out, "side: new\nblock: 2\n");
  EXPECT_EQ(writer.in_force(), next);
}

TEST(GoBenchmarkWriter, KeepsEveryBitOfAValue) {
  std::string out;
  GoBenchmarkWriter writer(out);
  const std::array values{0.1 + 0.2, std::numeric_limits<double>::denorm_min(),
                          std::numeric_limits<double>::max(), -0.0,
                          std::numeric_limits<double>::infinity()};
  for (const double value : values) {
    writer.result("A", 1, std::array{Measurement{value, "ns/op"}});
  }
  const ResultFile file = read_text(out);
  ASSERT_EQ(file.values.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(file.values[i], values[i]);
    EXPECT_EQ(std::signbit(file.values[i]), std::signbit(values[i]));
  }
}

TEST(GoBenchmarkWriter, WritesNotANumberAsOne) {
  std::string out;
  GoBenchmarkWriter writer(out);
  writer.result("A", 1, std::array{Measurement{std::nan(""), "ns/op"}});
  EXPECT_EQ(out, "BenchmarkA 1 NaN ns/op\n");
}

TEST(GoBenchmarkWriter, LetsNoTextBreakALine) {
  std::string out;
  GoBenchmarkWriter writer(out);
  writer.configure(Configuration{
      {"Host Name:", "a\nBenchmarkX 1 1 ns/op"}, {"9", "  x"}, {"empty", ""}, {"gone", " \n"}});
  writer.unit({"n s", "better", "lower\nUnit x y=z"});
  writer.result("A b\u2028c\n", 1, std::array{Measurement{1, "n\ts"}, Measurement{2, ""}});
  writer.comment("one\ntwo");
  EXPECT_EQ(out,
            "host-name-: a BenchmarkX 1 1 ns/op\n"
            "x9: x\n"
            "Unit n_s better=lower_Unit_x_y=z\n"
            "BenchmarkA_b_c_ 1 1 n_s 2 ?\n"
            "# one two\n");
  const ResultFile file = read_text(out);
  EXPECT_FALSE(file.failure);
  EXPECT_EQ(file.results.size(), 1U);
}

TEST(GoBenchmarkWriter, TakesTheLastOfEqualKeys) {
  std::string out;
  GoBenchmarkWriter writer(out);
  writer.configure(Configuration{{"cpu", "a"}, {"CPU", "b"}});
  EXPECT_EQ(out, "cpu: b\n");
}

}  // namespace
}  // namespace benchdiff::formats

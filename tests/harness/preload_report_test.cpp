#include <benchdiff/harness/preload/preload_report.h>

#include <string>

#include <gtest/gtest.h>

namespace benchdiff::harness {
namespace {

constexpr const char* line =
    "pid=123 program=a.out allocs=10 frees=9 bytes=1234 mmaps=1 mmap-bytes=4096 munmaps=2 "
    "munmap-bytes=8192";

PreloadCounts of_line() {
  PreloadCounts counts;
  counts.pid = 123;
  counts.program = "a.out";
  counts.allocations = 10;
  counts.frees = 9;
  counts.bytes = 1234;
  counts.mappings = 1;
  counts.mapped_bytes = 4096;
  counts.unmappings = 2;
  counts.unmapped_bytes = 8192;
  return counts;
}

TEST(PreloadLine, IsReadWithAndWithoutItsEnd) {
  EXPECT_EQ(parse_preload_line(line), of_line());
  EXPECT_EQ(parse_preload_line(std::string(line) + "\n"), of_line());
}

TEST(PreloadLine, MayHaveLiveBytesAndSayWhatWasNotSeen) {
  PreloadCounts expected = of_line();
  expected.live_bytes = 5;
  expected.peak_bytes = 18446744073709551615ULL;
  expected.malloc_unseen = true;
  EXPECT_EQ(parse_preload_line(std::string(line) +
                               " live-bytes=5 peak-bytes=18446744073709551615 unseen=malloc"),
            expected);
  EXPECT_TRUE(parse_preload_line(std::string(line) + " unseen=new")->new_unseen);
}

TEST(PreloadLine, IsNoneWithAKeyThatIsMissingUnknownOrThereTwice) {
  const std::string text = line;
  EXPECT_FALSE(parse_preload_line(""));
  EXPECT_FALSE(parse_preload_line("pid=123"));
  EXPECT_FALSE(parse_preload_line(text.substr(0, text.rfind(' '))));
  EXPECT_FALSE(parse_preload_line(text + " pid=123"));
  EXPECT_FALSE(parse_preload_line(text + " weather=fine"));
  EXPECT_FALSE(parse_preload_line(text + " unseen=free"));
  EXPECT_FALSE(parse_preload_line(text + "  unseen=new"));
  EXPECT_FALSE(parse_preload_line(text + "\n\n"));
}

TEST(PreloadLine, IsNoneWithANumberThatIsNone) {
  for (const char* const number : {"", "-1", "+1", "1e3", "0x1", "1.0", "18446744073709551616"}) {
    std::string text = line;
    text.replace(text.find("1234"), 4, number);
    EXPECT_FALSE(parse_preload_line(text)) << number;
  }
}

TEST(PreloadSum, AddsUpTheProcessesOfAFile) {
  const std::string text = line;
  const PreloadCounts sum =
      sum_of(text + " live-bytes=5 peak-bytes=70\n" + text + " live-bytes=6 peak-bytes=60\n" +
             "\nsomething else\n" + text + " unseen=new\n" + text.substr(0, 40));
  EXPECT_EQ(sum.processes, 3U);
  EXPECT_EQ(sum.unreadable, 2U);
  EXPECT_EQ(sum.pid, 0);
  EXPECT_EQ(sum.program, "");
  EXPECT_EQ(sum.allocations, 30U);
  EXPECT_EQ(sum.frees, 27U);
  EXPECT_EQ(sum.bytes, 3702U);
  EXPECT_EQ(sum.mappings, 3U);
  EXPECT_EQ(sum.mapped_bytes, 12288U);
  EXPECT_EQ(sum.unmappings, 6U);
  EXPECT_EQ(sum.unmapped_bytes, 24576U);
  EXPECT_EQ(sum.live_bytes, 11U);
  EXPECT_EQ(sum.peak_bytes, 70U);
  EXPECT_TRUE(sum.new_unseen);
  EXPECT_FALSE(sum.malloc_unseen);
}

TEST(PreloadSum, OfNothingHasNoProcesses) { EXPECT_EQ(sum_of("").processes, 0U); }

}  // namespace
}  // namespace benchdiff::harness

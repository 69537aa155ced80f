#include <benchdiff/formats/source.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

using namespace std::string_literals;

std::string read_all(Source& source, std::size_t block = 4096) {
  std::string all;
  std::string buffer(block, '\0');
  while (const std::size_t count = source.read(buffer)) {
    all.append(buffer, 0, count);
  }
  return all;
}

std::string text_of(std::string_view bytes, std::size_t block = 4096) {
  Source source = Source::from_memory(bytes);
  return read_all(source, block);
}

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const auto low = static_cast<char>(unit & 0xFFU);
    const auto high = static_cast<char>(unit >> 8U);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content)
      : path_(testing::TempDir() + "benchdiff_source_test_" + std::to_string(::getpid())) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(Source, ReadsAFile) {
  const TemporaryFile file("BenchmarkA 1 2 ns/op\n");
  Source source(file.path());
  EXPECT_FALSE(source.failed_to_open());
  EXPECT_EQ(read_all(source), "BenchmarkA 1 2 ns/op\n");
  EXPECT_EQ(source.error(), "");
}

TEST(Source, ReadsAnEmptyFile) {
  const TemporaryFile file("");
  Source source(file.path());
  EXPECT_EQ(read_all(source), "");
  EXPECT_EQ(source.error(), "");
}

TEST(Source, SaysThatAFileIsMissing) {
  Source source(testing::TempDir() + "there/is/no/such/file");
  EXPECT_TRUE(source.failed_to_open());
  EXPECT_EQ(source.error(), "no such file or directory");
  EXPECT_EQ(read_all(source), "");
}

TEST(Source, SaysThatADirectoryIsNoFile) {
  Source source(testing::TempDir());
  EXPECT_TRUE(source.failed_to_open());
  EXPECT_EQ(source.error(), "is a directory");
}

TEST(Source, TellsAFailureToReadFromAFailureToOpen) {
  if (!std::filesystem::exists("/proc/self/mem")) {
    GTEST_SKIP() << "needs a file that opens and can't be read";
  }
  Source source("/proc/self/mem");
  EXPECT_FALSE(source.failed_to_open());
  EXPECT_EQ(read_all(source), "");
  EXPECT_EQ(source.error(), "input/output error");
}

TEST(Source, ReadsStandardInputAndLeavesItOpen) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const int saved = ::dup(STDIN_FILENO);
  ASSERT_EQ(::dup2(pipe[0], STDIN_FILENO), STDIN_FILENO);
  ::close(pipe[0]);
  std::string text;
  {
    const std::jthread writer([&] {
      for (const char c : "\xEF\xBB\xBFslowly"s) {
        EXPECT_EQ(::write(pipe[1], &c, 1), 1);
        std::this_thread::yield();
      }
      ::close(pipe[1]);
    });
    Source source("-");
    text = read_all(source);
  }
  EXPECT_EQ(text, "slowly");
  EXPECT_NE(::fcntl(STDIN_FILENO, F_GETFD), -1);
  if (saved >= 0) {
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
  }
}

TEST(Source, CanBeMoved) {
  const TemporaryFile file("text");
  Source first(file.path());
  Source second(std::move(first));
  EXPECT_EQ(read_all(second), "text");
}

TEST(Source, PassesEveryByteThrough) {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) {
    bytes += static_cast<char>(i * 7 % 256);
  }
  for (const std::size_t block : {16U, 17U, 100U, 4096U}) {
    EXPECT_EQ(text_of(bytes, block), bytes) << block;
  }
}

TEST(Source, PassesTextsShorterThanAMarkThrough) {
  for (const std::string& bytes : {""s, "a"s, "ab"s, "\xEF"s, "\xEF\xBB"s, "\xFF"s, "\xFE"s}) {
    EXPECT_EQ(text_of(bytes), bytes);
  }
}

TEST(Source, DropsTheMarkOfUtf8) {
  EXPECT_EQ(text_of("\xEF\xBB\xBFgoos: linux\n"), "goos: linux\n");
  EXPECT_EQ(text_of("\xEF\xBB\xBF"), "");
}

TEST(Source, DropsTheMarkOfUtf8OnlyAtTheBeginning) {
  EXPECT_EQ(text_of("a\xEF\xBB\xBF"), "a\xEF\xBB\xBF");
  EXPECT_EQ(text_of("\xEF\xBB\xBF\xEF\xBB\xBF"), "\xEF\xBB\xBF");
}

TEST(Source, MakesUtf8OfUtf16) {
  const std::u16string text = u"BenchmarkA 1 2 µs/op é € \U0001F600 \U0010FFFF\r\n";
  for (const bool big_endian : {false, true}) {
    for (const std::size_t block : {16U, 19U, 4096U}) {
      EXPECT_EQ(text_of(utf16(u"\uFEFF" + text, big_endian), block),
                "BenchmarkA 1 2 µs/op é € \U0001F600 \U0010FFFF\r\n")
          << big_endian << ' ' << block;
    }
  }
}

TEST(Source, ReadsUtf16ThatIsOnlyAMark) {
  EXPECT_EQ(text_of("\xFF\xFE"), "");
  EXPECT_EQ(text_of("\xFE\xFF"), "");
}

TEST(Source, ReplacesHalvesOfSurrogatePairs) {
  const auto read = [](const std::u16string& text) {
    return text_of(utf16(u"\uFEFF" + text, false));
  };
  EXPECT_EQ(read({u'a', 0xD83D, u'b'}), "a\uFFFDb");
  EXPECT_EQ(read({u'a', 0xDE00, u'b'}), "a\uFFFDb");
  EXPECT_EQ(read({0xD83D, 0xD83D, 0xDE00}), "\uFFFD\U0001F600");
  EXPECT_EQ(read({0xDE00, 0xD83D}), "\uFFFD\uFFFD");
}

TEST(Source, ReplacesHalfACodeUnitAtTheEnd) {
  EXPECT_EQ(text_of("\xFF\xFE"s + "a\0b"s), "a\uFFFD");
  EXPECT_EQ(text_of("\xFE\xFF"s + "\0a\0"s), "a\uFFFD");
  EXPECT_EQ(text_of("\xFF\xFE\x3D\xD8\x01"), "\uFFFD\uFFFD");
}

TEST(Source, ReadsUtf16OfAnyLengthInAnyBlock) {
  std::u16string text = u"\uFEFF";
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    text += i % 3 == 0 ? u"\U0001F600" : u"€";
    expected += i % 3 == 0 ? "\U0001F600" : "€";
    for (std::size_t block = 16; block < 40; ++block) {
      ASSERT_EQ(text_of(utf16(text, i % 2 == 0), block), expected) << i << ' ' << block;
    }
  }
}

TEST(Source, FillsTheSmallestBufferWithTheLongestCharacters) {
  // A pair that is cut between two reads, and then characters of three bytes each.
  std::string text = "\xFF\xFE";
  for (int i = 0; i < 40; ++i) {
    text += std::string("\x3D\xD8\x00\xDE", 4);          // U+1F600
    for (int j = 0; j < i % 7; ++j) text += "\xAC\x20";  // the euro sign
  }
  std::string expected;
  for (int i = 0; i < 40; ++i) {
    expected += "\xF0\x9F\x98\x80";
    for (int j = 0; j < i % 7; ++j) expected += "\xE2\x82\xAC";
  }
  Source source = Source::from_memory(text);
  std::vector<char> buffer(16);  // on the heap, where a sanitizer sees a byte too many
  std::string read;
  while (const std::size_t count = source.read(buffer)) {
    ASSERT_LE(count, buffer.size());
    read.append(buffer.data(), count);
  }
  EXPECT_EQ(read, expected);
}

}  // namespace
}  // namespace benchdiff::formats

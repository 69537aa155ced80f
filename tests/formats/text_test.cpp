#include <benchdiff/formats/text.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t block_size = std::size_t{1} << 16U;

Lines lines_of(std::string_view content) {
  Source source = Source::from_memory(content);
  Text text(source);
  Lines lines;
  while (const auto line = text.line()) lines.emplace_back(*line);
  EXPECT_FALSE(text.line().has_value());  // the end stays the end
  return lines;
}

/// The plain way to say what lines a text has.
Lines split(const std::string& content) {
  Lines lines;
  std::size_t begin = 0;
  while (begin < content.size()) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    std::string line = content.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

TEST(TextLine, EndsInALineFeedOrACarriageReturnAndALineFeed) {
  EXPECT_EQ(lines_of("a\nb\r\nc\n"), (Lines{"a", "b", "c"}));
}

TEST(TextLine, NeedsNoLineFeedAtTheEnd) {
  EXPECT_EQ(lines_of("a\nb"), (Lines{"a", "b"}));
  EXPECT_EQ(lines_of("a\nb\r"), (Lines{"a", "b"}));
  EXPECT_EQ(lines_of("b"), (Lines{"b"}));
}

TEST(TextLine, MayBeEmpty) {
  EXPECT_EQ(lines_of("\n\n\r\na\n\n"), (Lines{"", "", "", "a", ""}));
  EXPECT_EQ(lines_of("\r"), (Lines{""}));
}

TEST(TextLine, IsNoneInNothing) { EXPECT_EQ(lines_of(""), Lines{}); }

TEST(TextLine, KeepsOtherCarriageReturnsAndZeroBytes) {
  EXPECT_EQ(lines_of("a\rb\r\r\n\rc\n"), (Lines{"a\rb\r", "\rc"}));
  const std::string zeros("a\0b\n\0", 5);
  EXPECT_EQ(lines_of(zeros), (Lines{zeros.substr(0, 3), zeros.substr(4)}));
}

TEST(TextLine, LosesTheByteOrderMark) {
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"
                     "a\n"),
            (Lines{"a"}));
}

TEST(TextLine, MayLieAcrossTheEndsOfBlocks) {
  for (std::size_t blocks = 1; blocks <= 4; ++blocks) {
    for (std::size_t length = blocks * block_size - 5; length <= blocks * block_size + 5;
         ++length) {
      for (const std::string ending : {"\n", "\r\n"}) {
        const std::string content = std::string(length, 'x') + ending + "next" + ending;
        ASSERT_EQ(lines_of(content), (Lines{std::string(length, 'x'), "next"})) << length;
      }
      ASSERT_EQ(lines_of(std::string(length, 'x')), Lines{std::string(length, 'x')}) << length;
    }
  }
}

TEST(TextLine, MayBeVeryLong) {
  std::string content;
  content.resize(10'000'000, 'x');
  EXPECT_EQ(lines_of("a\n" + content + "\nb"), (Lines{"a", content, "b"}));
}

TEST(TextLine, AgreesWithAPlainSplitOfAnyText) {
  constexpr std::uint64_t seed = 4'711;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 100; ++round) {
    std::string content = "x";  // no byte order mark
    while (content.size() < 1000 || (round < 20 && content.size() < 3 * block_size)) {
      // Mostly short lines, now and then one that is longer than a block.
      const std::size_t length = engine() % (engine() % 50 == 0 ? 100'000 : 40);
      content.append(length, static_cast<char>('a' + engine() % 26));
      content += Lines{"\n", "\r\n", "\r", "\n\n", "z"}[engine() % 5];
    }
    ASSERT_EQ(lines_of(content), split(content)) << "round " << round;
  }
}

TEST(Text, GivesBytesThatAreNotYetTaken) {
  Source source = Source::from_memory("hello world\nrest");
  Text text(source);
  EXPECT_EQ(text.buffered(), "");
  ASSERT_TRUE(text.more());
  EXPECT_EQ(text.buffered(), "hello world\nrest");
  text.take(6);
  EXPECT_EQ(text.buffered(), "world\nrest");
  EXPECT_EQ(text.line(), "world");
  EXPECT_EQ(text.buffered(), "rest");
  EXPECT_FALSE(text.more());
  EXPECT_EQ(text.buffered(), "rest");
  EXPECT_EQ(text.line(), "rest");
  EXPECT_EQ(text.line(), std::nullopt);
}

TEST(Text, ReadsMoreBehindWhatIsBuffered) {
  std::string content;
  for (int i = 0; content.size() < 5 * block_size; ++i) content += std::to_string(i) + " ";
  Source source = Source::from_memory(content);
  Text text(source);
  std::string taken;
  while (text.more()) {
    const std::size_t some = text.buffered().size() / 3;
    taken += text.buffered().substr(0, some);
    text.take(some);
  }
  EXPECT_EQ(taken + std::string(text.buffered()), content);
}

TEST(Text, OfAFileThatCannotBeReadIsEmpty) {
  Source source(testing::TempDir() + "benchdiff/no/such/file");
  Text text(source);
  EXPECT_EQ(text.line(), std::nullopt);
  EXPECT_FALSE(source.error().empty());
}

}  // namespace
}  // namespace benchdiff::formats

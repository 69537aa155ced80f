#include <benchdiff/pools/buffer.h>

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <benchdiff/pools/render.h>

namespace benchdiff::pools {
namespace {

TEST(Buffer, HoldsWhatWasAppended) {
  Buffer buffer;
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.view(), "");
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    buffer.append("piece ").append(std::to_string(i)).append(',');
    expected += "piece " + std::to_string(i) + ",";
  }
  EXPECT_EQ(buffer.view(), expected);
  EXPECT_EQ(buffer.str(), expected);
  EXPECT_EQ(buffer.size(), expected.size());
  EXPECT_GE(buffer.capacity(), buffer.size());
  EXPECT_EQ(buffer.memory().size(), buffer.capacity());
}

TEST(Buffer, MayBeAppendedToItself) {
  Buffer buffer;
  buffer.append("abcdefgh");
  for (int i = 0; i < 6; ++i) buffer.append(buffer.view());
  EXPECT_EQ(buffer.size(), 8U * 64);
  EXPECT_EQ(buffer.view().substr(500), "efghabcdefgh");
}

TEST(Buffer, KeepsItsMemoryWhenItIsCleared) {
  Buffer buffer(100);
  const char* memory = buffer.memory().data();
  buffer.append("text");
  buffer.clear();
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.capacity(), 100U);
  buffer.append("x");
  EXPECT_EQ(buffer.view().data(), memory);
  buffer.reset();
  EXPECT_EQ(buffer.capacity(), 0U);
}

TEST(Buffer, LeavesNothingBehindWhenItIsMoved) {
  Buffer from;
  from.append("text");
  Buffer to(std::move(from));
  EXPECT_EQ(to.view(), "text");
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(from.capacity(), 0U);
  from.append("again");
  to = std::move(from);
  EXPECT_EQ(to.view(), "again");
}

TEST(BufferPolicy, RefusesOutliersAsItIsTold) {
  const auto idle_after = [](Outliers outliers) {
    Pool<Buffer, BufferPolicy> pool({}, {.cap = 1000, .outliers = outliers});
    pool.get()->append(std::string(1 << 20, 'x'));
    const Stats stats = pool.stats();
    const std::size_t capacity = stats.cached == 0 ? 0 : pool.get()->capacity();
    return std::pair(stats.cached, capacity >= 1 << 20);
  };
  EXPECT_EQ(idle_after(Outliers::drop), std::pair(std::size_t{0}, false));
  EXPECT_EQ(idle_after(Outliers::keep), std::pair(std::size_t{1}, true));
  EXPECT_EQ(idle_after(Outliers::shrink), std::pair(std::size_t{1}, false));
}

TEST(BufferPolicy, KeepsNoOutlierOf64MiB) {
  BufferPool pool;
  {
    auto small = pool.get();
    small->append(std::string(1000, 'x'));
    auto huge = pool.get();
    huge->append(std::string(64 << 20, 'x'));
  }
  EXPECT_EQ(pool.stats().dropped_outlier, 1U);
  EXPECT_LE(pool.get()->capacity(), 64U * 1024);
}

TEST(Render, PutsTextTogetherInAPooledBuffer) {
  BufferPool pool;
  const std::string first = render(pool, "a name of some length");
  EXPECT_EQ(first, "Hello, a name of some length");
  EXPECT_EQ(render(pool, "B"), "Hello, B") << "nothing of the name before";
  EXPECT_EQ(first, "Hello, a name of some length") << "it is a copy";
  EXPECT_EQ(pool.stats().made, 1U);
}

}  // namespace
}  // namespace benchdiff::pools

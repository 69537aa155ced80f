#include <benchdiff/pools/trimmer.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include <benchdiff/pools/pool.h>

namespace benchdiff::pools {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// Waits until something is so, which it will be.
template <class Condition>
bool becomes(Condition condition) {
  for (int i = 0; i < 60'000 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(1));
  return condition();
}

/// Pressure that a test makes.
class Pipes {
 public:
  Pipes() {
    EXPECT_EQ(pipe(some_.data()), 0);
    EXPECT_EQ(pipe(full_.data()), 0);
  }
  ~Pipes() {
    close(some_[1]);
    close(full_[1]);
  }
  [[nodiscard]] Pressure reading_ends() const {
    return Pressure({.some = some_[0], .full = full_[0], .events = POLLIN, .source = "the test"});
  }
  void press_some() { EXPECT_EQ(write(some_[1], "x", 1), 1); }
  void press_full() { EXPECT_EQ(write(full_[1], "x", 1), 1); }

 private:
  std::array<int, 2> some_{}, full_{};
};

void fill(Pool<std::string>& pool) { (void)pool.get(); }

TEST(Trimmer, DestroysWhatNobodyAsksFor) {
  Pool<std::string> pool;
  Trimmer trimmer({.every = milliseconds(1)}, Pressure(Pressure::Descriptors{}));
  EXPECT_STREQ(trimmer.pressure_source(), "nothing");
  trimmer.watch(pool);
  fill(pool);
  EXPECT_TRUE(becomes([&] { return pool.stats().trimmed == 1; }));
  EXPECT_EQ(pool.stats().cached, 0U);
  trimmer.unwatch(&pool);
  fill(pool);
  const auto trims = trimmer.trims();
  EXPECT_TRUE(becomes([&] { return trimmer.trims() > trims + 3; }));
  EXPECT_EQ(pool.stats().cached, 1U) << "nobody trims it any more";
}

TEST(Trimmer, TrimsOnSomePressureAndClearsOnFull) {
  Pool<std::string> pool;
  Pipes pipes;
  Trimmer trimmer({.every = hours(1), .pressure_at_most_every = hours(1)}, pipes.reading_ends());
  EXPECT_STREQ(trimmer.pressure_source(), "the test");
  trimmer.watch(pool);
  fill(pool);
  pipes.press_some();
  EXPECT_TRUE(becomes([&] { return trimmer.trims() == 1; }));
  EXPECT_EQ(pool.stats().cached, 1U) << "one epoch older";
  // For an hour it hears no more of pressure that lasts.
  std::this_thread::sleep_for(milliseconds(20));
  EXPECT_EQ(trimmer.trims(), 1U);

  Pipes more;
  Trimmer another({.every = hours(1)}, more.reading_ends());
  another.watch(pool);
  more.press_full();
  EXPECT_TRUE(becomes([&] { return another.clears() >= 1; }));
  EXPECT_EQ(pool.stats().cached, 0U);
}

TEST(Pressure, SaysWhereItIsLearntFrom) {
  const Pressure pressure;
  const auto& found = pressure.descriptors();
  if (std::string(found.source) == "nothing") {
    EXPECT_EQ(found.some, -1);
    GTEST_SKIP() << "this system tells nobody of pressure";
  }
  EXPECT_GE(found.some, 0);
  EXPECT_GE(found.full, 0);
}

}  // namespace
}  // namespace benchdiff::pools

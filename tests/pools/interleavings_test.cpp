#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/pools/owned_stack.h>
#include <benchdiff/pools/percpu_rseq.h>
#include <benchdiff/pools/variants/deque.h>
#include <benchdiff/pools/variants/exchange_slot.h>
#include <benchdiff/pools/variants/tagged_stack.h>

#include "interleavings.h"

namespace benchdiff::pools {
namespace {

using Program = Interleavings::Program;
using Result = Interleavings::Result;

/// Some objects, and who holds them: each is held by one at a time, and nobody loses one.
class Objects {
 public:
  static constexpr std::size_t count = 4;

  [[nodiscard]] void* at(std::size_t i) { return &held_[i]; }
  void take(void* object) {
    if (object != nullptr && std::exchange(*static_cast<bool*>(object), true)) {
      Interleavings::fail("two holders of one object");
    }
  }
  void give(void* object) { *static_cast<bool*>(object) = false; }

 private:
  std::array<bool, count> held_{};
};

std::string missing(std::size_t found, std::size_t expected) {
  return found == expected ? std::string()
                           : std::to_string(found) + " of " + std::to_string(expected) + " left";
}

// --- A stack of numbers, whose heads come back ------------------------------------------------

template <std::uint64_t tag>
Program treiber() {
  struct State {
    variants::TaggedStack<3, ModelAtom, tag> stack;
    std::array<bool, 3> held{};
  };
  auto state = std::make_shared<State>();
  for (std::uint32_t i = 0; i < 3; ++i) state->stack.push(i);
  const auto pop = [state] {
    const std::uint32_t number = state->stack.pop();
    if (number != state->stack.none && std::exchange(state->held[number], true)) {
      Interleavings::fail("two holders of one object");
    }
    return number;
  };
  const auto push = [state](std::uint32_t number) {
    if (number == state->stack.none) return;
    state->held[number] = false;
    state->stack.push(number);
  };
  return {.threads = {
              [=] { push(pop()); },
              [=] {
                const std::uint32_t first = pop();
                const std::uint32_t second = pop();
                push(first);
                (void)second;  // kept
              },
          },
          .cpus = {},
          .check = [state] {
            std::size_t left = 0;
            for (int i = 0; i < 4; ++i) {
              const std::uint32_t number = state->stack.pop();
              if (number == state->stack.none) break;
              if (state->held[number]) return std::string("one that is held is on the stack");
              ++left;
            }
            return missing(left, 2);
          }};
}

TEST(TaggedStack, HasOneHolderOfEachInEveryOrder) {
  const Result result = Interleavings({.preemptions = 4}).explore(&treiber<1>);
  EXPECT_EQ(result.violation, "");
  EXPECT_TRUE(result.complete);
  EXPECT_GT(result.runs, 1000U);
}

TEST(SeededDefect, AStackWithoutATagIsFound) {
  const Result result = Interleavings({.preemptions = 3}).explore(&treiber<0>);
  EXPECT_NE(result.violation, "");
}

// --- One slot a CPU ---------------------------------------------------------------------------

/// A slot that is read and written as if threads stayed on their CPU.
class PlainSlot {
 public:
  [[nodiscard]] void* take() noexcept {
    void* const object = object_.load(std::memory_order_relaxed);
    object_.store(nullptr, std::memory_order_relaxed);
    return object;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    void* const before = object_.load(std::memory_order_relaxed);
    object_.store(object, std::memory_order_relaxed);
    return before;
  }

 private:
  ModelAtom<void*> object_{nullptr};
};

template <class Slot, std::size_t threads>
Program one_slot() {
  struct State {
    Slot slot;
    Objects objects;
    std::size_t spilled = 0;
  };
  auto state = std::make_shared<State>();
  (void)state->slot.put(state->objects.at(0));
  const auto body = [state](std::size_t mine) {
    return [=] {
      void* object = state->slot.take();
      if (object == nullptr) object = state->objects.at(mine);
      state->objects.take(object);
      Interleavings::step();
      state->objects.give(object);
      if (state->slot.put(object) != nullptr) ++state->spilled;
    };
  };
  Program program;
  for (std::size_t i = 0; i < threads; ++i) program.threads.push_back(body(i + 1));
  program.check = [] { return std::string(); };
  return program;
}

TEST(ExchangeSlot, HasOneHolderOfEachInEveryOrder) {
  const Result result =
      Interleavings({.preemptions = 3}).explore(&one_slot<variants::ExchangeSlot<ModelAtom>, 3>);
  EXPECT_EQ(result.violation, "");
  EXPECT_TRUE(result.complete);
}

TEST(SeededDefect, APlainSlotOfACpuIsFound) {
  EXPECT_NE(Interleavings({.preemptions = 2}).explore(&one_slot<PlainSlot, 2>).violation, "");
}

// --- A ring with thieves ----------------------------------------------------------------------

template <std::size_t thieves, bool looks>
Program ring() {
  struct State {
    variants::Deque<2, ModelAtom, std::memory_order_release, looks> ring;
    Objects objects;
    std::size_t pushed = 0;
    std::size_t popped = 0;
  };
  auto state = std::make_shared<State>();
  const auto popped = [state](void* object) {
    if (object == nullptr) return;
    state->objects.take(object);
    ++state->popped;
  };
  Program program;
  program.threads.emplace_back([=] {
    for (std::size_t i = 0; i < 4; ++i) {
      if (state->ring.push_head(state->objects.at(i))) ++state->pushed;
      if (i == 2) popped(state->ring.pop_head());
    }
  });
  for (std::size_t i = 0; i < thieves; ++i) {
    program.threads.emplace_back([=] {
      popped(state->ring.pop_tail());
      popped(state->ring.pop_tail());
    });
  }
  program.check = [=] {
    while (void* object = state->ring.pop_tail()) popped(object);
    return missing(state->popped, state->pushed);
  };
  return program;
}

TEST(Deque, GivesEachObjectOnceInEveryOrder) {
  const Result one = Interleavings({.preemptions = 4}).explore(&ring<1, true>);
  EXPECT_EQ(one.violation, "");
  EXPECT_TRUE(one.complete);
  const Result two = Interleavings({.preemptions = 2}).explore(&ring<2, true>);
  EXPECT_EQ(two.violation, "");
  EXPECT_TRUE(two.complete);
}

TEST(SeededDefect, ADequeThatDoesNotLookAtThePlaceIsFound) {
  EXPECT_NE(Interleavings({.preemptions = 2}).explore(&ring<1, false>).violation, "");
}

// --- A stack of one thread, which another one takes over ----------------------------------------

/// The kernel's membarrier: all stores of everybody are done.
struct ModelFence {
  static void light() noexcept {}
  static void heavy() noexcept {
    Interleavings::step();
    Interleavings::flush_all();
  }
  static void pause() noexcept { Interleavings::pause(); }
};
struct NoFence : ModelFence {
  static void heavy() noexcept { Interleavings::step(); }
};

template <class Fence>
Program taken_over() {
  struct State {
    OwnedStack<ModelAtom, Fence> stack;
    Objects objects;
  };
  using Outcome = typename OwnedStack<ModelAtom, Fence>::Outcome;
  auto state = std::make_shared<State>();
  void* none = nullptr;
  (void)state->stack.push(Fence(), state->objects.at(0), 4);
  (void)state->stack.push(Fence(), state->objects.at(1), 4);
  (void)none;
  return {.threads = {[state] {
                        void* object = nullptr;
                        if (state->stack.pop(Fence(), object) == Outcome::done) {
                          state->objects.take(object);
                        }
                        (void)state->stack.push(Fence(), state->objects.at(2), 4);
                      },
                      [state] {
                        state->stack.claim();
                        Fence::heavy();
                        state->stack.wait();
                        state->stack.take_all([&](void* object) { state->objects.take(object); });
                        state->stack.unclaim();
                      }},
          .cpus = {},
          .check = [state] {
            void* object = nullptr;
            while (state->stack.pop(Fence(), object) == Outcome::done) {
              if (*static_cast<bool*>(object)) return std::string("one that is held is here");
            }
            return std::string();
          }};
}

TEST(OwnedStack, HasOneHolderOfEachInEveryOrderOfLateStores) {
  const Result result =
      Interleavings({.preemptions = 4, .late_stores = true}).explore(&taken_over<ModelFence>);
  EXPECT_EQ(result.violation, "");
  EXPECT_TRUE(result.complete);
}

TEST(SeededDefect, ATrimOfAThreadsStackWithoutAFenceIsFound) {
  const Result result =
      Interleavings({.preemptions = 3, .late_stores = true}).explore(&taken_over<NoFence>);
  EXPECT_NE(result.violation, "");
}

// --- Slabs that are flipped -------------------------------------------------------------------

#ifdef BENCHDIFF_POOLS_RSEQ

/// Sequences in which others may come in between everywhere, and that begin anew where the kernel
/// would have them do so.
class ModelSequences {
 public:
  static bool are_there() noexcept { return true; }

  bool pop(rseq::Shard* const* base, std::uint32_t /*shards*/, void*& object) const noexcept {
    return whole(base, [&](rseq::Shard& shard, std::uint64_t& word) {
      const std::size_t size = word & 0xffff;
      if (size == 0) return false;
      Interleavings::step();
      object = shard.slots[size - 1];
      word += 0xffff;
      return true;
    });
  }
  bool push(rseq::Shard* const* base, std::uint32_t /*shards*/, std::uint32_t most,
            void* object) const noexcept {
    return whole(base, [=](rseq::Shard& shard, std::uint64_t& word) {
      const std::size_t size = word & 0xffff;
      if (size >= most) return false;
      shard.slots[size] = object;
      Interleavings::step();
      word += 0x10001;
      return true;
    });
  }
  void stop_all() const noexcept {
    Interleavings::step();
    Interleavings::stop_all_sequences();
  }

 private:
  template <class Body>
  static bool whole(rseq::Shard* const* base, Body body) noexcept {
    for (;;) {
      Interleavings::begin_sequence();
      Interleavings::step();
      rseq::Shard& shard = (*base)[Interleavings::cpu()];
      Interleavings::step();
      std::uint64_t word = shard.word;
      const bool answer = body(shard, word);
      Interleavings::step();
      const bool stopped = Interleavings::was_stopped();
      if (!stopped) shard.word = word;  // commits
      Interleavings::end_sequence();
      if (!stopped) return answer;
    }
  }
};

/// Where the flip doesn't wait for those that are on their way.
class NoBarrier : public ModelSequences {
 public:
  void stop_all() const noexcept { Interleavings::step(); }
};

template <class Sequences>
Program flipped(int other_cpu) {
  struct State {
    PercpuRseqOver<Sequences> near{Options{.local = 4}};
    Objects objects;
    std::size_t found = 0;
  };
  auto state = std::make_shared<State>();
  const auto use = [state](std::size_t fresh) {
    return [=] {
      void* object = nullptr;
      if (!state->near.pop(object)) object = state->objects.at(fresh);
      state->objects.take(object);
      Interleavings::step();
      state->objects.give(object);
      if (!state->near.push(object)) Interleavings::fail("no room");
    };
  };
  return {.threads = {use(0), use(1),
                      [state] {
                        for (int i = 0; i < 2; ++i) {
                          state->near.drain([&](void* object) { state->objects.take(object); });
                        }
                      }},
          .cpus = {0, 0, other_cpu},
          .check = [state] {
            // What nobody took is still there, once.
            std::string wrong;
            for (int i = 0; i < 2; ++i) {
              state->near.drain([&](void* object) {
                if (std::exchange(*static_cast<bool*>(object), true)) wrong = "one is there twice";
              });
            }
            return wrong;
          }};
}

TEST(PercpuRseq, HasOneHolderOfEachInEveryOrderWhileItIsDrained) {
  for (const int trimmer_on : {0, 1}) {
    const Result result = Interleavings({.preemptions = 2}).explore([&] {
      return flipped<ModelSequences>(trimmer_on);
    });
    EXPECT_EQ(result.violation, "");
    EXPECT_TRUE(result.complete);
  }
}

TEST(SeededDefect, AFlipWithoutMembarrierIsFound) {
  EXPECT_NE(
      Interleavings({.preemptions = 3}).explore([] { return flipped<NoBarrier>(1); }).violation,
      "");
}

#endif

// --- The checker itself -----------------------------------------------------------------------

TEST(Interleavings, TryEveryOrderOfFewSteps) {
  // Two threads of two steps: 6 orders in all, of which 4 have no more than one preemption.
  std::vector<std::string> seen;
  const auto make = [&] {
    auto order = std::make_shared<std::string>();
    const auto body = [order](char name) {
      return [=] {
        for (int i = 0; i < 2; ++i) {
          Interleavings::step();
          *order += name;
        }
      };
    };
    return Program{.threads = {body('a'), body('b')}, .cpus = {}, .check = [&seen, order] {
                     seen.push_back(*order);
                     return std::string();
                   }};
  };
  EXPECT_TRUE(Interleavings({.preemptions = 4}).explore(make).complete);
  std::ranges::sort(seen);
  seen.erase(std::ranges::unique(seen).begin(), seen.end());
  EXPECT_EQ(seen, (std::vector<std::string>{"aabb", "abab", "abba", "baab", "baba", "bbaa"}));
}

TEST(Interleavings, LetStoresBeLateAsOnX86) {
  const auto dekker = [] {
    struct State {
      ModelAtom<int> x{0}, y{0};
      int saw_x = -1, saw_y = -1;
    };
    auto state = std::make_shared<State>();
    return Program{
        .threads = {[state] {
                      state->x.store(1, std::memory_order_relaxed);
                      state->saw_y = state->y.load();
                    },
                    [state] {
                      state->y.store(1, std::memory_order_relaxed);
                      state->saw_x = state->x.load();
                    }},
        .cpus = {},
        .check = [state] {
          return std::string(state->saw_x == 0 && state->saw_y == 0 ? "both too late" : "");
        }};
  };
  EXPECT_EQ(Interleavings({.preemptions = 4}).explore(dekker).violation, "");
  EXPECT_EQ(Interleavings({.preemptions = 2, .late_stores = true}).explore(dekker).violation,
            "both too late");
}

}  // namespace
}  // namespace benchdiff::pools

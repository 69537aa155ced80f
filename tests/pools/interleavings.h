#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <ucontext.h>
#include <vector>

namespace benchdiff::pools {

/// Runs a few threads of a few steps in every order that differs by no more than some preemptions
/// from running one after the other (Musuvathi & Qadeer 2007), and asks after each run whether all
/// is well. A step is an operation on a ModelAtom. Stores may be late for other threads, as they
/// are on x86, where `late_stores` says so; each late one counts as a preemption.
///
/// The threads are fibers of the calling one, so a run is the same each time.
class Interleavings {
 public:
  struct Options {
    int preemptions = 2;
    bool late_stores = false;
    std::size_t most = 2'000'000;  ///< runs, before it gives up
  };
  struct Result {
    std::size_t runs = 0;
    bool complete = false;  ///< every order was tried
    std::string violation;  ///< the first one; empty if there was none
  };
  /// What a run starts with: threads, each on a CPU of the model, and the question at the end,
  /// which gives what is wrong or nothing. All of it is made anew for each run.
  struct Program {
    std::vector<std::function<void()>> threads;
    std::vector<int> cpus;  ///< by thread; each on one of its own if empty
    std::function<std::string()> check;
  };

  explicit Interleavings(Options options) : options_(options) {}
  Result explore(const std::function<Program()>& make);

  // For the steps of threads.
  static void step();   ///< others may come in between here
  static void pause();  ///< nothing goes on here before another thread did something
  static void fail(std::string why);
  /// Whether the store that is about to happen is late.
  static bool store_is_late();
  static void store_late(std::function<void()> store, const void* where, std::uint64_t value);
  static bool late_value(const void* where, std::uint64_t& value);
  static void flush_mine();
  static void flush_all();
  // For sequences, which begin anew when the CPU did something else.
  static void begin_sequence();
  [[nodiscard]] static bool was_stopped();
  static void end_sequence();
  static void stop_all_sequences();
  [[nodiscard]] static int cpu();

 private:
  struct LateStore {
    std::function<void()> store;
    const void* where;
    std::uint64_t value;
  };
  struct Fiber {
    ucontext_t context;
    std::unique_ptr<char[]> stack;
    std::function<void()> body;
    int cpu = 0;
    bool finished = false;
    bool paused = false;
    bool in_sequence = false;
    bool stopped = false;
    std::vector<LateStore> late;
  };
  /// A place where a run could have gone another way.
  struct Choice {
    std::size_t taken;
    std::size_t ways;
  };

  void run(const Program& program, Result& result);
  [[nodiscard]] std::size_t choose(std::size_t ways);
  [[nodiscard]] std::size_t next_thread();
  void switch_to(std::size_t thread);
  static void enter();
  [[nodiscard]] bool next_path();

  Options options_;
  std::vector<Choice> path_;
  std::size_t depth_ = 0;
  int budget_ = 0;
  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::size_t current_ = 0;
  ucontext_t scheduler_;
  std::string violation_;
  static inline Interleavings* active = nullptr;
};

/// A variable of threads that an Interleavings runs, with the interface of std::atomic.
template <class T>
class ModelAtom {
 public:
  ModelAtom(T value = {}) noexcept : value_(value) {}  // NOLINT(*-explicit-*): as std::atomic's

  T load(std::memory_order = std::memory_order_seq_cst) const noexcept {
    Interleavings::step();
    std::uint64_t late = 0;
    return Interleavings::late_value(this, late) ? from_word(late) : value_;
  }
  void store(T value, std::memory_order order = std::memory_order_seq_cst) noexcept {
    Interleavings::step();
    if (order != std::memory_order_seq_cst && Interleavings::store_is_late()) {
      Interleavings::store_late([this, value] { value_ = value; }, this, to_word(value));
      return;
    }
    Interleavings::flush_mine();
    value_ = value;
  }
  T exchange(T value, std::memory_order = std::memory_order_seq_cst) noexcept {
    begin_whole();
    const T before = value_;
    value_ = value;
    return before;
  }
  bool compare_exchange_weak(T& expected, T desired, std::memory_order,
                             std::memory_order) noexcept {
    begin_whole();
    if (value_ == expected) {
      value_ = desired;
      return true;
    }
    expected = value_;
    return false;
  }
  T fetch_add(T more, std::memory_order = std::memory_order_seq_cst) noexcept {
    begin_whole();
    const T before = value_;
    value_ = before + more;
    return before;
  }

 private:
  static void begin_whole() noexcept {
    Interleavings::step();
    Interleavings::flush_mine();
  }
  static std::uint64_t to_word(T value) noexcept {
    if constexpr (std::is_pointer_v<T>) {
      return reinterpret_cast<std::uint64_t>(value);
    } else {
      return static_cast<std::uint64_t>(value);
    }
  }
  static T from_word(std::uint64_t word) noexcept {
    if constexpr (std::is_pointer_v<T>) {
      return reinterpret_cast<T>(word);
    } else {
      return static_cast<T>(word);
    }
  }

  T value_;
};

}  // namespace benchdiff::pools

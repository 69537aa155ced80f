// The shared-memory algorithms of pools/ under every order of memory that C++ allows, by relacy:
// ends with 0 if the right ones hold, and each of the wrong ones is found out. relacy redefines
// `new`, so this is a program without the test framework.
#include <atomic>
#include <cstdio>
#include <ostream>

#include <benchdiff/pools/owned_stack.h>
#include <benchdiff/pools/variants/deque.h>
#include <benchdiff/pools/variants/exchange_slot.h>
#include <benchdiff/pools/variants/tagged_stack.h>

// Behind everything else, as it redefines names of the standard.
// clang-format off
#include <relacy/relacy.hpp>
// clang-format on

// Macros of relacy's, in the way of the standard's names.
#undef memory_order_relaxed
#undef memory_order_consume
#undef memory_order_acquire
#undef memory_order_release
#undef memory_order_acq_rel
#undef memory_order_seq_cst

namespace {

using benchdiff::pools::OwnedStack;
using benchdiff::pools::variants::Deque;
using benchdiff::pools::variants::ExchangeSlot;
using benchdiff::pools::variants::TaggedStack;

rl::memory_order order_of(std::memory_order order) {
  switch (order) {
    case std::memory_order_relaxed:
      return rl::mo_relaxed;
    case std::memory_order_consume:
      return rl::mo_consume;
    case std::memory_order_acquire:
      return rl::mo_acquire;
    case std::memory_order_release:
      return rl::mo_release;
    case std::memory_order_acq_rel:
      return rl::mo_acq_rel;
    case std::memory_order_seq_cst:
      break;
  }
  return rl::mo_seq_cst;
}

/// relacy's atomic with the interface of the standard one.
template <class T>
class Atom {
 public:
  Atom(T value = {}) { atom_($).store(value, rl::mo_relaxed); }  // NOLINT(*-explicit-*)
  T load(std::memory_order order = std::memory_order_seq_cst) const {
    return atom_($).load(order_of(order));
  }
  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    atom_($).store(value, order_of(order));
  }
  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    return atom_($).exchange(value, order_of(order));
  }
  T fetch_add(T more, std::memory_order order = std::memory_order_seq_cst) {
    return atom_($).fetch_add(static_cast<typename rl::atomic_add_type<T>::type>(more),
                              order_of(order));
  }
  bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                             std::memory_order failure) {
    return atom_($).compare_exchange_weak(expected, desired, order_of(success), order_of(failure));
  }

 private:
  rl::atomic<T> atom_;
};

/// An object whose content isn't atomic: relacy finds who reads it before it is there.
struct Object {
  rl::var<int> content;
  void write() { content($) = 1; }
  void check() { RL_ASSERT(content($) == 1); }
};

template <std::memory_order order>
struct Slot : rl::test_suite<Slot<order>, 2> {
  ExchangeSlot<Atom, order> slot;
  Object objects[2];

  void thread(unsigned index) {
    objects[index].write();
    if (void* before = slot.put(&objects[index])) static_cast<Object*>(before)->check();
    if (void* taken = slot.take()) static_cast<Object*>(taken)->check();
  }
};

template <std::memory_order publish>
struct Ring : rl::test_suite<Ring<publish>, 2> {
  Deque<2, Atom, publish> ring;
  Object objects[4];

  void thread(unsigned index) {
    if (index == 1) {
      for (int i = 0; i < 2; ++i) check(ring.pop_tail());
      return;
    }
    for (Object& object : objects) {
      object.write();
      (void)ring.push_head(&object);
    }
    check(ring.pop_head());
  }
  static void check(void* object) {
    if (object != nullptr) static_cast<Object*>(object)->check();
  }
};

struct Stack : rl::test_suite<Stack, 2> {
  TaggedStack<4, Atom> stack;
  Object objects[4];

  void thread(unsigned index) {
    for (std::uint32_t i = 2 * index; i < 2 * index + 2; ++i) {
      objects[i].write();
      stack.push(i);
    }
    const std::uint32_t first = stack.pop();
    if (first != stack.none) objects[first].check();
    if (first != stack.none) stack.push(first);
  }
};

/// Both sides fenced in full: what the kernel's membarrier comes to.
struct FullFence {
  static void light() { rl::atomic_thread_fence(rl::mo_seq_cst, $); }
  static void heavy() { rl::atomic_thread_fence(rl::mo_seq_cst, $); }
  static void pause() { rl::yield(1, $); }
};

struct Taken : rl::test_suite<Taken, 2> {
  OwnedStack<Atom, FullFence> stack;
  Object objects[2];

  void thread(unsigned index) {
    if (index == 0) {
      void* object = nullptr;
      objects[0].write();
      (void)stack.push(FullFence(), &objects[0], 4);
      if (stack.pop(FullFence(), object) == decltype(stack)::Outcome::done) {
        static_cast<Object*>(object)->check();
      }
      return;
    }
    stack.claim();
    FullFence::heavy();
    stack.wait();
    stack.take_all([](void* object) { static_cast<Object*>(object)->check(); });
    stack.unclaim();
  }
};

template <class Test>
bool holds(rl::iteration_t iterations) {
  static std::ostream quiet(nullptr);
  rl::test_params params;
  params.search_type = rl::fair_context_bound_scheduler_type;
  params.context_bound = 3;
  params.iteration_count = iterations;
  params.output_stream = &quiet;
  params.progress_stream = &quiet;
  return rl::simulate<Test>(params);
}

int failures = 0;

void expect(bool as_expected, const char* what) {
  std::printf("%s: %s\n", as_expected ? "ok" : "NOT SO", what);
  failures += as_expected ? 0 : 1;
}

}  // namespace

int main() {
  constexpr rl::iteration_t many = 200'000;
  expect(holds<Slot<std::memory_order_acq_rel>>(many), "an exchanged slot holds");
  expect(!holds<Slot<std::memory_order_relaxed>>(many), "a relaxed exchange is found");
  expect(holds<Ring<std::memory_order_release>>(many), "a deque holds");
  expect(!holds<Ring<std::memory_order_relaxed>>(many), "a deque that publishes relaxed is found");
  expect(holds<Stack>(many), "a tagged stack holds");
  expect(holds<Taken>(many), "a stack that is taken over holds");
  return failures == 0 ? 0 : 1;
}

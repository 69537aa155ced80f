#include <benchdiff/harness/thread_counters.h>

#include <pthread.h>

namespace benchdiff::harness {

constinit thread_local ThreadCounters counters_of_this_thread;

namespace {

// A mutex of the C library, as nothing here may allocate or be constructed or destroyed.
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;  // NOLINT(*-avoid-non-const-global-variables)

struct Hold {
  Hold() noexcept { pthread_mutex_lock(&mutex); }
  ~Hold() { pthread_mutex_unlock(&mutex); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
};

// Under the mutex.
constinit ThreadCounters* first = nullptr;
constinit AllocationCounts of_ended_threads;
constinit bool forks_are_known = false;

}  // namespace

/// Its destructor runs when its thread ends.
struct ThreadCounters::Leaver {
  ThreadCounters* counters = nullptr;
  Leaver() = default;
  Leaver(const Leaver&) = delete;
  Leaver& operator=(const Leaver&) = delete;
  ~Leaver() {
    if (counters) counters->leave();
  }
};

void ThreadCounters::join(const AllocationCounts& next) noexcept {
  if (state_ == State::ended) {
    const Hold hold;
    of_ended_threads = of_ended_threads + next;
    return;
  }
  state_ = State::counting;  // first of all: what follows may allocate
  {
    const Hold hold;
    next_ = first;
    if (first) first->previous_ = this;
    first = this;
    if (!forks_are_known) {
      forks_are_known = true;
      pthread_atfork([] { pthread_mutex_lock(&mutex); }, [] { pthread_mutex_unlock(&mutex); },
                     &ThreadCounters::stay_alone);
    }
  }
  static thread_local Leaver leaver;
  leaver.counters = this;
}

void ThreadCounters::leave() noexcept {
  const Hold hold;
  state_ = State::ended;
  of_ended_threads = of_ended_threads + read();
  (previous_ ? previous_->next_ : first) = next_;
  if (next_) next_->previous_ = previous_;
}

// The other threads of a parent are none of its child's, where their memory will be used anew.
void ThreadCounters::stay_alone() noexcept {
  ThreadCounters& mine = of_this_thread();
  for (const ThreadCounters* thread = first; thread; thread = thread->next_) {
    if (thread != &mine) of_ended_threads = of_ended_threads + thread->read();
  }
  first = mine.state_ == State::counting ? &mine : nullptr;
  mine.next_ = mine.previous_ = nullptr;
  pthread_mutex_unlock(&mutex);
}

AllocationCounts ThreadCounters::of_process() noexcept {
  const Hold hold;
  AllocationCounts sum = of_ended_threads;
  for (const ThreadCounters* thread = first; thread; thread = thread->next_) {
    sum = sum + thread->read();
  }
  return sum;
}

}  // namespace benchdiff::harness

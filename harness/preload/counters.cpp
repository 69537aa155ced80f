#include <benchdiff/harness/preload/counters.h>

#include <pthread.h>

namespace benchdiff::preload {

constinit thread_local ThreadCounters counters;

namespace {

// Of those who read the list or leave it; to join needs none.
constinit pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
constinit std::atomic<ThreadCounters*> first{nullptr};
constinit std::array<std::atomic<std::uint64_t>, Counts{}.size()> of_ended{};

// Set while this thread has the mutex: a signal that comes then may have a handler that ends the
// process, which asks for the counts.
constinit thread_local volatile bool holding __attribute__((tls_model("initial-exec"))) = false;

void leave_this_thread(void*) { counters.leave(); }

constinit pthread_key_t end_of_thread = 0;
constinit std::atomic<bool> has_key{false};

/// Lets this thread leave at its end. A thread_local object can't, as glibc allocates to remember
/// it.
void watch_end_of_thread() noexcept {
  // One of the first keys of a process, as those need no allocation either. Two threads that both
  // make one are no harm.
  if (!has_key.load(std::memory_order_acquire)) {
    if (pthread_key_create(&end_of_thread, &leave_this_thread) != 0) return;
    has_key.store(true, std::memory_order_release);
  }
  (void)pthread_setspecific(end_of_thread, &counters);
}

}  // namespace

class AllThreads::Hold {
 public:
  Hold() noexcept : nested_(holding) {
    if (nested_) return;
    holding = true;  // before it is so, lest a signal comes between
    pthread_mutex_lock(&mutex);
  }
  ~Hold() {
    if (nested_) return;
    pthread_mutex_unlock(&mutex);
    holding = false;
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  bool nested_;
};

bool ThreadCounters::join() noexcept {
  if (state_ != State::unknown) return state_ == State::listed;
  state_ = State::listed;  // first, as what follows could allocate
  AllThreads::list(*this);
  watch_end_of_thread();
  return true;
}

void ThreadCounters::leave() noexcept {
  const AllThreads::Hold hold;
  if (state_ != State::listed) return;
  AllThreads::unlist(*this);
  state_ = State::ended;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    of_ended[i].fetch_add(counts_[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
}

void ThreadCounters::add_for_ended(Count what, std::uint64_t amount) noexcept {
  of_ended[what].fetch_add(amount, std::memory_order_relaxed);
}

// At each moment the list can be walked, if only by one who has the mutex, or interrupts who has.
void AllThreads::list(ThreadCounters& thread) noexcept {
  thread.next_ = first.load(std::memory_order_relaxed);
  while (!first.compare_exchange_weak(thread.next_, &thread, std::memory_order_release,
                                      std::memory_order_relaxed)) {
  }
}

void AllThreads::unlist(ThreadCounters& thread) noexcept {
  ThreadCounters* before = &thread;
  if (first.compare_exchange_strong(before, thread.next_, std::memory_order_acquire)) return;
  while (before->next_ != &thread) before = before->next_;
  before->next_ = thread.next_;
}

Counts AllThreads::read() noexcept {
  const Hold hold;
  Counts sum{};
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] = of_ended[i].load(std::memory_order_relaxed);
    for (const auto* thread = first.load(std::memory_order_acquire); thread != nullptr;
         thread = thread->next_) {
      sum[i] += thread->counts_[i].load(std::memory_order_relaxed);
    }
  }
  return sum;
}

void AllThreads::begin_in_child() noexcept {
  mutex = PTHREAD_MUTEX_INITIALIZER;
  first.store(nullptr, std::memory_order_relaxed);
  for (auto& count : of_ended) count.store(0, std::memory_order_relaxed);
  if (counters.state_ == ThreadCounters::State::listed) {
    for (auto& count : counters.counts_) count.store(0, std::memory_order_relaxed);
    list(counters);
  }
}

}  // namespace benchdiff::preload

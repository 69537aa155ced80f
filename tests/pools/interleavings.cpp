#include <algorithm>
#include <utility>

#include "interleavings.h"

namespace benchdiff::pools {
namespace {

constexpr std::size_t stack_size = 64 * 1024;

}  // namespace

Interleavings::Result Interleavings::explore(const std::function<Program()>& make) {
  Result result;
  path_.clear();
  do {
    run(make(), result);
    ++result.runs;
    if (!result.violation.empty()) return result;
    if (result.runs == options_.most) return result;
  } while (next_path());
  result.complete = true;
  return result;
}

void Interleavings::run(const Program& program, Result& result) {
  active = this;
  depth_ = 0;
  budget_ = options_.preemptions;
  violation_.clear();
  fibers_.clear();
  for (std::size_t i = 0; i < program.threads.size(); ++i) {
    auto& fiber = *fibers_.emplace_back(std::make_unique<Fiber>());
    fiber.stack = std::make_unique_for_overwrite<char[]>(stack_size);
    fiber.body = program.threads[i];
    fiber.cpu = program.cpus.empty() ? static_cast<int>(i) : program.cpus[i];
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = stack_size;
    fiber.context.uc_link = &scheduler_;
    makecontext(&fiber.context, &Interleavings::enter, 0);
  }
  // The first thread begins; which one it is makes no difference that a preemption can't.
  current_ = choose(fibers_.size());
  for (;;) {
    swapcontext(&scheduler_, &fibers_[current_]->context);
    const bool all_done =
        std::ranges::all_of(fibers_, [](const auto& fiber) { return fiber->finished; });
    if (all_done || !violation_.empty()) break;
    current_ = next_thread();
  }
  active = nullptr;
  result.violation = violation_.empty() ? program.check() : violation_;
}

void Interleavings::enter() {
  Fiber& fiber = *active->fibers_[active->current_];
  fiber.body();
  step();
  flush_mine();
  fiber.finished = true;
}

std::size_t Interleavings::choose(std::size_t ways) {
  if (ways == 1) return 0;
  if (depth_ == path_.size()) path_.push_back({0, ways});
  return path_[depth_++].taken;
}

bool Interleavings::next_path() {
  while (!path_.empty()) {
    if (++path_.back().taken < path_.back().ways) return true;
    path_.pop_back();
  }
  return false;
}

/// The thread that goes on when the last one has ended or waits: any, at no cost.
std::size_t Interleavings::next_thread() {
  std::vector<std::size_t> able;
  for (std::size_t i = 0; i < fibers_.size(); ++i) {
    if (!fibers_[i]->finished && !fibers_[i]->paused) able.push_back(i);
  }
  if (able.empty()) {
    // All wait: for late stores, else for ever.
    flush_all();
    for (std::size_t i = 0; i < fibers_.size(); ++i) {
      if (!fibers_[i]->finished) {
        fibers_[i]->paused = false;
        able.push_back(i);
      }
    }
  }
  const std::size_t next = able[choose(able.size())];
  switch_to(next);
  return next;
}

/// What a CPU does for one thread stops the sequences of others that are on it.
void Interleavings::switch_to(std::size_t thread) {
  for (std::size_t i = 0; i < fibers_.size(); ++i) {
    Fiber& fiber = *fibers_[i];
    if (i != thread && fiber.in_sequence && fiber.cpu == fibers_[thread]->cpu) fiber.stopped = true;
  }
}

void Interleavings::step() {
  if (active == nullptr) return;  // before and after the threads
  Interleavings& self = *active;
  for (auto& fiber : self.fibers_) fiber->paused = false;
  if (self.budget_ == 0) return;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < self.fibers_.size(); ++i) {
    if (i != self.current_ && !self.fibers_[i]->finished) others.push_back(i);
  }
  if (others.empty()) return;
  const std::size_t way = self.choose(others.size() + 1);
  if (way == 0) return;
  --self.budget_;
  const std::size_t from = self.current_;
  self.current_ = others[way - 1];
  self.switch_to(self.current_);
  swapcontext(&self.fibers_[from]->context, &self.fibers_[self.current_]->context);
}

void Interleavings::pause() {
  if (active == nullptr) return;
  Fiber& fiber = *active->fibers_[active->current_];
  flush_mine();
  fiber.paused = true;
  swapcontext(&fiber.context, &active->scheduler_);
}

void Interleavings::fail(std::string why) {
  if (active != nullptr && active->violation_.empty()) active->violation_ = std::move(why);
}

bool Interleavings::store_is_late() {
  if (active == nullptr || !active->options_.late_stores) return false;
  // Behind a late store there are only late ones.
  if (!active->fibers_[active->current_]->late.empty()) return true;
  if (active->budget_ == 0 || active->choose(2) == 0) return false;
  --active->budget_;
  return true;
}

void Interleavings::store_late(std::function<void()> store, const void* where,
                               std::uint64_t value) {
  active->fibers_[active->current_]->late.push_back({std::move(store), where, value});
}

bool Interleavings::late_value(const void* where, std::uint64_t& value) {
  if (active == nullptr) return false;
  const auto& late = active->fibers_[active->current_]->late;
  const auto at = std::find_if(late.rbegin(), late.rend(),
                               [&](const LateStore& store) { return store.where == where; });
  if (at == late.rend()) return false;
  value = at->value;
  return true;
}

void Interleavings::flush_mine() {
  if (active == nullptr) return;
  auto& late = active->fibers_[active->current_]->late;
  for (const LateStore& store : late) store.store();
  late.clear();
}

void Interleavings::flush_all() {
  if (active == nullptr) return;
  for (auto& fiber : active->fibers_) {
    for (const LateStore& store : fiber->late) store.store();
    fiber->late.clear();
  }
}

void Interleavings::begin_sequence() {
  Fiber& fiber = *active->fibers_[active->current_];
  fiber.in_sequence = true;
  fiber.stopped = false;
}
bool Interleavings::was_stopped() { return active->fibers_[active->current_]->stopped; }
void Interleavings::end_sequence() { active->fibers_[active->current_]->in_sequence = false; }
void Interleavings::stop_all_sequences() {
  if (active == nullptr) return;
  for (auto& fiber : active->fibers_) fiber->stopped = true;
}
int Interleavings::cpu() { return active->fibers_[active->current_]->cpu; }

}  // namespace benchdiff::pools

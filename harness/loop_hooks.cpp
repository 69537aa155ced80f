// The linker has calls of Google Benchmark's functions that begin, pause, resume and end a loop
// come here (`--wrap`), as the library itself tells nobody. They are the same in all its releases,
// as every benchmark's loop calls them.

#include <benchdiff/harness/loop.h>

using benchdiff::harness::AllocationCounts;
using benchdiff::harness::Allocations;
using Loop = Allocations::Loop;
using benchmark::State;

// NOLINTBEGIN(*-reserved-identifier, *-identifier-naming): the linker names them
extern "C" {
void __real__ZN9benchmark5State16StartKeepRunningEv(State* state);
void __real__ZN9benchmark5State17FinishKeepRunningEv(State* state);
void __real__ZN9benchmark5State11PauseTimingEv(State* state);
void __real__ZN9benchmark5State12ResumeTimingEv(State* state);

void __wrap__ZN9benchmark5State16StartKeepRunningEv(State* state) {
  Loop* const loop = Loop::of(state);
  if (loop) loop->forget();
  __real__ZN9benchmark5State16StartKeepRunningEv(state);
  if (loop) loop->start();
}

void __wrap__ZN9benchmark5State17FinishKeepRunningEv(State* state) {
  Loop* const loop = Loop::of(state);
  const AllocationCounts allocations = loop ? loop->allocations_now() : AllocationCounts();
  __real__ZN9benchmark5State17FinishKeepRunningEv(state);
  if (loop) loop->stop(allocations);
}

void __wrap__ZN9benchmark5State11PauseTimingEv(State* state) {
  Loop* const loop = Loop::of(state);
  const AllocationCounts allocations = loop ? loop->allocations_now() : AllocationCounts();
  __real__ZN9benchmark5State11PauseTimingEv(state);
  if (loop) loop->stop(allocations);
}

void __wrap__ZN9benchmark5State12ResumeTimingEv(State* state) {
  __real__ZN9benchmark5State12ResumeTimingEv(state);
  if (Loop* const loop = Loop::of(state)) loop->start();
}
}
// NOLINTEND(*-reserved-identifier, *-identifier-naming)

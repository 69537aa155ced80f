#pragma once

/// The flags that this was compiled with and the commit it was compiled from, if the build system
/// says so: CMake's `benchdiff_describe_build(target)` does.
#ifndef BENCHDIFF_FLAGS
#define BENCHDIFF_FLAGS ""
#endif
#ifndef BENCHDIFF_COMMIT
#define BENCHDIFF_COMMIT ""
#endif

namespace benchdiff::harness {

/// How a program was built. Empty texts are unknown.
struct Build {
  const char* compiler = "";
  const char* flags = "";
  const char* commit = "";
  bool optimised = false;
  bool assertions = false;
};

/// Runs the benchmarks of the program as BENCHMARK_MAIN() does, which understands all of Google
/// Benchmark's options, and these besides:
///
/// - `--benchdiff_out=FILE` writes every repetition as a result in the Go benchmark format, with
/// the
///   machine and the build as settings. Each benchmark is written when it has ended.
/// - `--benchdiff_baseline=FILE` compares with the results of an earlier run, and prints that.
/// - `--benchdiff_min_effect=[UNIT:]AMOUNT` (any number of them), `--benchdiff_alpha=P`,
///   `--benchdiff_filter=QUERY`: how, see `benchdiff --help`.
/// - `--benchdiff_fail_on=RULE` (any number of them: `worse`, `worse:5%`, `ns/op:5%`, `leaning`,
///   `unclear`) makes a gate of it.
///
/// Answers the exit status: 0; 1 where the gate fails and for what Google Benchmark doesn't
/// understand; 2 for what can't be read or written, and where nothing could be compared; 3 where
/// the gate can't tell.
int run_benchmarks(int argc, char** argv, const Build& build);

}  // namespace benchdiff::harness

#if defined(__clang__)
#define BENCHDIFF_COMPILER __VERSION__
#elif defined(__GNUC__)
#define BENCHDIFF_COMPILER "g++ " __VERSION__
#else
#define BENCHDIFF_COMPILER ""
#endif
#ifdef __OPTIMIZE__
#define BENCHDIFF_OPTIMISED true
#else
#define BENCHDIFF_OPTIMISED false
#endif
#ifdef NDEBUG
#define BENCHDIFF_ASSERTIONS false
#else
#define BENCHDIFF_ASSERTIONS true
#endif

/// Stands in place of BENCHMARK_MAIN().
#define BENCHDIFF_MAIN()                                                             \
  int main(int argc, char** argv) {                                                  \
    return benchdiff::harness::run_benchmarks(argc, argv,                            \
                                              {.compiler = BENCHDIFF_COMPILER,       \
                                               .flags = BENCHDIFF_FLAGS,             \
                                               .commit = BENCHDIFF_COMMIT,           \
                                               .optimised = BENCHDIFF_OPTIMISED,     \
                                               .assertions = BENCHDIFF_ASSERTIONS}); \
  }                                                                                  \
  static_assert(true, "so that a semicolon may follow")

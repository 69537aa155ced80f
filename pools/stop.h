#pragma once

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace benchdiff::pools {

/// Ends the program for a misuse that has no better end, with a line on standard error.
[[noreturn, gnu::cold, gnu::format(printf, 1, 2)]] inline void stop(const char* format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  (void)std::fputs("benchdiff pools: ", stderr);
  (void)std::vfprintf(stderr, format, arguments);
  (void)std::fputc('\n', stderr);
  va_end(arguments);
  std::abort();
}

}  // namespace benchdiff::pools

// The ways out of a program that don't pass by exit(). Those inside of glibc don't come by here:
// the child of posix_spawn(), system() or popen() counts in its parent's memory anyway.

#include <cstdarg>
#include <cstddef>
#include <fcntl.h>
#include <unistd.h>

#include <benchdiff/harness/preload/next.h>
#include <benchdiff/harness/preload/process.h>

namespace benchdiff::preload {
namespace {

int execute(const char* path, char* const* arguments, char* const* environment) noexcept {
  find_next();
  // Shells try one folder after the other, and each attempt would have its line.
  if (faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0) report_before_exec();
  return next.execve(path, arguments, environment);
}

int execute_found(const char* name, char* const* arguments, char* const* environment) noexcept {
  find_next();
  report_before_exec();
  return next.execvpe(name, arguments, environment);
}

std::size_t count_of(const char* argument, va_list& rest) noexcept {
  std::size_t count = 0;
  for (; argument != nullptr; argument = va_arg(rest, const char*)) ++count;
  return count;
}

}  // namespace
}  // namespace benchdiff::preload

using namespace benchdiff::preload;

#define BENCHDIFF_EXPORT __attribute__((visibility("default"))) extern

// Makes the array of what a variadic function was given, as execl and its like may be called where
// nothing may be allocated. Leaves `rest` behind the NULL.
#define BENCHDIFF_ARGUMENTS(name, argument, rest)                                                \
  va_start(rest, argument);                                                                      \
  const std::size_t name##_count = count_of(argument, rest);                                     \
  va_end(rest);                                                                                  \
  auto** const name = static_cast<char**>(__builtin_alloca((name##_count + 1) * sizeof(char*))); \
  va_start(rest, argument);                                                                      \
  name[0] = const_cast<char*>(argument);                                                         \
  for (std::size_t i = 1; i <= name##_count; ++i) name[i] = va_arg(rest, char*)

extern "C" {

BENCHDIFF_EXPORT __attribute__((noreturn)) void _exit(int status) {
  report_at_exit();
  for (;;) next.exit(status);
}

BENCHDIFF_EXPORT __attribute__((noreturn)) void _Exit(int status) { _exit(status); }

BENCHDIFF_EXPORT int execve(const char* path, char* const arguments[],
                            char* const environment[]) noexcept {
  return execute(path, arguments, environment);
}

BENCHDIFF_EXPORT int execv(const char* path, char* const arguments[]) noexcept {
  return execute(path, arguments, environ);
}

BENCHDIFF_EXPORT int execvp(const char* name, char* const arguments[]) noexcept {
  return execute_found(name, arguments, environ);
}

BENCHDIFF_EXPORT int execvpe(const char* name, char* const arguments[],
                             char* const environment[]) noexcept {
  return execute_found(name, arguments, environment);
}

BENCHDIFF_EXPORT int fexecve(int file, char* const arguments[],
                             char* const environment[]) noexcept {
  find_next();
  report_before_exec();
  return next.fexecve(file, arguments, environment);
}

BENCHDIFF_EXPORT int execveat(int folder, const char* path, char* const arguments[],
                              char* const environment[], int flags) noexcept {
  find_next();
  report_before_exec();
  return next.execveat(folder, path, arguments, environment, flags);
}

BENCHDIFF_EXPORT int execl(const char* path, const char* argument, ...) noexcept {
  va_list rest;
  BENCHDIFF_ARGUMENTS(arguments, argument, rest);
  va_end(rest);
  return execute(path, arguments, environ);
}

BENCHDIFF_EXPORT int execlp(const char* name, const char* argument, ...) noexcept {
  va_list rest;
  BENCHDIFF_ARGUMENTS(arguments, argument, rest);
  va_end(rest);
  return execute_found(name, arguments, environ);
}

BENCHDIFF_EXPORT int execle(const char* path, const char* argument, ...) noexcept {
  va_list rest;
  BENCHDIFF_ARGUMENTS(arguments, argument, rest);
  auto** const environment = va_arg(rest, char**);
  va_end(rest);
  return execute(path, arguments, environment);
}
}

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "output.h"

namespace benchdiff {
namespace {

/// 0, or the error.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

std::string complaint(const std::string& target, int error) {
  return "writing " + target + ": " + std::strerror(error);
}

std::optional<std::string> write_file(const std::string& path, int flags, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
  if (fd < 0) {
    return complaint(path, errno);
  }
  int error = write_all(fd, text);
  // A full disk may show only when the file is closed.
  if (::close(fd) != 0 && error == 0) {
    error = errno;
  }
  return error == 0 ? std::nullopt : std::optional(complaint(path, error));
}

}  // namespace

std::optional<std::string> write_output(const std::optional<std::string>& path,
                                        std::string_view text) {
  if (!path) {
    const int error = write_all(STDOUT_FILENO, text);
    return error == 0 || error == EPIPE ? std::nullopt
                                        : std::optional(complaint("standard output", error));
  }
  return write_file(*path, O_TRUNC, text);
}

std::optional<std::string> append_output(const std::string& path, std::string_view text) {
  return write_file(path, O_APPEND, text);
}

void write_error(std::string_view text) { (void)write_all(STDERR_FILENO, without_commands(text)); }

void write_commands(std::string_view text) { (void)write_all(STDERR_FILENO, text); }

std::string without_commands(std::string_view text) {
  const char* github = std::getenv("GITHUB_ACTIONS");
  if (github == nullptr || *github == '\0') return std::string(text);
  std::string safe;
  bool begins_line = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (begins_line && rest.starts_with("::")) {
      safe += "\\x3a";
    } else if (rest.starts_with("##[")) {
      safe += "#\\x23";
      ++i;
    } else {
      safe += text[i];
    }
    const char c = text[i];
    begins_line = c == '\n' || (begins_line && (c == ' ' || c == '\t'));
  }
  return safe;
}

}  // namespace benchdiff

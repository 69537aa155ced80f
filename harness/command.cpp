#include <benchdiff/harness/command.h>

#include <algorithm>
#include <array>
#include <optional>

namespace benchdiff::harness {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_for_a_shell(char c) {
  return std::string_view("|&;<>()$`*?[]#~{}!\\\n").find(c) != std::string_view::npos;
}

/// What begins a command that only a shell knows. Of what is a program as well, such as `echo` and
/// `test`, the program does the same.
bool is_of_a_shell(std::string_view word) {
  constexpr std::array<std::string_view, 30> words{
      ".",    ":",    "alias",  "case",  "cd",    "command", "eval", "exec",  "exit",     "export",
      "for",  "hash", "if",     "jobs",  "read",  "return",  "set",  "shift", "source",   "times",
      "trap", "type", "ulimit", "umask", "unset", "until",   "wait", "while", "readonly", "local"};
  return std::ranges::find(words, word) != words.end();
}

/// Nothing where a shell is needed.
std::optional<std::vector<std::string>> split(std::string_view command) {
  std::vector<std::string> words;
  std::size_t i = 0;
  for (;;) {
    while (i < command.size() && is_blank(command[i])) ++i;
    if (i == command.size()) break;
    std::string& word = words.emplace_back();
    while (i < command.size() && !is_blank(command[i])) {
      const char c = command[i++];
      if (c != '\'' && c != '"') {
        if (is_for_a_shell(c)) return std::nullopt;
        // VARIABLE=value program
        if (c == '=' && words.size() == 1) return std::nullopt;
        word += c;
        continue;
      }
      const std::size_t end = command.find(c, i);
      if (end == std::string_view::npos) return std::nullopt;
      const std::string_view quoted = command.substr(i, end - i);
      if (c == '"' && quoted.find_first_of("$`\\!") != std::string_view::npos) return std::nullopt;
      word += quoted;
      i = end + 1;
    }
  }
  return words;
}

}  // namespace

std::vector<std::string> words_of_command(std::string_view command) {
  auto words = split(command);
  if (words && !words->empty() && !is_of_a_shell(words->front())) return std::move(*words);
  return {"/bin/sh", "-c", std::string(command)};
}

std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace benchdiff::harness

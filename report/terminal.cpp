#include <benchdiff/report/terminal.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace benchdiff::report {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t width_of_a_file = 120;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool is_forced(const char* name) {
  const std::string_view value = environment(name);
  return !value.empty() && value != "0";
}

std::size_t find_width(bool is_terminal) {
  const std::string_view columns = environment("COLUMNS");
  std::size_t width = 0;
  const auto parsed = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (parsed.ec == std::errc{} && width > 0) {
    return width;
  }
  if (!is_terminal) {
    return width_of_a_file;
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return usual_width;
}

bool find_color(ColorChoice choice, bool is_terminal, bool to_file) {
  if (choice != ColorChoice::automatic) {
    return choice == ColorChoice::always;
  }
  if (to_file || !environment("NO_COLOR").empty()) {
    return false;
  }
  if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR")) {
    return true;
  }
  return is_terminal && environment("TERM") != "dumb";
}

/// The first of the variables that is set names the locale, as in setlocale.
bool is_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view locale = environment(name);
    if (locale.empty()) {
      continue;
    }
    for (const std::string_view spelling : {"UTF-8", "utf-8", "UTF8", "utf8"}) {
      if (locale.find(spelling) != std::string_view::npos) {
        return true;
      }
    }
    return false;
  }
  return false;
}

}  // namespace

Terminal find_terminal(ColorChoice choice, bool to_file) {
  Terminal terminal;
  terminal.is_terminal = !to_file && isatty(STDOUT_FILENO) != 0;
  terminal.width = find_width(terminal.is_terminal);
  terminal.color = find_color(choice, terminal.is_terminal, to_file);
  terminal.utf8 = is_utf8_locale();
  return terminal;
}

TextOptions text_options(ColorChoice choice, bool to_file) {
  const Terminal terminal = find_terminal(choice, to_file);
  return {.width = terminal.width,
          .fit = terminal.is_terminal,
          .color = terminal.color,
          .charset = terminal.utf8 ? Charset::utf8 : Charset::ascii};
}

}  // namespace benchdiff::report

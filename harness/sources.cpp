#include <benchdiff/harness/sources.h>

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <benchdiff/report/printable.h>

namespace benchdiff::harness {
namespace {

constexpr std::string_view white_space = " \t\n\v\f\r";
constexpr std::size_t most_bytes = 64 * 1024;
constexpr std::size_t most_names = 100'000;

/// What can be read of a descriptor; none where nothing can.
std::optional<std::string> read_start(int descriptor) {
  std::string text(most_bytes, '\0');
  std::size_t size = 0;
  while (size < most_bytes) {
    const ssize_t count = read(descriptor, text.data() + size, most_bytes - size);
    if (count < 0 && size == 0) return std::nullopt;
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  return text;
}

}  // namespace

std::filesystem::path Sources::below_root(std::string_view path) const {
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  return root / path;
}

std::optional<std::string> Sources::text(std::string_view path) const {
  // Without O_NONBLOCK, to open a pipe would wait for a writer.
  const int descriptor =
      open(below_root(path).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return std::nullopt;
  struct stat status = {};
  std::optional<std::string> text;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) text = read_start(descriptor);
  close(descriptor);
  return text;
}

std::optional<std::string> Sources::line(std::string_view path) const {
  const std::optional<std::string> all = text(path);
  if (!all) return std::nullopt;
  const std::string_view first = trim(std::string_view(*all).substr(0, all->find('\n')));
  if (first.empty()) return std::nullopt;
  return std::string(first);
}

std::optional<std::int64_t> Sources::number(std::string_view path) const {
  const std::optional<std::string> first = line(path);
  return first ? whole_number(*first) : std::nullopt;
}

std::vector<std::string> Sources::names(std::string_view path, std::string_view prefix) const {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(below_root(path), error);
  while (!error && entry != std::filesystem::directory_iterator() && names.size() < most_names) {
    std::string name = entry->path().filename();
    if (name.starts_with(prefix)) names.push_back(std::move(name));
    entry.increment(error);
  }
  std::ranges::sort(names);
  return names;
}

bool Sources::has(std::string_view path) const {
  std::error_code error;
  return std::filesystem::exists(below_root(path), error);
}

std::string_view trim(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
  return text.substr(0, text.find_last_not_of(white_space) + 1);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::string_view word = text.substr(0, text.find_first_of(white_space));
    words.push_back(word);
    text.remove_prefix(word.size());
  }
  return words;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    lines.push_back(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return lines;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string line;
  for (const std::string_view word : words(text.substr(0, most_bytes))) {
    line.append(line.empty() ? "" : " ").append(word);
  }
  if (line.size() > most) {
    // A character of several bytes is cut before its first.
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    line.resize(end);
  }
  line = report::printable(line);
  line.resize(std::string_view(line).find_last_not_of(' ') + 1);
  return line;
}

}  // namespace benchdiff::harness

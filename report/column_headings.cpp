#include <benchdiff/report/column_headings.h>

#include <algorithm>
#include <cstddef>

namespace benchdiff::report {
namespace {

/// How much of each name are folders that all of them begin with.
std::size_t shared_folders(std::span<const std::string> names) {
  if (names.size() < 2) {
    return 0;
  }
  std::size_t shared = names.front().size();
  for (const std::string& name : names) {
    const auto differing = std::ranges::mismatch(names.front(), name).in1;
    shared = std::min(shared, static_cast<std::size_t>(differing - names.front().begin()));
  }
  // Up to a slash, and with at least one folder before it: what is left of `/old.txt` is no more
  // readable.
  const std::size_t slash = names.front().substr(0, shared).rfind('/');
  const std::size_t folders = slash == std::string::npos || slash == 0 ? 0 : slash + 1;
  const bool leaves_nothing =
      std::ranges::any_of(names, [&](const std::string& name) { return name.size() == folders; });
  return leaves_nothing ? 0 : folders;
}

}  // namespace

std::vector<std::string> column_headings(std::span<const std::string> names) {
  const std::size_t folders = shared_folders(names);
  std::vector<std::string> headings;
  for (const std::string& name : names) {
    headings.push_back(name.empty() ? "(none)" : name.substr(folders));
  }
  return headings;
}

}  // namespace benchdiff::report

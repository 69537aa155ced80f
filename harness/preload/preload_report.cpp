#include <benchdiff/harness/preload/preload_report.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace benchdiff::harness {
namespace {

/// Takes what stands before the separator off the text, and the separator.
std::string_view take_until(char separator, std::string_view& text) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

template <class Number>
bool read(std::string_view text, Number& value) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && at == end;
}

bool read(std::string_view text, std::optional<std::uint64_t>& value) {
  return read(text, value.emplace());
}

bool read_unseen(std::string_view text, PreloadCounts& counts) {
  counts.malloc_unseen = text == "malloc";
  counts.new_unseen = text == "new";
  return counts.malloc_unseen || counts.new_unseen;
}

struct Key {
  std::string_view name;
  bool (*read)(std::string_view, PreloadCounts&);
};

template <auto Member>
constexpr bool read_member(std::string_view text, PreloadCounts& counts) {
  return read(text, counts.*Member);
}

constexpr std::array keys{
    Key{"pid", read_member<&PreloadCounts::pid>},
    Key{"program",
        [](std::string_view text, PreloadCounts& counts) {
          counts.program = text;
          return !text.empty();
        }},
    Key{"allocs", read_member<&PreloadCounts::allocations>},
    Key{"frees", read_member<&PreloadCounts::frees>},
    Key{"bytes", read_member<&PreloadCounts::bytes>},
    Key{"mmaps", read_member<&PreloadCounts::mappings>},
    Key{"mmap-bytes", read_member<&PreloadCounts::mapped_bytes>},
    Key{"munmaps", read_member<&PreloadCounts::unmappings>},
    Key{"munmap-bytes", read_member<&PreloadCounts::unmapped_bytes>},
    // From here on a line may do without.
    Key{"live-bytes", read_member<&PreloadCounts::live_bytes>},
    Key{"peak-bytes", read_member<&PreloadCounts::peak_bytes>},
    Key{"unseen", read_unseen},
};
constexpr std::size_t required_keys = 9;

void add(std::optional<std::uint64_t>& to, const std::optional<std::uint64_t>& amount) {
  if (amount) to = to.value_or(0) + *amount;
}

}  // namespace

std::optional<PreloadCounts> parse_preload_line(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  PreloadCounts counts;
  std::array<bool, keys.size()> seen{};
  while (!line.empty()) {
    std::string_view value = take_until(' ', line);
    const std::string_view name = take_until('=', value);
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [name](const Key& candidate) { return candidate.name == name; });
    if (key == keys.end()) return std::nullopt;
    bool& is_seen = seen[static_cast<std::size_t>(key - keys.begin())];
    if (is_seen || !key->read(value, counts)) return std::nullopt;
    is_seen = true;
  }
  if (!std::all_of(seen.begin(), seen.begin() + required_keys, [](bool is) { return is; })) {
    return std::nullopt;
  }
  return counts;
}

PreloadCounts sum_of(std::string_view text) {
  PreloadCounts sum;
  sum.processes = 0;
  while (!text.empty()) {
    const std::string_view line = take_until('\n', text);
    if (line.empty()) continue;
    const auto counts = parse_preload_line(line);
    if (!counts) {
      ++sum.unreadable;
      continue;
    }
    ++sum.processes;
    sum.allocations += counts->allocations;
    sum.frees += counts->frees;
    sum.bytes += counts->bytes;
    sum.mappings += counts->mappings;
    sum.mapped_bytes += counts->mapped_bytes;
    sum.unmappings += counts->unmappings;
    sum.unmapped_bytes += counts->unmapped_bytes;
    add(sum.live_bytes, counts->live_bytes);
    if (counts->peak_bytes) {
      sum.peak_bytes = std::max(sum.peak_bytes.value_or(0), *counts->peak_bytes);
    }
    sum.malloc_unseen = sum.malloc_unseen || counts->malloc_unseen;
    sum.new_unseen = sum.new_unseen || counts->new_unseen;
  }
  return sum;
}

}  // namespace benchdiff::harness

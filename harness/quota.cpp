#include <benchdiff/harness/quota.h>

#include <algorithm>
#include <string>
#include <vector>

namespace benchdiff::harness {
namespace {

constexpr std::string_view mount = "/sys/fs/cgroup";

struct Group {
  std::string path;  ///< as `/proc/self/cgroup` gives it
  bool second_version;
};

/// Of lines such as `0::/user.slice` and `4:cpu,cpuacct:/docker/1f2e`, those that limit CPUs.
std::vector<Group> own_groups(std::string_view text) {
  std::vector<Group> groups;
  for (const std::string_view line : lines(text)) {
    const std::size_t first = line.find(':');
    if (first == line.npos) continue;
    const std::size_t second = line.find(':', first + 1);
    if (second == line.npos) continue;
    const std::string controllers = ',' + std::string(line.substr(first + 1, second - first - 1));
    const bool second_version = controllers == ",";
    const bool limits = second_version || (controllers + ',').find(",cpu,") != std::string::npos;
    const std::string_view path = trim(line.substr(second + 1));
    // A group outside of the namespace is written as `/..`, and there is no way to it.
    if (limits && path.find("..") == path.npos)
      groups.push_back({std::string(path), second_version});
  }
  return groups;
}

/// A group and those it is in. The root goes along always: in a container the mount may begin at
/// the own group, while the path is that of the host.
std::vector<std::string> with_ancestors(std::string path) {
  constexpr std::size_t most = 64;
  std::vector<std::string> paths;
  while (paths.size() < most && path.size() > 1) {
    paths.push_back(path);
    path.resize(path.find_last_of('/') == path.npos ? 0 : path.find_last_of('/'));
  }
  paths.emplace_back();
  return paths;
}

void tighten(Quota& quota, std::int64_t budget, std::int64_t period) {
  if (budget <= 0 || period <= 0) return;
  const double cpus = static_cast<double>(budget) / static_cast<double>(period);
  if (quota.cpus && *quota.cpus <= cpus) return;
  quota.cpus = cpus;
  quota.period = static_cast<double>(period) * 1e-6;
}

void read_group(const Sources& sources, const std::string& folder, Quota& quota) {
  if (const auto limit = sources.line(folder + "/cpu.max")) {
    const std::vector<std::string_view> parts = words(*limit);
    const auto budget = whole_number(parts[0]);
    const auto period = parts.size() > 1 ? whole_number(parts[1]) : std::nullopt;
    if (budget) tighten(quota, *budget, period.value_or(100'000));
  }
  if (const auto budget = sources.number(folder + "/cpu.cfs_quota_us")) {
    tighten(quota, *budget, sources.number(folder + "/cpu.cfs_period_us").value_or(100'000));
  }
  const std::string counts = sources.text(folder + "/cpu.stat").value_or("");
  for (const std::string_view line : lines(counts)) {
    const std::vector<std::string_view> parts = words(line);
    if (parts.size() != 2 || parts[0] != "nr_throttled") continue;
    quota.throttled = std::max(quota.throttled, whole_number(parts[1]).value_or(0));
  }
}

}  // namespace

std::optional<Quota> cpu_quota(const Sources& sources) {
  const std::optional<std::string> text = sources.text("/proc/self/cgroup");
  if (!text || !sources.has(mount)) return std::nullopt;
  const std::vector<Group> groups = own_groups(*text);
  if (groups.empty()) return std::nullopt;
  Quota quota;
  for (const Group& group : groups) {
    const std::vector<const char*> places =
        group.second_version ? std::vector{"", "/unified"} : std::vector{"/cpu", "/cpu,cpuacct"};
    for (const std::string& path : with_ancestors(group.path)) {
      for (const char* place : places) {
        read_group(sources, std::string(mount).append(place).append(path), quota);
      }
    }
  }
  return quota;
}

}  // namespace benchdiff::harness

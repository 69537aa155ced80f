#include <benchdiff/harness/cpu_settings.h>

#include <algorithm>
#include <cstdint>
#include <set>

namespace benchdiff::harness {
namespace {

constexpr std::string_view cpu_folder = "/sys/devices/system/cpu/";

std::string cpu_path(std::string_view path) { return std::string(cpu_folder).append(path); }

}  // namespace

std::optional<std::string> cpu_model(const Sources& sources) {
  const std::optional<std::string> text = sources.text("/proc/cpuinfo");
  if (!text) return std::nullopt;
  for (const std::string_view line : lines(*text)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || trim(line.substr(0, colon)) != "model name") continue;
    std::string model = one_line(line.substr(colon + 1));
    if (!model.empty()) return model;
  }
  return std::nullopt;
}

std::optional<std::string> governor(const Sources& sources) {
  std::set<std::string> governors;
  for (const std::string& cpu : sources.names(cpu_folder, "cpu")) {
    const auto found = sources.line(cpu_path(cpu) + "/cpufreq/scaling_governor");
    if (found) governors.insert(one_line(*found, 32));
  }
  if (governors.empty()) return std::nullopt;
  std::string all;
  for (const std::string& one : governors) all.append(all.empty() ? "" : ",").append(one);
  return one_line(all);
}

std::optional<Turbo> turbo(const Sources& sources) {
  const auto is_switch = [](const std::optional<std::int64_t>& value) {
    return value == 0 || value == 1;
  };
  const std::string intel = cpu_path("intel_pstate/no_turbo");
  if (const auto off = sources.number(intel); is_switch(off)) return Turbo{off == 0, intel, "1"};
  const std::string all = cpu_path("cpufreq/boost");
  if (const auto on = sources.number(all); is_switch(on)) return Turbo{on == 1, all, "0"};
  // amd_pstate and cppc of newer kernels have a switch for each CPU.
  std::optional<Turbo> each;
  for (const std::string& cpu : sources.names(cpu_folder, "cpu")) {
    const auto on = sources.number(cpu_path(cpu) + "/cpufreq/boost");
    if (!is_switch(on)) continue;
    if (!each) each = Turbo{false, cpu_path("cpu*/cpufreq/boost"), "0"};
    each->on = each->on || on == 1;
  }
  return each;
}

std::optional<bool> simultaneous_threads(const Sources& sources) {
  const std::optional<std::int64_t> active = sources.number(cpu_path("smt/active"));
  if (active != 0 && active != 1) return std::nullopt;
  return active == 1;
}

std::optional<std::size_t> count_cpus(std::string_view list) {
  std::size_t count = 0;
  while (!list.empty()) {
    const std::string_view range = list.substr(0, list.find(','));
    list.remove_prefix(std::min(range.size() + 1, list.size()));
    const std::size_t dash = range.find('-');
    const auto first = whole_number(range.substr(0, dash));
    const auto last = dash == range.npos ? first : whole_number(range.substr(dash + 1));
    constexpr std::int64_t most = 1 << 20;
    if (!first || !last || *first < 0 || *last < *first || *last > most) return std::nullopt;
    count += static_cast<std::size_t>(*last - *first + 1);
  }
  if (count == 0) return std::nullopt;
  return count;
}

std::optional<std::size_t> online_cpus(const Sources& sources) {
  const std::optional<std::string> list = sources.line(cpu_path("online"));
  return list ? count_cpus(*list) : std::nullopt;
}

std::optional<std::string> address_randomisation(const Sources& sources) {
  const std::optional<std::int64_t> level = sources.number("/proc/sys/kernel/randomize_va_space");
  if (level == 0) return "off";
  if (level == 1) return "partial";
  if (level == 2) return "on";
  return std::nullopt;
}

}  // namespace benchdiff::harness

#include <benchdiff/harness/activity.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>
#include <unistd.h>
#include <utility>

#include <benchdiff/harness/heat.h>

namespace benchdiff::harness {
namespace {

/// A count of ticks; none for what can't be one.
std::optional<double> ticks(std::string_view word) {
  const std::optional<std::int64_t> number = whole_number(word);
  if (!number || *number < 0) return std::nullopt;
  return static_cast<double>(*number);
}

/// A line of /proc/PID/stat. The name stands in parentheses, and may itself hold any.
std::optional<ProcessTime> parse_process(std::string_view line) {
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(')');
  if (open == line.npos || close == line.npos || close < open) return std::nullopt;
  const auto id = whole_number(trim(line.substr(0, open)));
  const std::vector<std::string_view> rest = words(line.substr(close + 1));
  constexpr std::size_t user = 11, system = 12, started = 19;
  if (!id || rest.size() <= started) return std::nullopt;
  const auto user_ticks = ticks(rest[user]), system_ticks = ticks(rest[system]);
  const auto start = whole_number(rest[started]);
  if (!user_ticks || !system_ticks || !start) return std::nullopt;
  return ProcessTime{static_cast<int>(*id), *start,
                     std::string(line.substr(open + 1, close - open - 1)),
                     *user_ticks + *system_ticks};
}

Look look(const Sources& sources) {
  Look now;
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  now.seconds = std::chrono::duration<double>(since).count();
  now.cpu = cpu_times(sources);
  now.processes = process_times(sources);
  now.throttles = thermal_throttles(sources);
  return now;
}

/// What a process used between two looks, by its number and start.
using Used = std::map<std::pair<int, std::int64_t>, double>;

Used ticks_by_process(const std::vector<ProcessTime>& processes) {
  Used used;
  for (const ProcessTime& process : processes) {
    used[{process.id, process.started}] = process.ticks;
  }
  return used;
}

}  // namespace

std::optional<CpuTimes> cpu_times(const Sources& sources) {
  const std::string line = sources.line("/proc/stat").value_or("");
  const std::vector<std::string_view> parts = words(line);
  // user nice system idle iowait irq softirq steal; guests are in user already.
  constexpr std::size_t kinds = 8;
  if (parts.size() <= kinds || parts[0] != "cpu") return std::nullopt;
  std::array<double, kinds> times{};
  for (std::size_t i = 0; i < kinds; ++i) {
    const std::optional<double> time = ticks(parts[i + 1]);
    if (!time) return std::nullopt;
    times[i] = *time;
  }
  return CpuTimes{.busy = times[0] + times[1] + times[2] + times[5] + times[6],
                  .idle = times[3] + times[4],
                  .stolen = times[7]};
}

std::vector<ProcessTime> process_times(const Sources& sources) {
  std::vector<ProcessTime> processes;
  for (const std::string& name : sources.names("/proc")) {
    if (!whole_number(name)) continue;
    const auto text = sources.text("/proc/" + name + "/stat");
    if (auto process = parse_process(text.value_or(""))) processes.push_back(*std::move(process));
  }
  return processes;
}

Samples take_samples(const Sources& sources, std::chrono::milliseconds apart) {
  Samples samples;
  if (const long frequency = sysconf(_SC_CLK_TCK); frequency > 0) {
    samples.ticks_a_second = static_cast<double>(frequency);
  }
  samples.clock = measure_clock();
  samples.before = look(sources);
  std::this_thread::sleep_for(apart);
  samples.after = look(sources);
  return samples;
}

std::optional<Background> background(const Samples& samples, int self) {
  const Look& before = samples.before;
  const Look& after = samples.after;
  const double ticks = (after.seconds - before.seconds) * samples.ticks_a_second;
  if (!(ticks > 0)) return std::nullopt;
  const bool has_cpu = before.cpu && after.cpu;
  if (!has_cpu && (before.processes.empty() || after.processes.empty())) return std::nullopt;

  const Used earlier = ticks_by_process(before.processes);
  std::map<std::string, Usage> programs;
  double seen = 0;
  for (const ProcessTime& process : after.processes) {
    const auto found = earlier.find({process.id, process.started});
    const double used = process.ticks - (found == earlier.end() ? 0 : found->second);
    if (!(used > 0)) continue;
    seen += used;
    if (process.id == self) continue;
    Usage& program = programs[process.name];
    program.name = process.name;
    ++program.processes;
    program.cpus += used / ticks;
  }
  Background result;
  for (auto& [name, usage] : programs) result.programs.push_back(std::move(usage));
  std::ranges::stable_sort(result.programs, std::ranges::greater(), &Usage::cpus);
  if (has_cpu) {
    result.unseen = std::max(after.cpu->busy - before.cpu->busy - seen, 0.0) / ticks;
  }
  return result;
}

}  // namespace benchdiff::harness

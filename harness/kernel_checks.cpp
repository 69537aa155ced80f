#include <algorithm>
#include <array>
#include <cmath>

#include <benchdiff/harness/checks.h>
#include <benchdiff/harness/cpu_settings.h>
#include <benchdiff/report/number_text.h>

namespace benchdiff::harness {
namespace {

/// `25 ns`, `1.2 us`.
std::string short_time(double seconds) {
  if (!std::isfinite(seconds)) return "more than can be waited for";
  if (seconds < 999.5e-9) return report::fixed(seconds * 1e9, 0) + " ns";
  return report::fixed(seconds * 1e6, 1) + " us";
}

/// Clocks that are read without entering the kernel, of whatever architecture.
bool is_quick(std::string_view source) {
  constexpr std::array<std::string_view, 7> quick{"tsc",
                                                  "kvm-clock",
                                                  "hyperv_clocksource_tsc_page",
                                                  "arch_sys_counter",
                                                  "riscv_clocksource",
                                                  "timebase",
                                                  "tod"};
  return std::ranges::find(quick, source) != quick.end();
}

/// The mode in brackets of `always [madvise] never`.
std::optional<std::string> chosen(std::string_view line) {
  const std::size_t open = line.find('[');
  if (open == line.npos) return std::nullopt;
  const std::size_t close = line.find(']', open);
  if (close == line.npos) return std::nullopt;
  return std::string(line.substr(open + 1, close - open - 1));
}

}  // namespace

Check check_clock(const Subject& subject) {
  const std::string name = "clock";
  const std::string folder = "/sys/devices/system/clocksource/clocksource0/";
  const std::optional<std::string> source = subject.sources.line(folder + "current_clocksource");
  const std::optional<ClockResolution>& clock = subject.samples.clock;
  if (!source && !clock) return unknown(name, "the kernel doesn't say, and nothing was measured");
  std::string finding = source ? one_line(*source, 32) : "";
  if (clock) {
    finding.append(source ? ", " : "").append("a reading takes ").append(short_time(clock->cost));
    finding.append(", steps of ").append(short_time(clock->step));
  }
  constexpr double most_cost = 200e-9, most_step = 1e-6;
  const bool is_slow = clock && (clock->cost > most_cost || clock->step > most_step);
  if (!is_slow && (!source || is_quick(*source))) return fine(name, finding);
  const std::string available = subject.sources.line(folder + "available_clocksource").value_or("");
  const std::vector<std::string_view> others = words(available);
  Remedy remedy{"Time loops that take a millisecond or more.", ""};
  if (source != "tsc" && std::ranges::find(others, "tsc") != others.end()) {
    remedy = {"Use the processor's own counter:",
              "echo tsc | sudo tee " + folder + "current_clocksource"};
  }
  return warning(name, finding, "Reading the clock takes part in what is measured.", remedy);
}

Check check_layout(const Subject& subject) {
  const std::string name = "aslr";
  const std::optional<std::string> found = address_randomisation(subject.sources);
  const std::string effect =
      "Every run has the same memory layout: a change may win or lose by that alone.";
  if (subject.process.fixed_layout) {
    return note(name, "off for this process", effect, {"Start it without setarch -R.", ""});
  }
  if (!found) return unknown(name, "/proc/sys/kernel/randomize_va_space can't be read");
  if (*found == "off") {
    return note(name, "off", effect,
                {"Turn it on, and run the program several times:",
                 "sudo sysctl kernel.randomize_va_space=2"});
  }
  return fine(name, *found + ": each run has another memory layout, so run several times");
}

Check check_huge_pages(const Subject& subject) {
  const std::string name = "huge pages";
  const std::string file = "/sys/kernel/mm/transparent_hugepage/enabled";
  const std::optional<std::string> mode = chosen(subject.sources.line(file).value_or(""));
  if (mode == "madvise") return fine(name, "madvise: for programs that ask");
  if (mode == "never") return fine(name, "never");
  if (mode == "always") {
    return note(name, "always",
                "Which memory gets them depends on what is free: large data varies from run to "
                "run.",
                {"Leave them to programs that ask:", "echo madvise | sudo tee " + file});
  }
  return unknown(name, "the kernel doesn't show them");
}

Check check_isolated(const Subject& subject) {
  const std::string name = "isolated";
  const std::optional<std::string> text = subject.sources.text("/sys/devices/system/cpu/isolated");
  if (!text) return unknown(name, "the kernel doesn't show it");
  const std::string list = one_line(*text);
  const std::optional<std::size_t> cpus = count_cpus(list);
  if (list.empty()) return fine(name, "no CPUs; an idle machine needs none");
  if (!cpus) return unknown(name, "the kernel's list of CPUs makes no sense");
  const std::string ticks =
      one_line(subject.sources.line("/sys/devices/system/cpu/nohz_full").value_or(""));
  const std::string quiet = count_cpus(ticks) ? "; without timer ticks: " + ticks : "";
  return note(name, (*cpus == 1 ? "CPU " : "CPUs ") + list + quiet,
              "Nothing runs there unless it is sent there, and threads aren't spread over them.",
              {"Measure there, one thread on each CPU:",
               "taskset -c " + list.substr(0, list.find_first_of("-,")) + " COMMAND"});
}

Check check_counters(const Subject& subject) {
  const std::string name = "counters";
  const std::optional<std::int64_t> level =
      subject.sources.number("/proc/sys/kernel/perf_event_paranoid");
  if (!level) return unknown(name, "/proc/sys/kernel/perf_event_paranoid can't be read");
  constexpr int own_programs = 2;
  const std::string effect = "Instructions and cache misses can't be counted, only times.";
  if (*level > own_programs) {
    return note(
        name, "forbidden", effect,
        {"Allow them for programs of one's own:", "sudo sysctl kernel.perf_event_paranoid=2"});
  }
  const std::string devices = "/sys/bus/event_source/devices";
  if (!subject.sources.has(devices)) return unknown(name, "the kernel doesn't show them");
  const bool has_any = std::ranges::any_of(subject.sources.names(devices), [](const auto& device) {
    return device == "cpu" || device.starts_with("cpu_") || device.starts_with("armv");
  });
  if (!has_any) return note(name, "allowed, but the processor shows none", effect);
  return fine(name, "allowed");
}

}  // namespace benchdiff::harness

#include <algorithm>
#include <charconv>
#include <cmath>

#include <benchdiff/harness/checks.h>
#include <benchdiff/harness/cpu_settings.h>
#include <benchdiff/harness/hypervisor.h>
#include <benchdiff/harness/quota.h>
#include <benchdiff/report/number_text.h>

namespace benchdiff::harness {
namespace {

/// The first number of /proc/loadavg.
std::optional<double> load_of_a_minute(const Sources& sources) {
  const std::string line = sources.line("/proc/loadavg").value_or("");
  double load = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), load);
  if (error != std::errc() || !std::isfinite(load) || load < 0) return std::nullopt;
  return load;
}

/// `cc1plus (2) 180%, ld 12%`, the first five.
std::string name_programs(const std::vector<Usage>& programs) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(programs.size(), most); ++i) {
    const Usage& program = programs[i];
    const std::string name = one_line(program.name, 32);
    text.append(i > 0 ? ", " : "").append(name.empty() ? "(no name)" : name);
    if (program.processes > 1) text.append(" (" + std::to_string(program.processes) + ")");
    text.append(" ").append(percent(program.cpus));
  }
  if (programs.size() > most) {
    text.append(" and ").append(std::to_string(programs.size() - most)).append(" more");
  }
  return text;
}

}  // namespace

Check check_load(const Subject& subject) {
  const std::string name = "load";
  const std::optional<double> load = load_of_a_minute(subject.sources);
  if (!load) return unknown(name, "/proc/loadavg can't be read");
  const std::optional<std::size_t> online = online_cpus(subject.sources);
  const auto cpus = static_cast<std::int64_t>(online.value_or(subject.process.cpus));
  if (cpus <= 0) return unknown(name, "the number of CPUs isn't known");
  const auto share = static_cast<double>(cpus);
  const std::string finding =
      report::fixed(*load, 2) + " over the last minute, on " + count(cpus, "CPU");
  if (*load <= std::max(0.5, 0.1 * share)) return fine(name, finding);
  const std::string effect = "Other work competes for CPUs, caches and memory.";
  const Remedy remedy{"Wait until it has ended.", ""};
  return *load <= std::max(1.0, 0.5 * share) ? note(name, finding, effect, remedy)
                                             : warning(name, finding, effect, remedy);
}

Check check_background(const Subject& subject) {
  const std::string name = "background";
  std::optional<Background> found = background(subject.samples, subject.process.id);
  if (!found) return unknown(name, "/proc shows no processes");
  // A process that uses next to nothing may still fill a tick between two looks.
  const double seconds = subject.samples.after.seconds - subject.samples.before.seconds;
  const double two_ticks = 2 / (subject.samples.ticks_a_second * seconds);
  const double least = std::max(0.02, two_ticks * 0.999);
  std::erase_if(found->programs, [least](const Usage& usage) { return usage.cpus < least; });
  constexpr double much = 0.1;
  double used = found->unseen > much ? found->unseen : 0;
  for (const Usage& program : found->programs) used += program.cpus;
  if (!(used > 0)) return fine(name, "nothing to speak of");

  std::string finding = name_programs(found->programs);
  if (!finding.empty()) finding += " of a CPU";
  if (found->unseen > much) {
    finding.append(finding.empty() ? "" : "; ").append(percent(found->unseen));
    finding += " of a CPU by what can't be seen from here, or has ended";
  }
  const std::string effect = "It takes time, caches and memory from what is measured.";
  const Remedy remedy{"Stop it, or wait until it has ended.", ""};
  return used > much ? warning(name, finding, effect, remedy) : note(name, finding, effect, remedy);
}

Check check_steal(const Subject& subject) {
  const std::string name = "steal";
  const std::optional<CpuTimes>& before = subject.samples.before.cpu;
  const std::optional<CpuTimes>& after = subject.samples.after.cpu;
  if (!before || !after) return unknown(name, "/proc/stat can't be read");
  const double total = after->total() - before->total();
  const double stolen = std::max(after->stolen - before->stolen, 0.0);
  const double now = total > 0 ? stolen / total : 0;
  const double since_boot = after->total() > 0 ? after->stolen / after->total() : 0;
  if (after->stolen <= 0) {
    // Not every hypervisor tells its guests.
    return subject.is_guest() ? unknown(name, "the hypervisor reports none since boot")
                              : fine(name, "none");
  }
  const std::string finding = percent(now) + " now, " + percent(since_boot) + " since boot";
  const std::string effect = "The host gives the CPU to others while something is measured.";
  const Remedy remedy{"Repeat in a quiet hour, or use a machine with CPUs of its own.", ""};
  constexpr double much = 0.01;
  if (now > much) return warning(name, finding, effect, remedy);
  return since_boot > much ? note(name, finding, effect, remedy) : fine(name, finding);
}

Check check_quota(const Subject& subject) {
  const std::string name = "quota";
  const std::optional<Quota> quota = cpu_quota(subject.sources);
  if (!quota) return unknown(name, "the control groups can't be read");
  if (!quota->cpus) return fine(name, "none");
  std::string finding = report::fixed(*quota->cpus, 2) + " CPUs";
  if (quota->throttled > 0) finding += ", used up " + count(quota->throttled, "time");
  const auto cpus = static_cast<double>(subject.process.cpus);
  if (cpus > 0 && *quota->cpus >= cpus) return fine(name, finding + ": no less than there are");
  return warning(name, finding,
                 "What uses it up is stopped for the rest of each " +
                     report::fixed(quota->period * 1000, 0) + " ms: times then say nothing.",
                 {"Start the container without a CPU limit, and give it whole CPUs (docker run "
                  "--cpuset-cpus).",
                  ""});
}

Check check_virtual(const Subject& subject) {
  const std::string name = "virtual";
  if (!subject.hypervisor) return unknown(name, "the processor doesn't say");
  if (!subject.is_guest()) return fine(name, "no");
  const std::string& found = *subject.hypervisor;
  return note(name, found == "yes" ? "a virtual machine" : "a virtual machine (" + found + ")",
              "Others on the host share its caches, memory and heat, unseen.",
              {"Run the versions to compare in turns, on the same machine.", ""});
}

Check check_container(const Subject& subject) {
  const std::string name = "container";
  const std::optional<std::string> found = container(subject.sources);
  if (!found) return unknown(name, "/proc/self/cgroup can't be read");
  if (*found == "none") return fine(name, "no");
  return note(name, *found == "yes" ? "yes" : "yes (" + *found + ")",
              "Others share the machine, and their processes may not be seen from here.",
              {"Look at what runs outside of it as well.", ""});
}

}  // namespace benchdiff::harness

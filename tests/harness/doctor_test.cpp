#include <benchdiff/harness/doctor.h>

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "fake_tree.h"

namespace benchdiff::harness {
namespace {

const std::string cpu = "/sys/devices/system/cpu/";

/// A fake machine, and what is found out about it.
class Doctor : public testing::Test {
 protected:
  [[nodiscard]] Check ask(const std::string& name) const {
    for (const Check& check : examine(tree.sources(), process, samples)) {
      if (check.name == name) return check;
    }
    ADD_FAILURE() << "no check is called " << name;
    return {};
  }
  /// What was found, where it is fine, may disturb, disturbs or can't be told; else what it is
  /// instead.
  [[nodiscard]] std::string fine(const std::string& name) const { return tell(name, "fine"); }
  [[nodiscard]] std::string note(const std::string& name) const { return tell(name, "note"); }
  [[nodiscard]] std::string warning(const std::string& name) const { return tell(name, "warning"); }
  [[nodiscard]] bool is_unknown(const std::string& name) const {
    const Check check = ask(name);
    return !check.known && check.level == Check::Level::note &&
           check.finding.starts_with("can't be told: ") && check.remedy.empty();
  }
  void become_guest() const { tree.put("/proc/cpuinfo", "flags : hypervisor\n"); }

  FakeTree tree;
  Process process;
  Samples samples;

 private:
  [[nodiscard]] std::string tell(const std::string& name, const std::string& wanted) const {
    const Check check = ask(name);
    const std::string level = !check.known                           ? "unknown"
                              : check.level == Check::Level::fine    ? "fine"
                              : check.level == Check::Level::warning ? "warning"
                                                                     : "note";
    EXPECT_EQ(check.effect.empty(), level == "fine" || level == "unknown") << name;
    return level == wanted ? check.finding : level + ": " + check.finding;
  }
};

TEST_F(Doctor, CanTellNothingOfAnEmptyMachine) {
  for (const Check& check : examine(tree.sources(), process, samples)) {
    EXPECT_TRUE(is_unknown(check.name)) << check.name << ": " << check.finding;
  }
}

TEST_F(Doctor, WantsAGovernorThatKeepsTheFrequency) {
  const std::string file = cpu + "cpu0/cpufreq/scaling_governor";
  tree.put(file, "performance\n");
  EXPECT_EQ(fine("governor"), "performance");
  tree.put(file, "powersave\n");
  EXPECT_EQ(warning("governor"), "powersave");
  EXPECT_EQ(ask("governor").command,
            "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor");
  tree.remove(file);
  become_guest();
  EXPECT_TRUE(is_unknown("governor"));
  EXPECT_EQ(ask("governor").finding, "can't be told: the host decides, and doesn't show it");
}

TEST_F(Doctor, WantsTurboOff) {
  tree.put(cpu + "intel_pstate/no_turbo", "0\n");
  EXPECT_EQ(warning("turbo"), "on");
  EXPECT_EQ(ask("turbo").command, "echo 1 | sudo tee " + cpu + "intel_pstate/no_turbo");
  tree.put(cpu + "intel_pstate/no_turbo", "1\n");
  EXPECT_EQ(fine("turbo"), "off");
}

TEST_F(Doctor, NotesThreadsThatShareACore) {
  tree.put(cpu + "smt/active", "1\n");
  EXPECT_EQ(note("smt"), "on: two threads or more share a core");
  tree.put(cpu + "smt/active", "0\n");
  EXPECT_EQ(fine("smt"), "off");
  become_guest();
  EXPECT_TRUE(is_unknown("smt")) << "the threads of the host look like cores to a guest";
}

TEST_F(Doctor, FeelsHeat) {
  tree.put("/sys/class/thermal/thermal_zone0/temp", "61000\n");
  EXPECT_TRUE(is_unknown("heat")) << "a temperature without a limit says nothing";
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_0_type", "active\n");
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_0_temp", "50000\n");
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_1_type", "passive\n");
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_1_temp", "95000\n");
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_2_type", "critical\n");
  tree.put("/sys/class/thermal/thermal_zone0/trip_point_2_temp", "-274000\n");
  EXPECT_EQ(fine("heat"), "61 degrees Celsius, the limit is 95");
  tree.put("/sys/class/thermal/thermal_zone0/temp", "93000\n");
  EXPECT_EQ(warning("heat"), "93 of 95 degrees Celsius");
}

TEST_F(Doctor, CountsHowOftenHeatSlowedTheProcessorDown) {
  samples.before.throttles = samples.after.throttles = 0;
  EXPECT_EQ(fine("heat"), "never slowed down since boot");
  samples.before.throttles = samples.after.throttles = 7;
  EXPECT_EQ(note("heat"), "slowed down 7 times since boot");
  samples.before.throttles = 6;
  EXPECT_EQ(warning("heat"), "slowed down 1 time just now");
}

TEST_F(Doctor, WantsThePlugIn) {
  const std::string supply = "/sys/class/power_supply/";
  tree.folder(supply);
  EXPECT_EQ(fine("power"), "no battery");
  tree.put(supply + "mouse/type", "Battery\n");
  tree.put(supply + "mouse/scope", "Device\n");
  tree.put(supply + "mouse/status", "Discharging\n");
  EXPECT_EQ(fine("power"), "no battery");
  tree.put(supply + "BAT0/type", "Battery\n");
  EXPECT_TRUE(is_unknown("power"));
  tree.put(supply + "BAT0/status", "Discharging\n");
  EXPECT_EQ(warning("power"), "on battery");
  tree.put(supply + "AC/type", "Mains\n");
  tree.put(supply + "AC/online", "1\n");
  EXPECT_EQ(fine("power"), "plugged in");
  tree.put(supply + "AC/online", "0\n");
  EXPECT_EQ(warning("power"), "on battery");
}

TEST_F(Doctor, ComparesTheLoadWithTheCpus) {
  tree.put("/proc/loadavg", "0.30 0.20 0.10 1/100 999\n");
  EXPECT_TRUE(is_unknown("load")) << "without a number of CPUs";
  process.cpus = 2;
  EXPECT_EQ(fine("load"), "0.30 over the last minute, on 2 CPUs");
  tree.put("/proc/loadavg", "3.00 0.20 0.10 1/100 999\n");
  EXPECT_EQ(warning("load"), "3.00 over the last minute, on 2 CPUs");
  tree.put(cpu + "online", "0-31\n");
  EXPECT_EQ(fine("load"), "3.00 over the last minute, on 32 CPUs");
  tree.put("/proc/loadavg", "9.00 0.20 0.10 1/100 999\n");
  EXPECT_EQ(note("load"), "9.00 over the last minute, on 32 CPUs");
  for (const char* text : {"", "nan", "-1", "inf 1", "many"}) {
    tree.put("/proc/loadavg", text);
    EXPECT_TRUE(is_unknown("load")) << text;
  }
}

TEST_F(Doctor, ReadsOfStolenTime) {
  samples.before.cpu = CpuTimes{.busy = 100, .idle = 800, .stolen = 0};
  samples.after.cpu = CpuTimes{.busy = 100, .idle = 1000, .stolen = 0};
  EXPECT_EQ(fine("steal"), "none");
  become_guest();
  EXPECT_TRUE(is_unknown("steal")) << "not every hypervisor tells";
  samples.before.cpu->stolen = samples.after.cpu->stolen = 1;
  EXPECT_EQ(fine("steal"), "0% now, 0.1% since boot");
  samples.before.cpu->stolen = samples.after.cpu->stolen = 0.1;
  EXPECT_EQ(fine("steal"), "0% now, under 0.1% since boot");
  samples.before.cpu->stolen = samples.after.cpu->stolen = 100;
  EXPECT_EQ(note("steal"), "0% now, 8.3% since boot");
  samples.after.cpu->stolen = 150;
  EXPECT_EQ(warning("steal"), "20% now, 12% since boot");
}

TEST_F(Doctor, FindsTheTightestQuotaOfEitherVersion) {
  process.cpus = 4;
  const std::string groups = "/sys/fs/cgroup";
  tree.put("/proc/self/cgroup", "0::/a/b\n");
  EXPECT_TRUE(is_unknown("quota"));
  tree.put(groups + "/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(fine("quota"), "none");
  tree.put(groups + "/a/cpu.max", "50000 100000\n");
  EXPECT_EQ(warning("quota"), "0.50 CPUs") << "of the group around it";
  tree.put(groups + "/a/cpu.stat", "usage_usec 1\nnr_throttled 12\n");
  EXPECT_EQ(warning("quota"), "0.50 CPUs, used up 12 times");

  tree.put("/proc/self/cgroup", "5:cpuset:/x\n4:cpu,cpuacct:/docker/1f\n0::/\n");
  tree.put(groups + "/cpu/cpu.cfs_quota_us", "-1\n");
  EXPECT_EQ(fine("quota"), "none");
  tree.put(groups + "/cpu/cpu.cfs_quota_us", "400000\n");
  tree.put(groups + "/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(fine("quota"), "4.00 CPUs: no less than there are");
  tree.put(groups + "/cpu/docker/1f/cpu.cfs_quota_us", "150000\n");
  EXPECT_EQ(warning("quota"), "1.50 CPUs");
}

TEST_F(Doctor, SurvivesControlGroupsWithoutSense) {
  tree.put("/sys/fs/cgroup/cpu.max", "-5 0\n");
  for (const char* text : {"", "\n", ":", "::", "0::/../../x\n", "0::", "0::no/slash"}) {
    tree.put("/proc/self/cgroup", text);
    (void)ask("quota");
  }
  tree.put("/proc/self/cgroup", "0::" + std::string(60'000, '/'));
  EXPECT_EQ(fine("quota"), "none");
}

TEST_F(Doctor, TellsVirtualMachinesAndContainers) {
  tree.put("/proc/cpuinfo", "flags : fpu\n");
  EXPECT_EQ(fine("virtual"), "no");
  become_guest();
  EXPECT_EQ(note("virtual"), "a virtual machine");
  process.hypervisor_id = "KVMKVMKVM";
  EXPECT_EQ(note("virtual"), "a virtual machine (kvm)");

  tree.put("/proc/self/cgroup", "0::/user.slice\n");
  EXPECT_EQ(fine("container"), "no");
  tree.put("/proc/self/cgroup", "0::/kubepods/pod1\n");
  EXPECT_EQ(note("container"), "yes (kubernetes)");
  tree.put("/.dockerenv", "");
  EXPECT_EQ(note("container"), "yes (docker)");
  tree.put("/run/systemd/container", "\x1b[2Jnspawn\n");
  EXPECT_EQ(note("container"), "yes (\\x1b[2Jnspawn)");
}

TEST_F(Doctor, WantsAClockThatIsReadQuickly) {
  const std::string clock = "/sys/devices/system/clocksource/clocksource0/";
  samples.clock = ClockResolution{.cost = 25e-9, .step = 1e-9};
  EXPECT_EQ(fine("clock"), "a reading takes 25 ns, steps of 1 ns");
  tree.put(clock + "current_clocksource", "tsc\n");
  EXPECT_EQ(fine("clock"), "tsc, a reading takes 25 ns, steps of 1 ns");
  samples.clock = ClockResolution{.cost = 1.23e-6, .step = 1e-9};
  EXPECT_EQ(warning("clock"), "tsc, a reading takes 1.2 us, steps of 1 ns");
  samples.clock = ClockResolution{.cost = 2e-9, .step = std::numeric_limits<double>::infinity()};
  EXPECT_EQ(warning("clock"), "tsc, a reading takes 2 ns, steps of more than can be waited for");
  samples.clock.reset();
  tree.put(clock + "current_clocksource", "hpet\n");
  EXPECT_EQ(warning("clock"), "hpet");
  EXPECT_EQ(ask("clock").command, "");
  tree.put(clock + "available_clocksource", "tsc hpet acpi_pm \n");
  EXPECT_EQ(ask("clock").command, "echo tsc | sudo tee " + clock + "current_clocksource");
}

TEST_F(Doctor, WantsAnotherLayoutInEachRun) {
  tree.put("/proc/sys/kernel/randomize_va_space", "2\n");
  EXPECT_EQ(fine("aslr"), "on: each run has another memory layout, so run several times");
  process.fixed_layout = true;
  EXPECT_EQ(note("aslr"), "off for this process");
  process.fixed_layout = false;
  tree.put("/proc/sys/kernel/randomize_va_space", "0\n");
  EXPECT_EQ(note("aslr"), "off");
  EXPECT_EQ(ask("aslr").command, "sudo sysctl kernel.randomize_va_space=2");
}

TEST_F(Doctor, NotesHugePagesForAll) {
  const std::string file = "/sys/kernel/mm/transparent_hugepage/enabled";
  tree.put(file, "always madvise [never]\n");
  EXPECT_EQ(fine("huge pages"), "never");
  tree.put(file, "always [madvise] never\n");
  EXPECT_EQ(fine("huge pages"), "madvise: for programs that ask");
  tree.put(file, "[always] madvise never\n");
  EXPECT_EQ(note("huge pages"), "always");
  for (const char* text : {"[", "]", "[]", "always"}) {
    tree.put(file, text);
    EXPECT_TRUE(is_unknown("huge pages")) << text;
  }
}

TEST_F(Doctor, TellsOfIsolatedCpus) {
  tree.put(cpu + "isolated", "\n");
  EXPECT_EQ(fine("isolated"), "no CPUs; an idle machine needs none");
  tree.put(cpu + "nohz_full", "(null)\n");
  tree.put(cpu + "isolated", "3\n");
  EXPECT_EQ(note("isolated"), "CPU 3");
  tree.put(cpu + "isolated", "2-5,7\n");
  tree.put(cpu + "nohz_full", "4-5\n");
  EXPECT_EQ(note("isolated"), "CPUs 2-5,7; without timer ticks: 4-5");
  EXPECT_EQ(ask("isolated").command, "taskset -c 2 COMMAND");
  tree.put(cpu + "isolated", "0; rm -rf\n");
  EXPECT_TRUE(is_unknown("isolated")) << "that is nothing to put into a command";
}

TEST_F(Doctor, TellsWhetherEventsCanBeCounted) {
  const std::string file = "/proc/sys/kernel/perf_event_paranoid";
  tree.put(file, "2\n");
  EXPECT_TRUE(is_unknown("counters"));
  tree.folder("/sys/bus/event_source/devices/software");
  EXPECT_EQ(note("counters"), "allowed, but the processor shows none");
  tree.folder("/sys/bus/event_source/devices/cpu");
  EXPECT_EQ(fine("counters"), "allowed");
  tree.put(file, "4\n");
  EXPECT_EQ(note("counters"), "forbidden");
  EXPECT_EQ(ask("counters").command, "sudo sysctl kernel.perf_event_paranoid=2");
}

}  // namespace
}  // namespace benchdiff::harness

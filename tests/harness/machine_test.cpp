#include <benchdiff/harness/machine.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <sys/stat.h>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/harness/cpu_settings.h>
#include <benchdiff/harness/hypervisor.h>

#include "fake_tree.h"

namespace benchdiff::harness {
namespace {

using Settings = formats::Configuration;

constexpr const char* cpu = "/sys/devices/system/cpu/";

/// The value of a key; empty where there is none.
std::string value(const Machine& machine, const std::string& key) {
  for (const formats::Setting& setting : machine.settings) {
    if (setting.key == key) return setting.value;
  }
  return {};
}

std::string value(const FakeTree& tree, const std::string& key) {
  return value(describe_machine(tree.sources(), {}), key);
}

void expect_well_formed(const Machine& machine) {
  for (const auto& [key, text] : machine.settings) {
    ASSERT_FALSE(key.empty());
    EXPECT_TRUE(std::ranges::all_of(key, [](unsigned char c) {
      return std::islower(c) != 0 || c == '-';
    })) << key;
    EXPECT_FALSE(text.empty()) << key;
    EXPECT_TRUE(std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        << key;
    EXPECT_EQ(text, trim(text)) << key;
  }
}

TEST(Machine, IsDescribedInAFixedOrder) {
  const FakeTree tree;
  tree.put("/proc/cpuinfo",
           "processor\t: 0\nmodel name\t: Intel(R) Xeon(R)   CPU @ 2.20GHz\nflags\t\t: fpu tsc\n");
  tree.put(std::string(cpu) + "cpu0/cpufreq/scaling_governor", "performance\n");
  tree.put(std::string(cpu) + "intel_pstate/no_turbo", "1\n");
  tree.put(std::string(cpu) + "smt/active", "1\n");
  tree.put("/proc/sys/kernel/randomize_va_space", "2\n");
  tree.put("/etc/os-release", "NAME=Debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");
  Process process;
  process.cpus = 8;
  process.kernel = "6.1.0-18-amd64";
  process.host = "lab3";
  process.libc = "glibc 2.36";
  const Settings expected{{"cpu", "Intel(R) Xeon(R) CPU @ 2.20GHz"},
                          {"cpus", "8"},
                          {"governor", "performance"},
                          {"turbo", "off"},
                          {"smt", "on"},
                          {"aslr", "on"},
                          {"kernel", "6.1.0-18-amd64"},
                          {"os", "Debian GNU/Linux 12"},
                          {"virtual", "none"},
                          {"libc", "glibc 2.36"},
                          {"machine", "lab3"}};
  EXPECT_EQ(describe_machine(tree.sources(), process).settings, expected);
}

TEST(Machine, LeavesOutWhatItDoesNotTell) {
  const FakeTree tree;
  EXPECT_TRUE(describe_machine(tree.sources(), {}).settings.empty());
  EXPECT_TRUE(describe_machine({.root = "/nowhere/at/all"}, {}).settings.empty());
}

TEST(Machine, SaysNothingOfFilesWithoutSense) {
  const FakeTree tree;
  std::string junk;
  for (int i = 0; i < 300'000; ++i) junk += static_cast<char>(i * 7 + i / 256);
  for (const std::string& text : {std::string(), std::string("\n\n"), std::string(3, '\0'), junk}) {
    for (const std::string& path :
         {std::string("/proc/cpuinfo"), std::string("/etc/os-release"),
          std::string("/proc/sys/kernel/randomize_va_space"), cpu + std::string("smt/active"),
          cpu + std::string("intel_pstate/no_turbo"), cpu + std::string("cpufreq/boost")}) {
      tree.put(path, text);
    }
    const Machine machine = describe_machine(tree.sources(), {});
    EXPECT_TRUE(machine.settings.empty()) << machine.settings[0].key;
  }
}

TEST(Machine, MakesValuesOneSafeLine) {
  const FakeTree tree;
  tree.put("/proc/cpuinfo", "model name : \x1b[31mred\x07 \xff " + std::string(500, 'x') + "\n");
  tree.put(std::string(cpu) + "cpu0/cpufreq/scaling_governor", "\x1b]0;title");
  Process process;
  process.host = "two\nlines";
  const Machine machine = describe_machine(tree.sources(), process);
  expect_well_formed(machine);
  EXPECT_TRUE(value(machine, "cpu").starts_with("\\x1b[31mred\\x07 \\xff xxx"));
  EXPECT_LT(value(machine, "cpu").size(), 300U);
  EXPECT_EQ(value(machine, "governor"), "\\x1b]0;title");
  EXPECT_EQ(value(machine, "machine"), "two lines");
}

TEST(Machine, NamesAllGovernorsThatDiffer) {
  const FakeTree tree;
  tree.put(std::string(cpu) + "cpu0/cpufreq/scaling_governor", "schedutil\n");
  tree.put(std::string(cpu) + "cpu1/cpufreq/scaling_governor", "performance\n");
  tree.put(std::string(cpu) + "cpu2/cpufreq/scaling_governor", "schedutil\n");
  EXPECT_EQ(value(tree, "governor"), "performance,schedutil");
}

TEST(Machine, FindsTurboWhereEachDriverHasIt) {
  const FakeTree tree;
  tree.put(std::string(cpu) + "cpu3/cpufreq/boost", "1\n");
  EXPECT_EQ(value(tree, "turbo"), "on");
  EXPECT_EQ(turbo(tree.sources())->file, std::string(cpu) + "cpu*/cpufreq/boost");
  tree.put(std::string(cpu) + "cpufreq/boost", "0\n");
  EXPECT_EQ(value(tree, "turbo"), "off");
  tree.put(std::string(cpu) + "intel_pstate/no_turbo", "0\n");
  EXPECT_EQ(value(tree, "turbo"), "on");
  EXPECT_EQ(turbo(tree.sources())->off, "1");
}

TEST(Machine, HasNoRandomLayoutInAProcessThatForgoesIt) {
  const FakeTree tree;
  tree.put("/proc/sys/kernel/randomize_va_space", "2\n");
  Process process;
  process.fixed_layout = true;
  EXPECT_EQ(value(describe_machine(tree.sources(), process), "aslr"), "off");
  tree.put("/proc/sys/kernel/randomize_va_space", "1\n");
  EXPECT_EQ(value(tree, "aslr"), "partial");
}

TEST(Machine, UnquotesTheNameOfTheSystem) {
  const FakeTree tree;
  tree.put("/usr/lib/os-release", "PRETTY_NAME='Plain \\ one'\n");
  EXPECT_EQ(value(tree, "os"), "Plain \\ one");
  tree.put("/etc/os-release", "PRETTY_NAME=\"The \\\"new\\\" one\\\"\n");
  EXPECT_EQ(value(tree, "os"), "The \"new\" one\\") << "a quote that never ends is a quote";
  tree.put("/etc/os-release", "PRETTY_NAME=Arch\n");
  EXPECT_EQ(value(tree, "os"), "Arch");
}

TEST(Hypervisor, IsNamedByTheProcessorOrTheProduct) {
  const FakeTree tree;
  tree.put("/proc/cpuinfo", "flags : fpu hypervisor tsc\n");
  EXPECT_EQ(hypervisor(tree.sources(), {}), "yes");
  Process process;
  process.hypervisor_id = "Microsoft Hv";
  EXPECT_EQ(hypervisor(tree.sources(), process), "hyper-v");
  tree.put("/sys/class/dmi/id/sys_vendor", "QEMU\n");
  EXPECT_EQ(hypervisor(tree.sources(), {}), "qemu");
  tree.put("/proc/cpuinfo", "flags : fpu tsc\n");
  EXPECT_EQ(hypervisor(tree.sources(), process), "none") << "the processor knows best";
  tree.put("/sys/hypervisor/type", "xen\n");
  EXPECT_EQ(hypervisor(tree.sources(), {}), "xen");
}

TEST(Hypervisor, IsUnknownWhereTheProcessorHasNoFlagForIt) {
  const FakeTree tree;
  tree.put("/proc/cpuinfo", "Features : fp asimd\n");
  EXPECT_EQ(hypervisor(tree.sources(), {}), std::nullopt);
  tree.put("/sys/class/dmi/id/product_name", "KVM Virtual Machine\n");
  EXPECT_EQ(hypervisor(tree.sources(), {}), "kvm");
}

TEST(Sources, ReadsPlainFilesAndNoMoreOfThemThanItsLimit) {
  const FakeTree tree;
  tree.put("/big", std::string(1'000'000, 'x'));
  EXPECT_EQ(tree.sources().text("/big")->size(), 64U * 1024);
  tree.folder("/folder");
  EXPECT_EQ(tree.sources().text("/folder"), std::nullopt);
  ASSERT_EQ(mkfifo(tree.place("/pipe").c_str(), 0600), 0);
  EXPECT_EQ(tree.sources().text("/pipe"), std::nullopt) << "and doesn't wait for a writer";
  tree.put("/empty", "");
  EXPECT_EQ(tree.sources().text("/empty"), "");
  EXPECT_EQ(tree.sources().line("/empty"), std::nullopt);
  tree.put("/number", " 12 \n13");
  EXPECT_EQ(tree.sources().number("/number"), 12);
  tree.put("/number", "99999999999999999999");
  EXPECT_EQ(tree.sources().number("/number"), std::nullopt);
}

TEST(Sources, CutsALineBetweenCharacters) {
  EXPECT_EQ(one_line("naïve", 3), "na");
  EXPECT_EQ(one_line("naïve", 4), "naï");
  EXPECT_EQ(one_line(" a \t\n b "), "a b");
  EXPECT_EQ(one_line("ab cd", 3), "ab");
  EXPECT_EQ(one_line(std::string(9, '\x80'), 4), "");
}

TEST(CpuLists, AreCounted) {
  EXPECT_EQ(count_cpus("0-3,8"), 5U);
  EXPECT_EQ(count_cpus("7"), 1U);
  for (const char* list : {"", "(null)", "3-1", "-1", "1-", "0-99999999999", "1,,2"}) {
    EXPECT_EQ(count_cpus(list), std::nullopt) << list;
  }
}

TEST(Machine, DescribesTheOneThisRunsOn) {
  const Machine machine = describe_machine({}, this_process());
  expect_well_formed(machine);
  EXPECT_NE(value(machine, "kernel"), "");
}

}  // namespace
}  // namespace benchdiff::harness

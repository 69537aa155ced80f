#include <benchdiff/harness/hypervisor.h>

#include <algorithm>
#include <array>
#include <utility>

namespace benchdiff::harness {
namespace {

using Names = std::pair<std::string_view, std::string_view>;

/// What hypervisors answer to the instruction cpuid.
constexpr std::array ids{
    Names{"KVMKVMKVM", "kvm"},       Names{"Microsoft Hv", "hyper-v"},
    Names{"VMwareVMware", "vmware"}, Names{"XenVMMXenVMM", "xen"},
    Names{"VBoxVBoxVBox", "vbox"},   Names{"TCGTCGTCGTCG", "qemu"},
    Names{"bhyve bhyve ", "bhyve"},  Names{" lrpepyh  vr", "parallels"},
    Names{"ACRNACRNACRN", "acrn"},
};

/// How makers and products of virtual machines begin. Makers that sell real machines too, such as
/// Amazon, aren't among them.
constexpr std::array products{
    Names{"QEMU", "qemu"},          Names{"KVM", "kvm"},
    Names{"VMware", "vmware"},      Names{"innotek", "vbox"},
    Names{"VirtualBox", "vbox"},    Names{"Xen", "xen"},
    Names{"HVM domU", "xen"},       Names{"Virtual Machine", "hyper-v"},
    Names{"Bochs", "bochs"},        Names{"Parallels", "parallels"},
    Names{"BHYVE", "bhyve"},        Names{"OpenStack", "openstack"},
    Names{"Google Compute", "kvm"}, Names{"Apple Virtualization", "apple"},
};

/// Whether the processor says that it is a guest's; none where it has no flags to say so.
std::optional<bool> is_guest(const Sources& sources) {
  const std::optional<std::string> text = sources.text("/proc/cpuinfo");
  if (!text) return std::nullopt;
  for (const std::string_view line : lines(*text)) {
    if (!line.starts_with("flags")) continue;
    const std::vector<std::string_view> flags = words(line);
    return std::ranges::find(flags, "hypervisor") != flags.end();
  }
  return std::nullopt;
}

std::optional<std::string> by_product(const Sources& sources) {
  for (const char* file : {"product_name", "sys_vendor", "board_vendor", "bios_vendor"}) {
    const auto found = sources.line(std::string("/sys/class/dmi/id/") + file);
    if (!found) continue;
    for (const auto& [start, name] : products) {
      if (found->starts_with(start)) return std::string(name);
    }
  }
  return std::nullopt;
}

std::optional<std::string> by_id(const Process& process) {
  for (const auto& [id, name] : ids) {
    if (process.hypervisor_id == id) return std::string(name);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> hypervisor(const Sources& sources, const Process& process) {
  const std::optional<bool> guest = is_guest(sources);
  if (guest != false) {
    if (auto name = by_id(process); guest && name) return name;
    if (auto name = by_product(sources)) return name;
  }
  if (auto type = sources.line("/sys/hypervisor/type")) return one_line(*type, 32);
  if (!guest) return std::nullopt;
  return *guest ? "yes" : "none";
}

std::optional<std::string> container(const Sources& sources) {
  if (const auto name = sources.line("/run/systemd/container")) return one_line(*name, 32);
  if (sources.has("/.dockerenv")) return "docker";
  if (sources.has("/run/.containerenv")) return "podman";
  const std::optional<std::string> groups = sources.text("/proc/self/cgroup");
  if (!groups) return std::nullopt;
  constexpr std::array<Names, 4> signs{Names{"/docker", "docker"}, Names{"/kubepods", "kubernetes"},
                                       Names{"/lxc", "lxc"}, Names{"/libpod", "podman"}};
  for (const auto& [sign, name] : signs) {
    if (groups->find(sign) != std::string::npos) return std::string(name);
  }
  return "none";
}

}  // namespace benchdiff::harness

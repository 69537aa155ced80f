#include <benchdiff/harness/machine.h>

#include <optional>
#include <string_view>
#include <utility>

#include <benchdiff/harness/cpu_settings.h>
#include <benchdiff/harness/hypervisor.h>

namespace benchdiff::harness {
namespace {

/// A value as a shell would read it: `"Debian \"12\""`.
std::string unquote(std::string_view text) {
  if (text.size() < 2 || (text[0] != '"' && text[0] != '\'') || text.back() != text[0]) {
    return std::string(text);
  }
  const bool escapes = text[0] == '"';
  text = text.substr(1, text.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (escapes && text[i] == '\\' && i + 1 < text.size()) ++i;
    value += text[i];
  }
  return value;
}

std::string os_name(const Sources& sources) {
  constexpr std::string_view key = "PRETTY_NAME=";
  for (const char* file : {"/etc/os-release", "/usr/lib/os-release"}) {
    const std::optional<std::string> text = sources.text(file);
    if (!text) continue;
    for (const std::string_view line : lines(*text)) {
      if (line.starts_with(key)) return unquote(trim(line.substr(key.size())));
    }
  }
  return {};
}

std::string on_off(std::optional<bool> is_on) { return !is_on ? "" : *is_on ? "on" : "off"; }

}  // namespace

Machine describe_machine(const Sources& sources, const Process& process) {
  Machine machine;
  const auto add = [&machine](const char* key, std::string_view text) {
    std::string value = one_line(text);
    if (!value.empty()) machine.settings.push_back({key, std::move(value)});
  };
  const std::optional<Turbo> boost = turbo(sources);
  add("cpu", cpu_model(sources).value_or(""));
  add("cpus", process.cpus > 0 ? std::to_string(process.cpus) : "");
  add("governor", governor(sources).value_or(""));
  add("turbo", on_off(boost ? std::optional(boost->on) : std::nullopt));
  add("smt", on_off(simultaneous_threads(sources)));
  add("aslr", process.fixed_layout ? "off" : address_randomisation(sources).value_or(""));
  add("kernel", process.kernel);
  add("os", os_name(sources));
  add("virtual", hypervisor(sources, process).value_or(""));
  add("libc", process.libc);
  add("machine", process.host);
  return machine;
}

}  // namespace benchdiff::harness

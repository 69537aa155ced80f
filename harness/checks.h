#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <benchdiff/harness/doctor.h>

namespace benchdiff::harness {

/// What the checks judge.
struct Subject {
  const Sources& sources;
  const Process& process;
  const Samples& samples;
  std::optional<std::string> hypervisor;  ///< as hypervisor() says

  [[nodiscard]] bool is_guest() const { return hypervisor && *hypervisor != "none"; }
};

/// What to do about it, and what to type for it.
struct Remedy {
  std::string words;
  std::string command;
};

[[nodiscard]] Check fine(std::string name, std::string finding);
[[nodiscard]] Check note(std::string name, std::string finding, std::string effect,
                         Remedy remedy = {});
[[nodiscard]] Check warning(std::string name, std::string finding, std::string effect,
                            Remedy remedy = {});
/// That something can't be told, and why.
[[nodiscard]] Check unknown(std::string name, std::string_view why);

/// A part of a whole, or of a CPU: `12%`, and with a decimal below 10: `0.4%`.
[[nodiscard]] std::string percent(double part);

/// `1 time`, `2 times`.
[[nodiscard]] std::string count(std::int64_t number, std::string_view thing);

// What the processor does by itself: processor_checks.cpp.
[[nodiscard]] Check check_governor(const Subject& subject);
[[nodiscard]] Check check_turbo(const Subject& subject);
[[nodiscard]] Check check_smt(const Subject& subject);
[[nodiscard]] Check check_heat(const Subject& subject);
[[nodiscard]] Check check_power(const Subject& subject);

// With whom the machine is shared: sharing_checks.cpp.
[[nodiscard]] Check check_load(const Subject& subject);
[[nodiscard]] Check check_background(const Subject& subject);
[[nodiscard]] Check check_steal(const Subject& subject);
[[nodiscard]] Check check_quota(const Subject& subject);
[[nodiscard]] Check check_virtual(const Subject& subject);
[[nodiscard]] Check check_container(const Subject& subject);

// How the kernel is set up: kernel_checks.cpp.
[[nodiscard]] Check check_clock(const Subject& subject);
[[nodiscard]] Check check_layout(const Subject& subject);
[[nodiscard]] Check check_huge_pages(const Subject& subject);
[[nodiscard]] Check check_isolated(const Subject& subject);
[[nodiscard]] Check check_counters(const Subject& subject);

}  // namespace benchdiff::harness

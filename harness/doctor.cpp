#include <benchdiff/harness/doctor.h>

#include <chrono>
#include <utility>

#include <benchdiff/harness/checks.h>
#include <benchdiff/harness/hypervisor.h>
#include <benchdiff/harness/machine.h>
#include <benchdiff/report/number_text.h>

namespace benchdiff::harness {
namespace {

Check make(std::string name, Check::Level level, std::string finding, std::string effect,
           Remedy remedy) {
  Check check;
  check.name = std::move(name);
  check.level = level;
  check.finding = std::move(finding);
  check.effect = std::move(effect);
  check.remedy = std::move(remedy.words);
  check.command = std::move(remedy.command);
  return check;
}

}  // namespace

Check fine(std::string name, std::string finding) {
  return make(std::move(name), Check::Level::fine, std::move(finding), {}, {});
}

Check note(std::string name, std::string finding, std::string effect, Remedy remedy) {
  return make(std::move(name), Check::Level::note, std::move(finding), std::move(effect),
              std::move(remedy));
}

Check warning(std::string name, std::string finding, std::string effect, Remedy remedy) {
  return make(std::move(name), Check::Level::warning, std::move(finding), std::move(effect),
              std::move(remedy));
}

Check unknown(std::string name, std::string_view why) {
  Check check =
      make(std::move(name), Check::Level::note, std::string("can't be told: ").append(why), {}, {});
  check.known = false;
  return check;
}

std::string percent(double part) {
  const double percents = 100 * part;
  if (percents > 0 && percents < 0.05) return "under 0.1%";
  return report::fixed(percents, percents > 0 && percents < 9.95 ? 1 : 0) + '%';
}

std::string count(std::int64_t number, std::string_view thing) {
  return std::to_string(number).append(" ").append(thing).append(number == 1 ? "" : "s");
}

std::vector<Check> examine(const Sources& sources, const Process& process, const Samples& samples) {
  const Subject subject{sources, process, samples, hypervisor(sources, process)};
  std::vector<Check> checks;
  for (const auto check :
       {check_governor, check_turbo, check_smt, check_heat, check_power, check_load,
        check_background, check_steal, check_quota, check_virtual, check_container, check_clock,
        check_layout, check_huge_pages, check_isolated, check_counters}) {
    checks.push_back(check(subject));
  }
  return checks;
}

formats::Configuration describe_conditions() {
  const Sources sources;
  const Process process = this_process();
  formats::Configuration settings = describe_machine(sources, process).settings;
  std::string disturbed;
  for (const Check& check :
       examine(sources, process, take_samples(sources, std::chrono::milliseconds(100)))) {
    if (check.level == Check::Level::warning)
      disturbed += (disturbed.empty() ? "" : ", ") + check.name;
  }
  if (!disturbed.empty()) settings.push_back({"disturbed-by", disturbed});
  return settings;
}

}  // namespace benchdiff::harness

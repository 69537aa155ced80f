#include <benchdiff/harness/checks.h>
#include <benchdiff/harness/cpu_settings.h>
#include <benchdiff/harness/heat.h>
#include <benchdiff/report/number_text.h>

namespace benchdiff::harness {
namespace {

/// Why a setting of the processor isn't shown.
std::string hidden(const Subject& subject, std::string_view what) {
  if (subject.is_guest()) return "the host decides, and doesn't show it";
  return "the kernel shows no " + std::string(what);
}

/// `echo off | sudo tee FILE`.
std::string write_to(std::string_view value, std::string_view file) {
  return std::string("echo ").append(value).append(" | sudo tee ").append(file);
}

}  // namespace

Check check_governor(const Subject& subject) {
  const std::string name = "governor";
  const std::optional<std::string> found = governor(subject.sources);
  if (!found) return unknown(name, hidden(subject, "frequency scaling"));
  if (*found == "performance") return fine(name, *found);
  if (*found == "userspace") return fine(name, "userspace: a frequency set by hand");
  return warning(
      name, *found, "The frequency follows the load: short and first runs are slower.",
      {"Keep it high:",
       write_to("performance", "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor")});
}

Check check_turbo(const Subject& subject) {
  const std::string name = "turbo";
  const std::optional<Turbo> found = turbo(subject.sources);
  if (!found) return unknown(name, hidden(subject, "switch for it"));
  if (!found->on) return fine(name, "off");
  return warning(name, "on",
                 "The frequency depends on heat and on how many cores are busy: results drift.",
                 {"Turn it off while you measure:", write_to(found->off, found->file)});
}

Check check_smt(const Subject& subject) {
  const std::string name = "smt";
  const std::optional<bool> found = simultaneous_threads(subject.sources);
  if (!found) return unknown(name, hidden(subject, "state of it"));
  if (*found) {
    return note(name, "on: two threads or more share a core",
                "What runs on the other thread of a core slows down what is measured.",
                {"Keep the machine idle, or turn it off:",
                 write_to("off", "/sys/devices/system/cpu/smt/control")});
  }
  // What a guest takes for cores may be threads of the host.
  if (subject.is_guest()) return unknown(name, hidden(subject, ""));
  return fine(name, "off");
}

Check check_heat(const Subject& subject) {
  const std::string name = "heat";
  const std::optional<std::int64_t> now = subject.samples.after.throttles;
  const std::optional<std::int64_t> before = subject.samples.before.throttles;
  const std::optional<Heat> zone = hottest_zone(subject.sources);
  const auto degrees = [](double celsius) { return report::fixed(celsius, 0); };
  const std::string effect = "A hot processor is slowed down: results get worse as it goes on.";
  const Remedy remedy{"Let it cool down and cool it better, or lower its frequency.", ""};
  if (now && before && *now > *before) {
    return warning(name, "slowed down " + count(*now - *before, "time") + " just now", effect,
                   remedy);
  }
  constexpr double near = 5;
  if (zone && zone->celsius > zone->limit - near) {
    return warning(name,
                   degrees(zone->celsius) + " of " + degrees(zone->limit) + " degrees Celsius",
                   effect, remedy);
  }
  if (now && *now > 0) {
    return note(name, "slowed down " + count(*now, "time") + " since boot", effect, remedy);
  }
  if (zone) {
    return fine(name,
                degrees(zone->celsius) + " degrees Celsius, the limit is " + degrees(zone->limit));
  }
  if (now) return fine(name, "never slowed down since boot");
  return unknown(
      name, subject.is_guest() ? "the host doesn't show it" : "the kernel shows no temperatures");
}

Check check_power(const Subject& subject) {
  const std::string name = "power";
  const std::string folder = "/sys/class/power_supply/";
  if (!subject.sources.has(folder)) return unknown(name, "the kernel shows no supplies");
  bool has_plug = false, is_plugged = false, has_battery = false, is_drained = false;
  for (const std::string& supply : subject.sources.names(folder)) {
    const auto read = [&](const char* file) {
      return subject.sources.line(folder + supply + '/' + file);
    };
    // The battery of a mouse or a headset.
    if (read("scope") == "Device") continue;
    if (read("type") == "Battery") {
      has_battery = true;
      is_drained = is_drained || read("status") == "Discharging";
    } else if (const auto online = read("online")) {
      has_plug = true;
      is_plugged = is_plugged || *online != "0";
    }
  }
  if (is_plugged) return fine(name, "plugged in");
  if (is_drained || (has_battery && has_plug)) {
    return warning(name, "on battery", "The processor is held back to save power.",
                   {"Plug it in.", ""});
  }
  if (has_battery) return unknown(name, "the battery doesn't say whether it is used");
  return fine(name, "no battery");
}

}  // namespace benchdiff::harness

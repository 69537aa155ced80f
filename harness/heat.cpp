#include <benchdiff/harness/heat.h>

#include <algorithm>
#include <string>

namespace benchdiff::harness {
namespace {

/// A temperature that a zone tells in thousandths of a degree. Firmware leaves limits at 0, at
/// -273 or beyond all sense where it has none.
std::optional<double> celsius(const Sources& sources, const std::string& path) {
  const std::optional<std::int64_t> thousandths = sources.number(path);
  if (!thousandths || *thousandths <= 0 || *thousandths > 150'000) return std::nullopt;
  return static_cast<double>(*thousandths) * 1e-3;
}

/// The lowest temperature at which a zone is slowed down or turned off. That at which a fan starts
/// (`active`) isn't one.
std::optional<double> limit(const Sources& sources, const std::string& zone) {
  std::optional<double> lowest;
  for (const std::string& name : sources.names(zone, "trip_point_")) {
    if (!name.ends_with("_type")) continue;
    const std::string point = zone + '/' + name.substr(0, name.size() - 5);
    const std::optional<std::string> type = sources.line(point + "_type");
    if (type != "passive" && type != "hot" && type != "critical") continue;
    const std::optional<double> trip = celsius(sources, point + "_temp");
    constexpr double room = 45;
    if (trip && *trip > room) lowest = std::min(lowest.value_or(*trip), *trip);
  }
  return lowest;
}

}  // namespace

std::optional<std::int64_t> thermal_throttles(const Sources& sources) {
  constexpr const char* folder = "/sys/devices/system/cpu/";
  std::optional<std::int64_t> sum;
  for (const std::string& cpu : sources.names(folder, "cpu")) {
    const auto count = sources.number(folder + cpu + "/thermal_throttle/core_throttle_count");
    constexpr std::int64_t most = std::int64_t{1} << 40U;
    if (count && *count >= 0) sum = sum.value_or(0) + std::min(*count, most);
  }
  return sum;
}

std::optional<Heat> hottest_zone(const Sources& sources) {
  constexpr const char* folder = "/sys/class/thermal/";
  std::optional<Heat> nearest;
  for (const std::string& name : sources.names(folder, "thermal_zone")) {
    const auto now = celsius(sources, folder + name + "/temp");
    const auto most = limit(sources, folder + name);
    if (!now || !most) continue;
    if (!nearest || *most - *now < nearest->limit - nearest->celsius) nearest = {*now, *most};
  }
  return nearest;
}

}  // namespace benchdiff::harness

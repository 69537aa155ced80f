#include <benchdiff/report/render_codequality.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/json_writer.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/shorten.h>
#include <benchdiff/report/standouts.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

/// 128 bits of a text, from two runs of FNV-1a (Fowler, Noll and Vo) with 64 bits.
class Hash {
 public:
  /// Adds a text so that no other texts in a row add the same.
  void add(std::string_view text) {
    const std::uint64_t size = text.size();
    for (unsigned shift = 0; shift < 64; shift += 8) {
      add_byte(static_cast<std::uint8_t>(size >> shift));
    }
    for (const char c : text) {
      add_byte(static_cast<std::uint8_t>(c));
    }
  }

  [[nodiscard]] std::string text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t half : {first_, second_}) {
      for (int shift = 60; shift >= 0; shift -= 4) {
        text += digits[(half >> static_cast<unsigned>(shift)) & 0xFU];
      }
    }
    return text;
  }

 private:
  void add_byte(std::uint8_t byte) {
    constexpr std::uint64_t prime = 0x100000001b3;
    constexpr std::uint8_t other = 0x5a;
    first_ = (first_ ^ byte) * prime;
    second_ = (second_ ^ (byte ^ other)) * prime;
  }

  std::uint64_t first_ = 0xcbf29ce484222325;
  std::uint64_t second_ = 0x84222325cbf29ce4;
};

bool is_issue(const Standout& standout) {
  const Comparison& comparison = standout.comparison();
  return standout.urgency == Urgency::failed || comparison.verdict == Verdict::worse ||
         (comparison.verdict == Verdict::unclear && comparison.leaning == Verdict::worse);
}

std::string_view severity_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::failed:
      return "critical";
    case Urgency::worse:
      return "major";
    case Urgency::leaning:
      return "minor";
    case Urgency::inconclusive:
    case Urgency::changed:
    case Urgency::excused:
    case Urgency::none:
      break;
  }
  return "info";
}

std::string_view check_of(const Comparison& comparison) {
  switch (comparison.verdict) {
    case Verdict::worse:
      return "benchdiff.worse";
    case Verdict::unclear:
      return comparison.leaning == Verdict::worse ? "benchdiff.leans-worse" : "benchdiff.unclear";
    case Verdict::changed:
      return "benchdiff.changed";
    case Verdict::same:
    case Verdict::better:
      break;
  }
  return "benchdiff.gated";
}

Hash hash_of(const Report& report, const Standout& standout) {
  Hash hash;
  hash.add(standout.row->label);
  hash.add(standout.table->unit);
  for (const formats::Setting& setting : *standout.table->settings) {
    hash.add(setting.key);
    hash.add(setting.value);
  }
  // Of two columns there is but one to be worse, and its name may be that of a commit.
  if (report.columns.size() > 2) {
    hash.add(standout.column(report));
  }
  return hash;
}

std::string description_of(const Report& report, const Standout& standout) {
  constexpr std::size_t longest_reason = 200;
  const Comparison& comparison = standout.comparison();
  std::string text = standout_line(report, standout, TextWords(Charset::utf8));
  text.append(", ").append(verdict_word(comparison.verdict, comparison.leaning));
  const GateMark& gate = comparison.gate;
  if (gate.state != Gated::not_gated && gate.state != Gated::passed) {
    text.append(", ").append(gate_word(gate.state));
    text.append(gate.why.empty() ? "" : ": ").append(shorten(printable(gate.why), longest_reason));
  }
  return text;
}

std::string_view path_of(const Report& report, const Cell& cell) {
  const std::string_view path =
      cell.source < report.sources.size() ? std::string_view(report.sources[cell.source]) : "";
  if (path.empty() || path == "-") {
    return "(standard input)";
  }
  return path.starts_with("./") && path.size() > 2 ? path.substr(2) : path;
}

void write_issue(const Report& report, const Standout& standout, std::string_view fingerprint,
                 JsonWriter& json) {
  json.new_line();
  json.begin_object();
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.text(value);
  };
  text("description", description_of(report, standout));
  text("check_name", check_of(standout.comparison()));
  text("fingerprint", fingerprint);
  text("severity", severity_of(standout.urgency));
  json.key("location");
  json.begin_object();
  text("path", path_of(report, *standout.cell));
  json.key("lines");
  json.begin_object();
  json.count("begin", std::max<std::uint64_t>(1, standout.cell->line));
  json.end_object();
  json.end_object();
  json.end_object();
}

}  // namespace

void render_codequality(const Report& report, std::string& out) {
  JsonWriter json(out);
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, Hash> last_of;  // what is alike: by its first fingerprint
  json.begin_array();
  for (const Standout& standout : find_standouts(report)) {
    if (!is_issue(standout)) {
      continue;
    }
    const Hash first = hash_of(report, standout);
    Hash& last = last_of.try_emplace(first.text(), first).first->second;
    std::string fingerprint = last.text();
    while (!taken.insert(fingerprint).second) {
      last.add("again");
      fingerprint = last.text();
    }
    write_issue(report, standout, fingerprint, json);
  }
  if (!taken.empty()) {
    json.new_line();
  }
  json.end_array();
  out += '\n';
}

}  // namespace benchdiff::report

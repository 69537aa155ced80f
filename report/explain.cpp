#include <benchdiff/report/explain.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <unordered_map>
#include <unordered_set>

#include <benchdiff/report/explain_verdict.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

/// Whether a label is a name and a part behind it.
bool begins_with(std::string_view label, std::string_view name) {
  return label.starts_with(name) && label.size() > name.size() && !name.empty() &&
         (label[name.size()] == '/' || label[name.size()] == '-');
}

/// One comparison, or one sample that is compared with none, with where it stands.
struct Place {
  const Table& table;
  const Row& row;
  const Cell* baseline;
  const Cell& cell;
};

class Explainer {
 public:
  Explainer(const Report& report, Charset charset, std::string& out)
      : report_(report), words_(charset), charset_(charset), out_(out) {}

  void operator()(const Place& at) {
    scale_ = row_scale(at.table, at.row);
    title(at);
    if (!at.cell.comparison) {
      step("runs", runs(at, at.cell));
      warnings(at.cell.warnings);
      step("verdict", "none: there is nothing to compare it with");
      return;
    }
    const Comparison& comparison = *at.cell.comparison;
    step("runs", runs(at, *at.baseline));
    step("", runs(at, at.cell));
    warnings(at.baseline->warnings);
    warnings(at.cell.warnings);
    if (comparison.tested) {
      step("change", change(at));
      step("test", test(comparison));
      step("correction", correction(comparison));
    } else {
      step("change", fact(at));
    }
    step("matters", matters(at));
    step("verdict", explain_verdict(report_, at.table, comparison, words_, scale_));
    if (comparison.tested) step("power", power(at));
    warnings(comparison.warnings);
    step("gate", gate(comparison));
  }

 private:
  void title(const Place& at) {
    if (!out_.empty()) out_ += '\n';
    std::string text(at.row.label);
    text.append(words_.dot()).append(at.table.unit);
    if (at.cell.comparison) {
      text.append(words_.dot())
          .append(column(at.table, *at.baseline))
          .append(words_.arrow())
          .append(column(at.table, at.cell))
          .append(": ")
          .append(verdict_word(at.cell.comparison->verdict, at.cell.comparison->leaning));
    }
    line(text);
    std::string settings;
    for (const auto& [key, value] : *at.table.settings) {
      if (!value.empty()) {
        settings.append(settings.empty() ? "" : words_.dot()).append(key + ": " + value);
      }
    }
    if (!settings.empty()) line(settings);
  }

  void line(std::string_view text) { out_.append(printable(text, charset_)) += '\n'; }

  /// A step under its name, broken into lines between words.
  void step(std::string_view name, const std::string& text) {
    constexpr std::size_t indent = 13;
    constexpr std::size_t width = 100;
    std::string row = "  " + std::string(name);
    row.resize(indent, ' ');
    std::size_t column = indent;
    const std::string clean = printable(text, charset_);
    for (std::string_view rest = clean; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, end);
      const std::size_t size = display_width(word);
      if (column > indent && column + 1 + size > width) {
        out_.append(row) += '\n';
        row.assign(indent, ' ');
        column = indent;
      }
      if (column > indent) {
        row += ' ';
        ++column;
      }
      row += word;
      column += size;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    out_.append(row) += '\n';
  }

  void warnings(const std::vector<Warning>& warnings) {
    for (const Warning& warning : warnings) {
      step("note", warning.text + (warning.detail.empty() ? "" : " (" + warning.detail + ")"));
    }
  }

  [[nodiscard]] const std::string& column(const Table& table, const Cell& cell) const {
    return report_.columns[table.column_places[cell.column]];
  }

  [[nodiscard]] std::string number(double value, const Place& at) const {
    return words_.value(value, scale_, at.table.unit);
  }

  [[nodiscard]] std::string runs(const Place& at, const Cell& cell) const {
    std::string text = column(at.table, cell) + ": " + std::to_string(cell.runs) +
                       (cell.runs == 1 ? " run" : " runs") + ", median " + number(cell.center, at);
    if (cell.low == cell.high) {
      text += cell.runs > 1 ? ", all the same" : "";
    } else if (std::isfinite(cell.low) && std::isfinite(cell.high)) {
      text += ", which lies between " + number(cell.low, at) + " and " + number(cell.high, at) +
              " at " + percent(cell.level);
    }
    return text + first_runs(cell, at);
  }

  /// The runs in their order, as far as they can be taken in.
  [[nodiscard]] std::string first_runs(const Cell& cell, const Place& at) const {
    constexpr std::size_t most = 20;
    const auto values = report_.values_of(cell);
    if (values.empty() || cell.low == cell.high) return {};
    std::string text = "; in order:";
    for (const double value : values.first(std::min(values.size(), most))) {
      text += " " + number(value * cell.factor, at);
    }
    return values.size() > most ? text + " and " + std::to_string(values.size() - most) + " more"
                                : text;
  }

  static std::string percent(double level) { return fixed(level * 100, 1) + "%"; }

  [[nodiscard]] std::string change(const Place& at) const {
    const Comparison& comparison = *at.cell.comparison;
    const stats::Change& change = comparison.change;
    if (comparison.refusal || std::isnan(change.estimate)) return "there is no estimate of it";
    const std::string pairs = std::to_string(comparison.old_runs * comparison.new_runs);
    const bool by_pairs = report_.test == stats::Test::mann_whitney;
    const bool ratio = change.kind == stats::Change::Kind::ratio;
    const std::string what =
        by_pairs ? "the median of all " + pairs + (ratio ? " ratios of" : " differences between") +
                       " a new run " + (ratio ? "to" : "and") + " an old one is "
                 : "by " + test_words(report_.test, report_.statistic) + " it is ";
    const std::string interval = words_.interval(change, scale_, at.table.unit);
    return what + words_.change(*at.baseline, at.cell, scale_, at.table.unit) +
           (interval.empty() ? ""
                             : ", with an interval " + interval + " at " + percent(change.level));
  }

  [[nodiscard]] std::string fact(const Place& at) const {
    const std::string why = at.table.exact ? "the file says that the unit is exact"
                                           : "the unit counts, and varies on neither side";
    return why + ", so the values are known: " + number(at.baseline->center, at) +
           std::string(words_.arrow()) + number(at.cell.center, at) + ", a change of " +
           words_.change(*at.baseline, at.cell, scale_, at.table.unit) + "; nothing is tested";
  }

  [[nodiscard]] std::string test(const Comparison& comparison) const {
    if (comparison.refusal) return "it can't be made; see the note";
    std::string text = test_words(report_.test, report_.statistic);
    text += comparison.exact ? " (exact)" : "";
    text += ": p = " + TextWords::p(comparison) +
            ", the chance of runs that differ as much if nothing had changed";
    if (comparison.smallest_p > 0) {
      Comparison smallest;
      smallest.p = comparison.smallest_p;
      smallest.log_p = std::log(comparison.smallest_p);
      text += "; no p of runs like these is below " + TextWords::p(smallest);
    }
    return text;
  }

  [[nodiscard]] std::string correction(const Comparison& comparison) const {
    const std::string alpha = shortest(report_.alpha);
    const bool significant = comparison.adjusted_p <= report_.alpha;
    const std::string against =
        significant ? ", which is at most " + alpha : ", which isn't at most " + alpha;
    const std::string_view name = correction_name(report_.correction);
    if (name.empty() || report_.tests < 2) {
      return (name.empty() ? "none: p is " : "none is needed for a single test: p is ") +
             TextWords::p(comparison) + against;
    }
    return "for there being " + std::to_string(report_.tests) + " tests, by " + std::string(name) +
           ": adj p = " + TextWords::adjusted_p(comparison) + against;
  }

  [[nodiscard]] std::string matters(const Place& at) const {
    const Comparison& comparison = *at.cell.comparison;
    const stats::Change band{comparison.change.none(), comparison.band.low, comparison.band.high, 0,
                             comparison.change.kind};
    const std::string inside = words_.interval(band, scale_, at.table.unit);
    return inside.empty() ? "any change does"
                          : "changes within " + inside + " don't (--min-effect)";
  }

  [[nodiscard]] std::string power(const Place& at) const {
    const Comparison& comparison = *at.cell.comparison;
    if (!is_known(comparison)) return "what change these runs would show isn't known";
    const std::string detects = words_.detectable(comparison, scale_, at.table.unit);
    const std::string runs = words_.to_settle(comparison);
    std::string text = detects.empty()
                           ? "what change these runs would show isn't known"
                           : "four times of five these runs show a change of " + detects;
    return text + (runs.empty() ? "" : "; " + runs + " a side would settle it");
  }

  [[nodiscard]] std::string gate(const Comparison& comparison) const {
    if (!report_.gate) return "there is none (--fail-on)";
    const GateMark& mark = comparison.gate;
    switch (mark.state) {
      case Gated::not_gated:
        return "no rule is about it";
      case Gated::passed:
        return "passes " + mark.why;
      case Gated::failed:
        return "fails " + mark.why;
      case Gated::inconclusive:
        return "inconclusive, by " + mark.why;
      case Gated::muted:
        return "muted by " + mark.why;
      case Gated::waived:
        break;
    }
    return "waived: " + mark.why;
  }

  const Report& report_;
  TextWords words_;
  Charset charset_;
  std::string& out_;
  Scale scale_;
};

}  // namespace

namespace {

/// How a label matches what is looked for, the best first.
enum class Match { same, same_as_shown, longer, none };

Match match_of(std::string_view label, std::string_view name, std::string& scratch) {
  if (label == name) return Match::same;
  if (printable(label, Charset::utf8, scratch) == name ||
      printable(label, Charset::ascii, scratch) == name) {
    return Match::same_as_shown;
  }
  return begins_with(label, name) ? Match::longer : Match::none;
}

}  // namespace

std::vector<std::string> find_benchmarks(const Report& report, std::string_view name) {
  std::unordered_set<std::string_view> seen;
  std::array<std::vector<std::string>, 3> found;
  std::string scratch;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      if (!seen.insert(row.label).second) continue;
      const Match match = match_of(row.label, name, scratch);
      if (match != Match::none) found[static_cast<std::size_t>(match)].emplace_back(row.label);
    }
  }
  const auto best = std::ranges::find_if(found, [](const auto& labels) { return !labels.empty(); });
  return best == found.end() ? std::vector<std::string>() : *best;
}

void explain(const Report& report, std::string_view name, Charset charset, std::string& out) {
  const std::vector<std::string> labels = find_benchmarks(report, name);
  std::unordered_map<std::string_view, std::size_t> places;
  for (const std::string& label : labels) places.emplace(label, places.size());
  std::vector<std::vector<Place>> by_label(labels.size());
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      const auto at = places.find(row.label);
      if (at == places.end()) continue;
      const Cell* baseline = table.baseline_of(row);
      const bool alone = row.cell_count == 1 || baseline == nullptr;
      for (const Cell& cell : table.cells_of(row)) {
        if (alone || cell.comparison) {
          by_label[at->second].push_back({table, row, baseline, cell});
        }
      }
    }
  }
  Explainer explain_one(report, charset, out);
  for (const std::vector<Place>& of_label : by_label) {
    for (const Place& place : of_label) explain_one(place);
  }
}

}  // namespace benchdiff::report

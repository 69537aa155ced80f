#include <benchdiff/report/render_json.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <string_view>
#include <vector>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/fits_json.h>
#include <benchdiff/report/json_words.h>
#include <benchdiff/report/json_writer.h>
#include <benchdiff/report/one_sided.h>
#include <benchdiff/report/samples_json.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class ReportWriter {
 public:
  ReportWriter(const Report& report, std::string& out) : report_(report), json_(out) {}

  void write() {
    json_.begin_object();
    json_.text("benchdiff", "report/1");
    write_outcome();
    write_rule();
    write_sides();
    write_gate();
    line("tables");
    json_.begin_array();
    for (const Table& table : report_.tables) write(table);
    json_.end_array();
    line("fits");
    append_fits(report_, json_);
    line("samples");
    append_samples_json(report_, json_.value());
    json_.new_line();
    json_.end_object();
  }

 private:
  void line(std::string_view name) {
    json_.new_line();
    json_.key(name);
  }

  /// What came out, first of all.
  void write_outcome() {
    const Counts& counts = report_.counts;
    line("counts");
    json_.begin_object();
    json_.count("worse", counts.worse);
    json_.count("better", counts.better);
    json_.count("same", counts.same);
    json_.count("unclear", counts.unclear);
    json_.count("changed", counts.changed);
    json_.count("leaning_worse", counts.leaning_worse);
    json_.count("leaning_better", counts.leaning_better);
    json_.end_object();
    line("verdicts");
    json_.text(count_verdicts(counts));
    line("next_step");
    std::string next = next_step(report_, TextWords(Charset::utf8));
    constexpr std::string_view prefix = "next: ";
    json_.text(std::string_view(next).substr(next.starts_with(prefix) ? prefix.size() : 0));
    line("wants_comparison");
    json_.boolean(report_.wants_comparison);
    json_.boolean("faulty_input", report_.faulty_input);
  }

  /// What decides.
  void write_rule() {
    line("alpha");
    json_.number(report_.alpha);
    json_.number("confidence", report_.confidence);
    json_.text("test", word(test_words_for_programs, report_.test));
    json_.key("statistic");
    json_.begin_object();
    json_.text("kind", word(statistic_words, report_.statistic.kind));
    const bool is_quantile = report_.statistic.kind == stats::Statistic::Kind::quantile;
    json_.number("q", is_quantile ? report_.statistic.q : nan);
    json_.end_object();
    json_.text("correction", word(correction_words, report_.correction));
    json_.count("tests", report_.tests);
    json_.number("expected_false_alarms", report_.expected_false_alarms);
  }

  void write_sides() {
    json_.new_line();
    json_.texts("columns", report_.columns);
    json_.new_line();
    json_.texts("sources", report_.sources);
    line("differences");
    json_.begin_array();
    for (const Difference& difference : report_.differences) {
      json_.begin_object();
      json_.text("key", difference.key);
      json_.texts("values", difference.values);
      json_.end_object();
    }
    json_.end_array();
    const OneSided one_sided = find_one_sided(report_);
    json_.new_line();
    json_.texts("added", one_sided.added);
    json_.new_line();
    json_.texts("removed", one_sided.removed);
    line("only_in_baseline");
    json_.count(report_.only_in_baseline);
    json_.count("without_baseline", report_.without_baseline);
    json_.count("without_common_unit", report_.without_common_unit);
    json_.texts("keeping_apart", report_.keeping_apart);
  }

  void write_gate() {
    line("gate");
    if (!report_.gate) {
      json_.null();
      return;
    }
    const GateOutcome& gate = *report_.gate;
    json_.begin_object();
    json_.text("result", word(gate_result_words, gate.result));
    json_.texts("rules", gate.rules);
    json_.count("failed", gate.failed);
    json_.count("inconclusive", gate.inconclusive);
    json_.count("waived", gate.waived);
    json_.count("muted", gate.muted);
    json_.count("gone", gate.gone);
    json_.texts("remarks", gate.remarks);
    json_.end_object();
  }

  void write(const Table& table) {
    json_.new_line();
    json_.begin_object();
    json_.count("group", table.group);
    json_.key("settings");
    json_.begin_array();
    for (const auto& [key, value] : *table.settings) {
      json_.begin_object();
      json_.text("key", key);
      json_.text("value", value);
      json_.end_object();
    }
    json_.end_array();
    json_.text("unit", table.unit);
    json_.text("better", word(better_words, table.better));
    json_.boolean("exact", table.exact);
    write("min_effect", table.min_effect);
    write("min_effect_of_facts", table.min_effect_of_facts);
    json_.boolean("has_baseline", table.has_baseline);
    json_.key("columns");
    json_.begin_array();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      json_.begin_object();
      json_.count("column", table.column_places[i]);
      json_.texts("fields", table.columns[i]);
      json_.end_object();
    }
    json_.end_array();
    json_.key("rows");
    json_.begin_array();
    for (const Row& row : table.rows) write(table, row);
    json_.end_array();
    line("summaries");
    json_.begin_array();
    for (std::size_t i = 0; i < table.summaries.size(); ++i) {
      write(table.column_places[i], table.summaries[i]);
    }
    json_.end_array();
    json_.end_object();
  }

  void write(std::string_view name, const stats::MinEffect& effect) {
    json_.key(name);
    json_.begin_object();
    json_.number("relative", effect.relative);
    json_.number("absolute", effect.absolute);
    json_.end_object();
  }

  void write(const Table& table, const Row& row) {
    json_.new_line();
    json_.begin_object();
    json_.text("name", row.label);
    json_.key("cells");
    json_.begin_array();
    for (const Cell& cell : table.cells_of(row)) write(table.column_places[cell.column], cell);
    json_.end_array();
    json_.end_object();
  }

  void write(std::uint32_t column, const Cell& cell) {
    json_.begin_object();
    json_.count("column", column);
    json_.count("runs", cell.runs);
    json_.number("center", cell.center);
    json_.number("low", cell.low);
    json_.number("high", cell.high);
    json_.number("level", cell.level);
    json_.count("source", cell.source);
    json_.count("line", cell.line);
    if (cell.comparison) write(*cell.comparison);
    write_warnings(cell.warnings);
    json_.end_object();
  }

  void write(const Comparison& comparison) {
    json_.key("comparison");
    json_.begin_object();
    json_.text("verdict", word(verdict_words, comparison.verdict));
    write_leaning(comparison.leaning);
    write(comparison.change);
    write_test(comparison);
    json_.key("band");
    json_.begin_object();
    json_.number("low", comparison.band.low);
    json_.number("high", comparison.band.high);
    json_.end_object();
    json_.number("detectable", comparison.detectable);
    json_.number("detectable_by_noether", comparison.detectable_by_noether);
    json_.key("runs_to_settle");
    if (comparison.runs_to_settle) {
      json_.count(*comparison.runs_to_settle);
    } else {
      json_.null();
    }
    write_effect(comparison);
    json_.count("old_runs", comparison.old_runs);
    json_.count("new_runs", comparison.new_runs);
    json_.boolean("all_equal", comparison.all_equal);
    write_findings(comparison.findings);
    if (comparison.refusal) json_.text("refusal", word(refusal_words, *comparison.refusal));
    if (comparison.gate.state != Gated::not_gated) {
      json_.key("gate");
      json_.begin_object();
      json_.text("state", word(gated_words, comparison.gate.state));
      json_.text("why", comparison.gate.why);
      json_.end_object();
    }
    write_warnings(comparison.warnings);
    json_.end_object();
  }

  /// What an unclear verdict leans to, and null for all others.
  void write_leaning(Verdict leaning) {
    json_.key("leaning");
    if (leaning == Verdict::unclear) {
      json_.null();
    } else {
      json_.text(word(verdict_words, leaning));
    }
  }

  void write(const stats::Change& change) {
    json_.key("change");
    json_.begin_object();
    json_.text("kind", word(change_kind_words, change.kind));
    json_.number("estimate", change.estimate);
    json_.number("low", change.low);
    json_.number("high", change.high);
    json_.number("level", change.level);
    json_.end_object();
  }

  /// What is known exactly isn't tested, and has no p.
  void write_test(const Comparison& comparison) {
    const auto of_test = [&](double value) { return comparison.tested ? value : nan; };
    json_.boolean("tested", comparison.tested);
    json_.number("p", of_test(comparison.p));
    json_.number("log10_p", of_test(comparison.log_p / std::numbers::ln10));
    json_.number("adjusted_p", of_test(comparison.adjusted_p));
    json_.number("smallest_p", of_test(comparison.smallest_p));
    json_.number("size", of_test(comparison.size));
    json_.boolean("exact_p", comparison.tested && comparison.exact);
    json_.number("direction", comparison.direction);
  }

  void write_effect(const Comparison& comparison) {
    json_.key("cliffs_delta");
    if (!comparison.tested) {
      json_.null();
      return;
    }
    json_.begin_object();
    json_.number("delta", comparison.effect.delta);
    json_.number("low", comparison.effect.interval.low);
    json_.number("high", comparison.effect.interval.high);
    json_.number("level", comparison.effect.interval.level);
    json_.end_object();
  }

  void write_findings(std::span<const stats::Finding> findings) {
    if (findings.empty()) return;
    json_.key("findings");
    json_.begin_array();
    for (const stats::Finding& finding : findings) {
      json_.begin_object();
      json_.text("kind", word(finding_kind_words, finding.kind));
      json_.text("side", word(finding_side_words, finding.side));
      json_.number("amount", finding.amount);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_warnings(std::span<const Warning> warnings) {
    if (warnings.empty()) return;
    json_.key("warnings");
    json_.begin_array();
    for (const Warning& warning : warnings) {
      json_.begin_object();
      json_.text("kind", word(warning_kind_words, warning.kind));
      json_.text("text", warning.text);
      if (!warning.detail.empty()) json_.text("detail", warning.detail);
      json_.end_object();
    }
    json_.end_array();
  }

  void write(std::uint32_t column, const ColumnSummary& summary) {
    json_.begin_object();
    json_.count("column", column);
    json_.number("geomean", summary.geomean.value_or(nan));
    json_.number("geomean_ratio", summary.geomean_ratio.value_or(nan));
    if (summary.change) {
      write(*summary.change);
      json_.text("verdict", word(verdict_words, summary.decision.verdict));
      write_leaning(summary.decision.leaning);
    }
    write_warnings(summary.warnings);
    json_.end_object();
  }

  const Report& report_;
  JsonWriter json_;
};

}  // namespace

void render_json(const Report& report, std::string& out) {
  ReportWriter(report, out).write();
  out += '\n';
}

}  // namespace benchdiff::report

#include <benchdiff/report/gate.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

#include <benchdiff/report/day.h>
#include <benchdiff/report/one_sided.h>
#include <benchdiff/report/row_query.h>

namespace benchdiff::report {

void Gate::fail_on(std::string_view rule) {
  auto rules = parse_gate_rules(rule);
  texts_.emplace_back(rule);
  std::ranges::move(rules, std::back_inserter(rules_));
}

void Gate::mute(std::string_view query) { mutes_.push_back({std::string(query), Filter(query)}); }

/// A report while it is held against a gate.
class Gate::Holding {
 public:
  Holding(const Gate& gate, Report& report, std::chrono::year_month_day today)
      : gate_(gate),
        report_(report),
        today_(today),
        query_(report),
        about_(gate.rules_.size()),
        needed_(gate.waivers_.size()),
        mutes_used_(gate.mutes_.size()) {}

  void run() {
    for (Table& table : report_.tables) {
      for (const Row& row : table.rows) {
        const Cell* baseline = table.baseline_of(row);
        for (std::size_t i = row.first_cell; i < row.first_cell + row.cell_count; ++i) {
          Cell& cell = table.cells[i];
          if (cell.comparison && baseline != nullptr) mark({table, row, *baseline, cell});
        }
      }
    }
    find_gone();
    outcome_.rules = gate_.texts_;
    outcome_.result = result();
    remark();
    report_.gate = std::move(outcome_);
  }

 private:
  struct Place {
    const Table& table;
    const Row& row;
    const Cell& baseline;
    Cell& cell;
  };

  [[nodiscard]] bool is_meant(const Filter& filter, const Place& at) {
    return query_.matches(filter, at.table, at.row, at.cell);
  }

  void mark(const Place& at) {
    GateMark& mark = at.cell.comparison->gate;
    mark = judge(at);
    if (mark.state == Gated::failed || mark.state == Gated::inconclusive) waive(at, mark);
    outcome_.failed += mark.state == Gated::failed ? 1 : 0;
    outcome_.inconclusive += mark.state == Gated::inconclusive ? 1 : 0;
    outcome_.waived += mark.state == Gated::waived ? 1 : 0;
    outcome_.muted += mark.state == Gated::muted ? 1 : 0;
  }

  GateMark judge(const Place& at) {
    const std::vector<const GateRule*> rules = rules_about(at);
    for (std::size_t i = 0; i < gate_.mutes_.size(); ++i) {
      if (!is_meant(gate_.mutes_[i].filter, at)) continue;
      mutes_used_[i] = true;
      return {Gated::muted, gate_.mutes_[i].query};
    }
    const GateRule* holding = nullptr;
    const GateRule* unclear = nullptr;
    for (const GateRule* rule : rules) {
      const bool fails = report::fails(*rule, report_, at.table, at.baseline, at.cell);
      const bool is_failure = rule->kind != GateRule::Kind::unclear;
      if (fails && is_failure) return {Gated::failed, rule->text};
      holding = holding == nullptr || is_failure ? rule : holding;
      unclear = fails ? rule : unclear;
    }
    if (unclear != nullptr) return {Gated::inconclusive, unclear->text};
    if (holding == nullptr) return {};
    cant_fail_ += cant_fail(*at.cell.comparison, report_.alpha) ? 1 : 0;
    return {Gated::passed, holding->text};
  }

  /// The rules that count for a comparison.
  std::vector<const GateRule*> rules_about(const Place& at) {
    std::vector<const GateRule*> rules;
    int most_special = 0;
    for (std::size_t i = 0; i < gate_.rules_.size(); ++i) {
      const GateRule& rule = gate_.rules_[i];
      if (rule.kind == GateRule::Kind::gone) continue;
      if ((rule.unit && *rule.unit != at.table.unit) || (rule.query && !is_meant(*rule.query, at)))
        continue;
      about_[i] = true;
      rules.push_back(&rule);
      if (limits(rule)) most_special = std::max(most_special, speciality(rule));
    }
    std::erase_if(rules, [&](const GateRule* rule) {
      return limits(*rule) && speciality(*rule) < most_special;
    });
    return rules;
  }

  /// Whether a rule says how much worse something may get.
  static bool limits(const GateRule& rule) {
    return rule.kind == GateRule::Kind::worse || rule.kind == GateRule::Kind::beyond;
  }

  void waive(const Place& at, GateMark& mark) {
    bool waived = false;
    for (std::size_t i = 0; i < gate_.waivers_.size(); ++i) {
      const Waiver& waiver = gate_.waivers_[i];
      if (!is_meant(waiver.filter, at)) continue;
      needed_[i] = true;
      if (waiver.expires < today_ || std::exchange(waived, true)) continue;
      mark = {Gated::waived, waiver.reason + " (until " + day_text(waiver.expires) + ")"};
    }
  }

  /// Counts the benchmarks that went, by the rules that fail on that.
  void find_gone() {
    const auto removed = find_one_sided(report_).removed;
    const std::set<std::string_view> names(removed.begin(), removed.end());
    std::set<std::string_view> gone;
    for (std::size_t i = 0; i < gate_.rules_.size(); ++i) {
      const GateRule& rule = gate_.rules_[i];
      if (rule.kind != GateRule::Kind::gone) continue;
      about_[i] = true;  // that nothing went is as it should be
      for (const Table& table : report_.tables) {
        for (const Row& row : table.rows) {
          const Cell* baseline = table.baseline_of(row);
          if (baseline == nullptr || row.cell_count > 1 || !names.contains(row.label)) continue;
          if (rule.query && !query_.matches(*rule.query, table, row, *baseline)) continue;
          gone.insert(row.label);
        }
      }
    }
    outcome_.gone = gone.size();
  }

  [[nodiscard]] GateResult result() const {
    if (outcome_.failed + outcome_.gone > 0) return GateResult::failed;
    const bool about_some = std::ranges::find(about_, true) != about_.end();
    if (!gate_.rules_.empty() && (!about_some || report_.counts.total() == 0)) {
      return GateResult::nothing;
    }
    return outcome_.inconclusive > 0 ? GateResult::inconclusive : GateResult::passed;
  }

  void remark() {
    for (std::size_t i = 0; i < mutes_used_.size(); ++i) {
      if (!mutes_used_[i]) add_remark("no comparison is muted by " + gate_.mutes_[i].query);
    }
    if (gate_.rules_.empty()) return;
    for (std::size_t i = 0; i < gate_.rules_.size(); ++i) {
      if (!about_[i]) {
        add_remark("no comparison is one that " + gate_.rules_[i].text + " is about");
      }
    }
    if (cant_fail_ > 0) {
      add_remark(std::to_string(cant_fail_) + (cant_fail_ == 1 ? " comparison" : " comparisons") +
                 " can't fail, however much changed: the runs are too few, aren't all numbers, or "
                 "no test can be made of them; --fail-on unclear tells");
    }
    for (std::size_t i = 0; i < gate_.waivers_.size(); ++i) {
      const Waiver& waiver = gate_.waivers_[i];
      const bool over = waiver.expires < today_;
      if (needed_[i] && !over) continue;
      add_remark(
          "the waiver of " + waiver.query + " (" + waiver.reason + ") " +
          (over ? "is over since " + day_text(waiver.expires) : std::string()) +
          (needed_[i] ? "" : std::string(over ? " and " : "") + "isn't needed: nothing fails"));
    }
  }

  void add_remark(std::string remark) {
    if (std::ranges::find(outcome_.remarks, remark) == outcome_.remarks.end()) {
      outcome_.remarks.push_back(std::move(remark));
    }
  }

  const Gate& gate_;
  Report& report_;
  std::chrono::year_month_day today_;
  RowQuery query_;
  std::vector<bool> about_;       // by rule: a comparison is one that it is about
  std::vector<bool> needed_;      // by waiver: something fails that it is about
  std::vector<bool> mutes_used_;  // by mute: a comparison is one that it is about
  std::size_t cant_fail_ = 0;     // comparisons that pass as they can't but pass
  GateOutcome outcome_;
};

void Gate::hold(Report& report, std::chrono::year_month_day today) const {
  if (rules_.empty() && mutes_.empty()) return;
  Holding(*this, report, today).run();
}

int exit_status(GateResult result) {
  switch (result) {
    case GateResult::failed:
      return 1;
    case GateResult::nothing:
      return 2;
    case GateResult::inconclusive:
      return 3;
    case GateResult::passed:
      break;
  }
  return 0;
}

}  // namespace benchdiff::report

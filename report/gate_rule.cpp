#include <benchdiff/report/gate_rule.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <benchdiff/formats/unit.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/stats/compare.h>

namespace benchdiff::report {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Does something with a part of a text, and tells its faults by their places in the whole.
template <class Parse>
auto at(std::string_view text, std::size_t offset, Parse parse) {
  try {
    return parse();
  } catch (const QueryError& error) {
    throw QueryError(text, std::min(offset + error.offset(), text.size()), error.message());
  }
}

MinEffects amount_of(std::string_view amount) {
  MinEffects effects;
  effects.add(amount);
  return effects;
}

[[noreturn]] void fail(std::string_view text, std::size_t offset) {
  throw QueryError(text, offset,
                   "expected what to fail on: worse, worse:5%, leaning, unclear, gone, or a unit "
                   "with an amount such as ns/op:5%");
}

/// Adds what one word says to the rules.
void add_word(std::string_view text, std::size_t offset, std::string_view word,
              std::string_view query_text, const std::optional<Filter>& query,
              std::vector<GateRule>& rules) {
  GateRule rule{.text = std::string(query_text) + std::string(word), .query = query, .unit = {}};
  const std::size_t colon = word.rfind(':');
  const std::string_view before = word.substr(0, colon);
  if (word == "leaning") {
    rules.push_back(rule);
    rule.kind = GateRule::Kind::leaning;
  } else if (word == "unclear") {
    rule.kind = GateRule::Kind::unclear;
  } else if (word == "gone") {
    rule.kind = GateRule::Kind::gone;
  } else if (colon != std::string_view::npos) {
    constexpr std::array<std::string_view, 6> verdicts{"leaning", "unclear", "gone",
                                                       "better",  "same",    "changed"};
    const bool is_verdict = std::ranges::find(verdicts, before) != verdicts.end();
    if (is_verdict || before.find_first_of(":%") != std::string_view::npos) fail(text, offset);
    rule.kind = GateRule::Kind::beyond;
    if (before == "worse") {
      rule.most = at(text, offset + colon + 1, [&] { return amount_of(word.substr(colon + 1)); });
    } else {
      rule.most = at(text, offset, [&] { return amount_of(word); });
      rule.unit = rule.most.units().front();
    }
  } else if (word != "worse") {
    fail(text, offset);
  }
  rules.push_back(std::move(rule));
}

/// A query with a blank behind it, as it goes before what a rule fails on.
std::string query_before(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
  const std::size_t end = text.find_last_not_of(blanks) + 1;
  return end > begin ? std::string(text.substr(begin, end - begin)) + " " : std::string();
}

/// Whether something is counted, was never there before, and is in all new runs by more than `most`
/// allows.
bool appears_from_nothing(const GateRule& rule, const Report& report, const Table& table,
                          const Cell& baseline, const Cell& cell) {
  if (!formats::is_count(table.unit) || table.better != stats::Better::lower) return false;
  const bool by_amount = rule.kind == GateRule::Kind::beyond;
  const double most = by_amount ? std::max(0.0, rule.most.of(table.unit, true).absolute) : 0;
  const auto old_runs = report.values_of(baseline);
  const auto new_runs = report.values_of(cell);
  return !old_runs.empty() && !new_runs.empty() &&
         std::ranges::all_of(old_runs, [](double value) { return value == 0; }) &&
         std::ranges::all_of(new_runs, [&](double value) { return value * cell.factor > most; });
}

}  // namespace

std::vector<GateRule> parse_gate_rules(std::string_view text) {
  const std::size_t end = text.find_last_not_of(blanks) + 1;
  const std::size_t blank = text.substr(0, end).find_last_of(blanks);
  std::size_t offset = blank == std::string_view::npos ? 0 : blank + 1;
  std::optional<Filter> query;
  const std::string before = query_before(text.substr(0, offset));
  if (text.substr(0, offset).find_first_not_of(blanks) != std::string_view::npos) {
    query = at(text, 0, [&] { return Filter(text.substr(0, offset)); });
  }
  std::vector<GateRule> rules;
  for (std::string_view words = text.substr(offset, end - std::min(offset, end));;) {
    const std::string_view word = words.substr(0, words.find(','));
    add_word(text, offset, word, before, query, rules);
    if (word.size() == words.size()) return rules;
    words.remove_prefix(word.size() + 1);
    offset += word.size() + 1;
  }
}

bool fails(const GateRule& rule, const Report& report, const Table& table, const Cell& baseline,
           const Cell& cell) {
  const Comparison& comparison = *cell.comparison;
  const auto is_bad = [](Verdict verdict) {
    return verdict == Verdict::worse || verdict == Verdict::changed;
  };
  switch (rule.kind) {
    case GateRule::Kind::worse:
      return is_bad(comparison.verdict) ||
             appears_from_nothing(rule, report, table, baseline, cell);
    case GateRule::Kind::leaning:
      return comparison.verdict == Verdict::unclear && is_bad(comparison.leaning);
    case GateRule::Kind::unclear:
      return comparison.verdict == Verdict::unclear;
    case GateRule::Kind::gone:
      return false;
    case GateRule::Kind::beyond:
      break;
  }
  const stats::MinEffect most = rule.most.of(table.unit, !comparison.tested);
  return is_bad(stats::decide_beyond(
                    comparison, comparison.adjusted_p, baseline.center,
                    {.min_effect = most, .alpha = report.alpha, .better = table.better})
                    .verdict) ||
         appears_from_nothing(rule, report, table, baseline, cell);
}

bool cant_fail(const Comparison& comparison, double alpha) {
  return comparison.tested &&
         (comparison.refusal || std::isnan(comparison.p) || comparison.smallest_p > alpha ||
          !std::isfinite(comparison.change.estimate));
}

int speciality(const GateRule& rule) { return (rule.query ? 2 : 0) + (rule.unit ? 1 : 0); }

}  // namespace benchdiff::report

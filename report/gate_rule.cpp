#include <benchdiff/report/gate_rule.h>

#include <algorithm>
#include <utility>

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

/// Adds what one word says to the rules.
void add_word(std::string_view text, std::size_t offset, std::string_view word,
              const std::optional<Filter>& query, std::vector<GateRule>& rules) {
  GateRule rule{.text = std::string(text), .query = query, .unit = {}};
  const std::size_t colon = word.rfind(':');
  if (word == "leaning") {
    rules.push_back(rule);
    rule.kind = GateRule::Kind::leaning;
  } else if (word == "unclear") {
    rule.kind = GateRule::Kind::unclear;
  } else if (word.starts_with("worse:")) {
    rule.kind = GateRule::Kind::beyond;
    rule.most = at(text, offset + colon + 1, [&] { return amount_of(word.substr(colon + 1)); });
  } else if (colon != std::string_view::npos) {
    rule.kind = GateRule::Kind::beyond;
    rule.most = at(text, offset, [&] { return amount_of(word); });
    rule.unit = rule.most.units().front();
  } else if (word != "worse") {
    throw QueryError(text, offset,
                     "expected what to fail on: worse, worse:5%, leaning, unclear, or a unit with "
                     "an amount such as ns/op:5%");
  }
  rules.push_back(std::move(rule));
}

}  // namespace

std::vector<GateRule> parse_gate_rules(std::string_view text) {
  const std::size_t end = text.find_last_not_of(blanks) + 1;
  const std::size_t blank = text.substr(0, end).find_last_of(blanks);
  std::size_t offset = blank == std::string_view::npos ? 0 : blank + 1;
  std::optional<Filter> query;
  if (text.substr(0, offset).find_first_not_of(blanks) != std::string_view::npos) {
    query = at(text, 0, [&] { return Filter(text.substr(0, offset)); });
  }
  std::vector<GateRule> rules;
  for (std::string_view words = text.substr(offset, end - std::min(offset, end));;) {
    const std::string_view word = words.substr(0, words.find(','));
    add_word(text, offset, word, query, rules);
    if (word.size() == words.size()) return rules;
    words.remove_prefix(word.size() + 1);
    offset += word.size() + 1;
  }
}

bool fails(const GateRule& rule, const Table& table, const Cell& baseline,
           const Comparison& comparison, double alpha) {
  const auto is_bad = [](Verdict verdict) {
    return verdict == Verdict::worse || verdict == Verdict::changed;
  };
  switch (rule.kind) {
    case GateRule::Kind::worse:
      return is_bad(comparison.verdict);
    case GateRule::Kind::leaning:
      return comparison.verdict == Verdict::unclear && is_bad(comparison.leaning);
    case GateRule::Kind::unclear:
      return comparison.verdict == Verdict::unclear;
    case GateRule::Kind::beyond:
      break;
  }
  const stats::MinEffect most = rule.most.of(table.unit, !comparison.tested);
  return is_bad(stats::decide_beyond(comparison, comparison.adjusted_p, baseline.center,
                                     {.min_effect = most, .alpha = alpha, .better = table.better})
                    .verdict);
}

int speciality(const GateRule& rule) { return (rule.query ? 2 : 0) + (rule.unit ? 1 : 0); }

}  // namespace benchdiff::report

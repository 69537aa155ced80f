#include <algorithm>
#include <array>
#include <utility>

#include <benchdiff/formats/number.h>

#include "test_options.h"

namespace benchdiff {
namespace {

using stats::Test;

constexpr std::array<std::pair<std::string_view, Test>, 10> tests{{
    {"mann-whitney", Test::mann_whitney},
    {"brunner-munzel", Test::brunner_munzel},
    {"welch", Test::welch},
    {"permutation", Test::permutation},
    {"bootstrap", Test::bootstrap},
    {"quantile", Test::quantile},
    {"signed-rank", Test::signed_rank},
    {"sign", Test::sign},
    {"van-elteren", Test::van_elteren},
    {"two-level", Test::two_level},
}};

constexpr std::array<std::pair<std::string_view, stats::Correction>, 4> corrections{{
    {"bh", stats::Correction::benjamini_hochberg},
    {"by", stats::Correction::benjamini_yekutieli},
    {"holm", stats::Correction::holm},
    {"none", stats::Correction::none},
}};

template <class Table>
auto find_in(const Table& table, std::string_view word) {
  const auto at = std::ranges::find(table, word, [](const auto& entry) { return entry.first; });
  return at == table.end() ? std::nullopt : std::optional(at->second);
}

bool takes_statistic(Test test, stats::Statistic::Kind kind) {
  using Kind = stats::Statistic::Kind;
  switch (test) {
    case Test::bootstrap:
      return true;
    case Test::permutation:
      return kind != Kind::quantile;
    case Test::quantile:
      return kind != Kind::mean;
    default:
      return false;
  }
}

}  // namespace

std::string test_names() {
  std::string names;
  for (const auto& [name, test] : tests) {
    names.append(names.empty() ? "" : ", ").append(name);
  }
  return names;
}

std::optional<Test> find_test(std::string_view word) { return find_in(tests, word); }

std::optional<stats::Correction> find_correction(std::string_view word) {
  return find_in(corrections, word);
}

std::string_view word_for(stats::Correction correction) {
  const auto* const found =
      std::ranges::find(corrections, correction, &decltype(corrections)::value_type::second);
  return found->first;
}

std::optional<stats::Statistic> find_statistic(std::string_view word) {
  using Kind = stats::Statistic::Kind;
  if (word == "median") {
    return stats::Statistic{.kind = Kind::median};
  }
  if (word == "mean") {
    return stats::Statistic{.kind = Kind::mean};
  }
  double percent = 0;
  if (!word.starts_with('p') ||
      formats::parse_double(word.substr(1), percent) != formats::NumberError::none ||
      !(percent > 0 && percent < 100)) {
    return std::nullopt;
  }
  return stats::Statistic{.kind = Kind::quantile, .q = percent / 100};
}

Test chosen_test(const Options& options) {
  if (options.test) {
    return *options.test;
  }
  if (options.paired) {
    return Test::signed_rank;
  }
  if (!options.projections.block.empty()) {
    return Test::van_elteren;
  }
  return options.statistic ? Test::bootstrap : Test::mann_whitney;
}

std::string find_test_fault(const Options& options) {
  const Test test = chosen_test(options);
  const bool pairs = stats::is_of_pairs(test);
  const bool blocks = stats::is_of_blocks(test);
  if (options.paired && !pairs) {
    return "--paired is for --test signed-rank and sign";
  }
  if (pairs && !options.paired) {
    return "--test signed-rank and sign are of pairs: say --paired where the runs of both sides "
           "were measured by turns";
  }
  if (blocks && options.projections.block.empty()) {
    return "--test van-elteren and two-level need --block, the key that tells machines or "
           "processes apart";
  }
  if (!options.projections.block.empty() && !blocks) {
    return "--block is for --test van-elteren and two-level";
  }
  if (options.statistic && !takes_statistic(test, options.statistic->kind)) {
    return "--stat is for --test bootstrap, for permutation (median, mean) and for quantile "
           "(median, p50, ...)";
  }
  return {};
}

}  // namespace benchdiff

#include <benchdiff/report/verdict_words.h>

#include <benchdiff/report/number_text.h>

namespace benchdiff::report {

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::same:
      return "same";
    case Verdict::changed:
      return "changed";
    case Verdict::unclear:
      break;
  }
  return "unclear";
}

std::string_view verdict_word(Verdict verdict, Verdict leaning) {
  if (verdict != Verdict::unclear) {
    return verdict_word(verdict);
  }
  switch (leaning) {
    case Verdict::better:
      return "leans better";
    case Verdict::worse:
      return "leans worse";
    case Verdict::changed:
      return "leans changed";
    case Verdict::same:
    case Verdict::unclear:
      break;
  }
  return verdict_word(verdict);
}

std::string test_words(stats::Test test, const stats::Statistic& statistic) {
  // The values of the sides don't go by it.
  constexpr const char* of_sides = "; values are medians, as always";
  std::string of;
  std::string sides;
  switch (statistic.kind) {
    case stats::Statistic::Kind::median:
      of = " of medians";
      break;
    case stats::Statistic::Kind::mean:
      of = " of means";
      sides = of_sides;
      break;
    case stats::Statistic::Kind::quantile:
      of = " of p" + shortest(statistic.q * 100);
      sides = of_sides;
      break;
  }
  switch (test) {
    case stats::Test::mann_whitney:
      break;
    case stats::Test::brunner_munzel:
      return "Brunner-Munzel";
    case stats::Test::welch:
      return "Welch's t of logarithms, or of values where some are not above 0";
    case stats::Test::permutation:
      return "permutation" + of + ", with bootstrap intervals" + sides;
    case stats::Test::bootstrap:
      return "bootstrap" + of + " (BCa), which is too sure of itself below some 20 runs" + sides;
    case stats::Test::quantile:
      return "order statistics" + of + sides;
    case stats::Test::signed_rank:
      return "signed rank of pairs";
    case stats::Test::sign:
      return "sign of pairs";
    case stats::Test::van_elteren:
      return "Mann-Whitney within blocks (van Elteren)";
    case stats::Test::two_level:
      return "Welch's t of the means of processes (Kalibera and Jones)";
  }
  return "Mann-Whitney";
}

std::string_view correction_name(stats::Correction correction) {
  switch (correction) {
    case stats::Correction::benjamini_hochberg:
      return "Benjamini-Hochberg";
    case stats::Correction::benjamini_yekutieli:
      return "Benjamini-Yekutieli";
    case stats::Correction::holm:
      return "Holm";
    case stats::Correction::none:
      break;
  }
  return {};
}

}  // namespace benchdiff::report

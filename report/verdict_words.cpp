#include <benchdiff/report/verdict_words.h>

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

}  // namespace benchdiff::report

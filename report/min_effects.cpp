#include <benchdiff/report/min_effects.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <benchdiff/formats/number.h>
#include <benchdiff/formats/unit.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::report {
namespace {

struct Suffix {
  std::string_view text;
  std::string_view dimension;
  double factor;
};

constexpr std::array suffixes{
    Suffix{"%", "%", 1e-2},     Suffix{"ns", "sec", 1e-9},  Suffix{"us", "sec", 1e-6},
    Suffix{"µs", "sec", 1e-6},  Suffix{"ms", "sec", 1e-3},  Suffix{"s", "sec", 1},
    Suffix{"sec", "sec", 1},    Suffix{"B", "B", 1},        Suffix{"KiB", "B", 0x1p10},
    Suffix{"MiB", "B", 0x1p20}, Suffix{"GiB", "B", 0x1p30}, Suffix{"kB", "B", 1e3},
    Suffix{"MB", "B", 1e6},     Suffix{"GB", "B", 1e9},     Suffix{"", "", 1},
};

/// One part of an amount: a number and what it is of.
struct Part {
  double number = 0;
  std::string_view dimension;
};

/// Reads `[UNIT:]PART[|PART]`, with the place of what it is at.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos) {
      unit_ = text.substr(0, colon);
      at_ = colon + 1;
      if (unit_->empty()) {
        fail("a unit is missing");
      }
    }
  }

  [[nodiscard]] const std::optional<std::string_view>& unit() const { return unit_; }
  [[nodiscard]] bool ended() const { return at_ > text_.size(); }

  Part part() {
    const std::string_view rest = text_.substr(at_);
    const std::string_view word = rest.substr(0, rest.find('|'));
    const std::size_t digits = word.find_first_not_of("0123456789.+-eE_");
    // An `E` that is no exponent is no part of any suffix either.
    const std::string_view number = word.substr(0, digits);
    const std::string_view name = word.substr(number.size());
    Part part;
    const auto error = formats::parse_double(number, part.number);
    if (error != formats::NumberError::none || !std::isfinite(part.number) || part.number < 0) {
      fail("expected an amount, as in 2%, 10ns or 2%|10ns");
    }
    for (const Suffix& suffix : suffixes) {
      if (suffix.text == name) {
        part.number *= suffix.factor;
        part.dimension = suffix.dimension;
        at_ += word.size() + 1;
        return part;
      }
    }
    at_ += number.size();
    fail("unknown unit of an amount; %, ns, us, ms, s, B, KiB, MiB and GiB are known");
  }

  [[noreturn]] void fail(std::string_view message) const {
    throw QueryError(text_, std::min(at_, text_.size()), message);
  }

 private:
  std::string_view text_;
  std::optional<std::string_view> unit_;
  std::size_t at_ = 0;
};

/// What an amount of time or bytes can be added to: `sec/op` and `p99-sec` are of `sec`.
bool measures(std::string_view tidy_unit, std::string_view dimension) {
  const std::string_view numerator = tidy_unit.substr(0, tidy_unit.find('/'));
  return numerator == dimension || numerator.ends_with("-" + std::string(dimension)) ||
         (dimension == "B" && (numerator == "bytes" || numerator.ends_with("-bytes")));
}

/// What one argument says.
struct Amount {
  std::optional<double> relative;
  std::optional<double> absolute;
  std::string_view dimension;  // of the absolute part
};

Amount read_amount(Reader& reader, const std::optional<formats::Unit>& unit) {
  Amount amount;
  while (!reader.ended()) {
    const Reader before = reader;
    const Part part = reader.part();
    const bool relative = part.dimension == "%";
    std::optional<double>& into = relative ? amount.relative : amount.absolute;
    if (into) {
      before.fail("expected one relative and one absolute amount at most");
    }
    into = part.number;
    if (relative) {
      continue;
    }
    amount.dimension = part.dimension;
    if (part.dimension.empty()) {
      if (!unit && part.number != 0) {
        before.fail("say of which unit, as in allocs/op:1");
      }
      into = part.number * (unit ? unit->factor : 1);
    } else if (unit && !measures(unit->tidy, part.dimension)) {
      before.fail("this is no amount of the unit " + std::string(*reader.unit()));
    }
  }
  return amount;
}

}  // namespace

void MinEffects::add(std::string_view text) {
  Reader reader(text);
  const Reader beginning = reader;
  const auto unit =
      reader.unit() ? std::optional(formats::tidy_unit(*reader.unit())) : std::nullopt;
  Amount amount = read_amount(reader, unit);
  bool is_new = true;
  if (unit) {
    const stats::MinEffect effect{amount.relative.value_or(0), amount.absolute.value_or(0)};
    is_new = by_unit_.try_emplace(unit->tidy, effect).second;
  } else {
    if (amount.absolute && amount.dimension.empty() && !amount.relative) {
      amount.relative = 0;  // a mere 0
    } else if (amount.absolute && !amount.dimension.empty()) {
      is_new = absolute_.try_emplace(std::string(amount.dimension), *amount.absolute).second;
    }
    if (amount.relative) {
      is_new = is_new && !relative_;
      relative_ = amount.relative;
    }
  }
  if (!is_new) {
    beginning.fail(
        "this was said before; say it once, with a relative and an absolute amount as in "
        "2%|10ns");
  }
}

stats::MinEffect MinEffects::of(const std::string& tidy_unit, bool exact) const {
  if (const auto at = by_unit_.find(tidy_unit); at != by_unit_.end()) {
    return at->second;
  }
  if (exact) {
    return {};
  }
  const auto absolute = std::ranges::find_if(
      absolute_, [&](const auto& amount) { return measures(tidy_unit, amount.first); });
  if (absolute == absolute_.end()) {
    return {relative_.value_or(0.01)};
  }
  return {relative_.value_or(0), absolute->second};
}

std::vector<std::string> MinEffects::units() const {
  std::vector<std::string> units;
  for (const auto& [unit, effect] : by_unit_) {
    units.push_back(unit);
  }
  return units;
}

}  // namespace benchdiff::report

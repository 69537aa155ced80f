// Any bytes as a smallest effect: it is understood, or refused with an error that points into it.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <benchdiff/report/min_effects.h>
#include <benchdiff/report/query_error.h>

namespace {

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n", what);
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace benchdiff::report;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  MinEffects effects;
  try {
    effects.add(text);
  } catch (const QueryError& error) {
    require(error.offset() <= size, "an error points into the text");
    require(!error.message().empty(), "an error says something");
    return 0;
  }
  for (const char* unit : {"sec/op", "B/op", "allocs/op"}) {
    const auto effect = effects.of(unit, false);
    require(effect.relative >= 0 && effect.absolute >= 0, "an effect is an amount");
  }
  for (const auto& unit : effects.units()) {
    const auto effect = effects.of(unit, true);
    require(effect.relative >= 0 && effect.absolute >= 0, "an effect is an amount");
  }
  try {
    effects.add(text);
    require(false, "nothing is said twice");
  } catch (const QueryError&) {
  }
  return 0;
}

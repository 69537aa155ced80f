#pragma once

#include <string>
#include <string_view>

#include <benchdiff/report/gated.h>

namespace benchdiff::report {

/// What a gate makes of a comparison, in a word: `failed`, `waived`; empty where no rule is about
/// it.
[[nodiscard]] std::string_view gate_word(Gated state);

/// What came of a gate: `gate: 2 failed, 1 waived, 1 muted`, `gate: passed`. Empty for one without
/// rules that mutes nothing.
[[nodiscard]] std::string gate_line(const GateOutcome& outcome);

}  // namespace benchdiff::report

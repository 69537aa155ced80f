#!/bin/sh
# Which folder may include what: arrows.sh [ROOT]. Prints every include that breaks a rule, as
# file:line: what it says: why it may not, and fails if there is one.
set -u
cd "${1:-.}" || exit 2
broken=0

# forbid WHY PATTERN PATH...: no line of the sources under PATH may match PATTERN.
forbid() {
  why=$1 pattern=$2
  shift 2
  for path in "$@"; do
    [ -e "$path" ] || continue
    found=$(grep -rnE --include='*.h' --include='*.cpp' -- "$pattern" "$path" | sed "s|$|: $why|")
    [ -z "$found" ] || { printf '%s\n' "$found"; broken=1; }
  done
}

include='^[[:space:]]*#[[:space:]]*include[[:space:]]*'
ours="${include}[<\"]benchdiff/"

# Arrows point down only: benchdiff -> harness -> report -> stats, formats; harness -> pools.
folder() { printf '%s' "${ours}($1)/"; }
forbid 'stats/ knows no folder but itself' \
  "$(folder 'formats|report|pools|harness|benchdiff')" stats
forbid 'formats/ knows no folder but itself' \
  "$(folder 'stats|report|pools|harness|benchdiff')" formats
forbid 'report/ knows stats/ and formats/ only' "$(folder 'pools|harness|benchdiff')" report
forbid 'pools/ stands alone' "$(folder 'stats|formats|report|harness|benchdiff')" pools
forbid 'only harness/ and tests include pools/' "$(folder pools)" benchdiff
forbid 'nothing includes the program' "$(folder benchdiff)" harness tests
forbid 'a folder is left by <benchdiff/...> only' "${include}\"(\.\./|benchdiff/)" \
  stats formats report pools harness benchdiff

# What takes long to compile, or would bind our users to a version of it, is seen by no includer;
# but for CLI11, see below.
headers=$(find stats formats report harness benchdiff -name '*.h' 2>/dev/null)
# shellcheck disable=SC2086
forbid 'other projects'"'"' headers stay in .cpp files' \
  "${include}<(Eigen|benchmark|boost|fmt|rapidjson|re2|toml\\+\\+)/" $headers

# A library is used by the folder that owns it.
forbid 'Boost and Eigen belong to stats/' "${include}<(Eigen|boost)/" \
  formats report harness benchdiff
forbid 'RapidJSON belongs to formats/' "${include}<rapidjson/" stats report pools harness benchdiff
forbid 'RE2 belongs to report/' "${include}<re2/" stats formats pools harness benchdiff
forbid 'Google Benchmark belongs to harness/' "${include}<benchmark/" \
  stats formats report pools benchdiff
forbid 'CLI11 and toml++ belong to benchdiff/' "${include}<(CLI|toml\\+\\+)/" \
  stats formats report pools harness tests

# CLI11 takes longer to compile than all the rest of the program: one header includes it, and only
# what reads options includes that.
options=$(find benchdiff -name '*.h' ! -name option_kinds.h -o -name '*.cpp' 2>/dev/null)
# shellcheck disable=SC2086
forbid 'CLI11 is included in benchdiff/option_kinds.h only' "${include}<CLI/" $options
others=$(find benchdiff -name '*.h' -o -name '*.cpp' ! -name '*_options.cpp' \
  ! -name command_line.cpp 2>/dev/null)
# shellcheck disable=SC2086
forbid 'option_kinds.h, and CLI11 with it, is for *_options.cpp and command_line.cpp' \
  "${include}[<\"](benchdiff/benchdiff/)?option_kinds\.h" $others

exit $broken

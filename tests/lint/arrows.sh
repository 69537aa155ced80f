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

# Arrows point down only: benchdiff -> report -> stats, formats.
folder() { printf '%s' "${ours}($1)/"; }
forbid 'stats/ knows no folder but itself' "$(folder 'formats|report|benchdiff')" stats
forbid 'formats/ knows no folder but itself' "$(folder 'stats|report|benchdiff')" formats
forbid 'pools/ stands alone' "$(folder 'stats|formats|report|benchdiff')" pools
forbid 'only tests include pools/' "$(folder pools)" stats formats report benchdiff
forbid 'nothing includes the program' "$(folder benchdiff)" report pools tests
forbid 'a folder is left by <benchdiff/...> only' "${include}\"(\.\./|benchdiff/)" \
  stats formats report pools benchdiff

# What takes long to compile, or would bind our users to a version of it, is seen by no includer.
headers=$(find stats formats report benchdiff -name '*.h' 2>/dev/null)
# shellcheck disable=SC2086
forbid 'other projects'"'"' headers stay in .cpp files' \
  "${include}<(CLI|Eigen|boost|fmt|rapidjson|re2)/" $headers

# A library is used by the folder that owns it.
forbid 'Boost and Eigen belong to stats/' "${include}<(Eigen|boost)/" formats report benchdiff
forbid 'RapidJSON belongs to formats/' "${include}<rapidjson/" stats report benchdiff
forbid 'RE2 belongs to report/' "${include}<re2/" stats formats benchdiff
forbid 'CLI11 belongs to benchdiff/' "${include}<CLI/" stats formats report tests

# CLI11 takes longer to compile than all the rest of the program.
cli=$(grep -rlE --include='*.cpp' "${include}<CLI/" benchdiff 2>/dev/null)
if [ "$(printf '%s' "$cli" | grep -c .)" -gt 1 ]; then
  printf '%s: CLI11 is included in one .cpp only\n' "$cli"
  broken=1
fi

exit $broken

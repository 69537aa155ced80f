#!/bin/sh
# Is `benchdiff run` honest? honesty.sh BENCHDIFF SUBJECT [CAMPAIGNS] [RUNS]
#
# Measures a program against itself, by turns and one after the other, while it gets slower from run
# to run; and against one that is 2 % slower. Prints how often each way says what. Fails where
# measuring by turns raises false alarms more often than alpha by more than 4 standard errors.
set -eu
benchdiff=$1 subject=$2 campaigns=${3-200} runs=${4-10}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# verdict FILE...: worse, better or neither, of time alone, any change being one that matters.
verdict() {
  "$benchdiff" $how --min-effect 0% --filter '.unit:ns/op' "$@" 2> errors |
    awk 'NR == 1 { print ($1 > 0 ? "worse" : $3 > 0 ? "better" : "neither") }'
}

# count WHAT SUM: of $campaigns lines of a log how many say worse or better.
report() {
  awk -v what="$1" -v mode="$2" '
    { ++n; ++seen[$1] }
    END {
      printf "%-52s %5d campaigns: worse %4d, better %4d (%.1f %%)\n", what, n, seen["worse"],
        seen["better"], 100 * (seen["worse"] + seen["better"]) / n
      limit = 0.05 + 4 * sqrt(0.05 * 0.95 / n)
      exit mode == "honest" && (seen["worse"] + seen["better"]) / n > limit
    }' log
}

by_turns() { # by_turns KIND FACTOR
  rm -f state results
  time=
  [ "$1" = spin ] || time=--time
  "$benchdiff" run $time --old "$subject $1 state" --new "$subject $1 state $2" --runs "$runs" \
    --seed "$campaign" -o results > out 2> errors || { cat errors >&2; exit 2; }
  verdict results
}

one_after_the_other() { # one_after_the_other KIND
  rm -f state old new
  for side in old new; do
    i=0
    while [ $i -lt "$runs" ]; do
      "$subject" spin state >> $side
      i=$((i + 1))
    done
  done
  verdict old new
}

# repeat COMMAND...
repeat() {
  : > log
  campaign=0
  while [ $campaign -lt "$campaigns" ]; do
    campaign=$((campaign + 1))
    "$@" >> log
  done
}

how=
status=0
repeat by_turns sleep 1
report 'the same sleeper, by turns' honest || status=1
repeat by_turns spin 1
report 'the same work, by turns' honest || status=1
how=--paired
repeat by_turns spin 1
report 'the same work, by turns, run by run (--paired)' honest || status=1
how=
repeat one_after_the_other
report 'the same work, first old and then new' fooled

# until_clear KIND OPTION...: after how many runs it is clear that 2 % were lost, beyond the 1 % that
# matter.
until_clear() {
  kind=$1
  shift
  : > log
  campaign=0
  while [ $campaign -lt $((campaigns / 4)) ]; do
    campaign=$((campaign + 1))
    rm -f state results
    "$benchdiff" run --until-clear "$@" --runs 40 --old "$subject $kind state" \
      --new "$subject $kind state 1.02" --seed "$campaign" -o results > out 2> errors || true
    awk '/^# end of run old/ { ++runs } /^# looked/ { last = $0 }
      END { print runs, last ~ /1 worse/ ? "worse" : "other" }' results >> log
  done
  sort -n log | awk -v what="$kind${*:+, $*}" '
    { runs[NR] = $1; worse += $2 == "worse"; early += $2 == "worse" && $1 <= 20 }
    END {
      printf "2 %% slower (%s), until it is clear: worse %d of %d, %d within 20 runs a side; %d runs a side in the median\n",
        what, worse, NR, early, runs[int((NR + 1) / 2)]
    }'
}
until_clear steady
until_clear steady --paired
until_clear spin --paired
exit $status

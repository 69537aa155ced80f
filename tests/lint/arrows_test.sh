#!/bin/sh
# Does arrows.sh see what it is there for? Each case plants one forbidden include in a small tree
# that is otherwise in order: arrows_test.sh SCRATCH_DIRECTORY
set -eu
arrows=$(dirname "$0")/arrows.sh
scratch=$1
failed=0

plant() {  # plant FILE INCLUDE
  rm -rf "$scratch"
  mkdir -p "$scratch/stats" "$scratch/formats" "$scratch/report" "$scratch/pools" \
    "$scratch/harness/pools" "$scratch/benchdiff" "$scratch/tests"
  echo '#include <benchdiff/stats/b.h>' > "$scratch/stats/a.cpp"
  echo '#include <benchdiff/stats/b.h>' > "$scratch/report/a.h"
  echo '#include <benchdiff/formats/b.h>' > "$scratch/harness/pools/a.h"
  echo '#include <CLI/CLI.hpp>' > "$scratch/benchdiff/option_kinds.h"
  echo '#include "option_kinds.h"' > "$scratch/benchdiff/command_line.cpp"
  echo "$2" >> "$scratch/$1"
}

expect() {  # expect pass|fail FILE INCLUDE
  plant "$2" "$3"
  if sh "$arrows" "$scratch" > "$scratch.log"; then got=pass; else got=fail; fi
  if [ $got = fail ] && [ ! -s "$scratch.log" ]; then got='fail without a word'; fi
  if [ "$got" != "$1" ]; then
    echo "$2 with $3: expected $1, got $got"
    failed=1
  fi
}

expect pass stats/a.cpp '#include <boost/math/distributions/normal.hpp>'
expect pass report/a.cpp '#include <benchdiff/formats/b.h>'
expect pass report/a.cpp '#include "a.h"'
expect pass harness/pools/a.cpp '#include <benchdiff/pools/pool.h>'
expect pass harness/a.cpp '#include <benchdiff/report/b.h>'
expect pass harness/a.cpp '#include <benchmark/benchmark.h>'
expect pass benchdiff/run.cpp '#include <benchdiff/harness/b.h>'
expect pass tests/a.cpp '#include <benchdiff/harness/b.h>'
expect pass tests/a.h '#include <benchmark/benchmark.h>'
expect pass benchdiff/run_options.cpp '#include "option_kinds.h"'
expect fail stats/a.cpp '#include <benchdiff/formats/b.h>'
expect fail stats/a.h '#include "benchdiff/report/b.h"'
expect fail formats/a.cpp '#  include <benchdiff/stats/b.h>'
expect fail formats/a.cpp '#include "../stats/b.h"'
expect fail report/a.cpp '#include <benchdiff/benchdiff/b.h>'
expect fail report/a.h '#include <rapidjson/document.h>'
expect fail stats/a.h '#include <boost/math/distributions/normal.hpp>'
expect fail report/a.cpp '#include <benchdiff/harness/b.h>'
expect fail stats/a.cpp '#include <benchdiff/harness/b.h>'
expect fail formats/a.cpp '#include <benchdiff/harness/b.h>'
expect fail pools/a.h '#include <benchdiff/harness/b.h>'
expect fail pools/a.h '#include <benchdiff/stats/b.h>'
expect fail report/a.cpp '#include <benchdiff/pools/pool.h>'
expect fail benchdiff/a.cpp '#include <benchdiff/pools/pool.h>'
expect fail harness/a.cpp '#include <benchdiff/benchdiff/b.h>'
expect fail harness/pools/a.cpp '#include "../machine.h"'
expect fail harness/a.h '#include <benchmark/benchmark.h>'
expect fail harness/a.cpp '#include <re2/re2.h>'
expect fail harness/pools/a.cpp '#include <boost/lockfree/stack.hpp>'
expect fail harness/a.cpp '#include <CLI/CLI.hpp>'
expect fail report/a.cpp '#include <benchmark/benchmark.h>'
expect fail benchdiff/a.cpp '#include <benchmark/benchmark.h>'
expect fail benchdiff/a.h '#include <CLI/CLI.hpp>'
expect fail benchdiff/run_options.cpp '#include <CLI/CLI.hpp>'
expect fail benchdiff/main.cpp '#include "option_kinds.h"'
expect fail benchdiff/run_options.h '#include "option_kinds.h"'
expect fail report/a.cpp '#include <CLI/CLI.hpp>'
exit $failed

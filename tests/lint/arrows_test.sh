#!/bin/sh
# Does arrows.sh see what it is there for? Each case plants one forbidden include in a small tree
# that is otherwise in order: arrows_test.sh SCRATCH_DIRECTORY
set -eu
arrows=$(dirname "$0")/arrows.sh
scratch=$1
failed=0

plant() {  # plant FILE INCLUDE
  rm -rf "$scratch"
  mkdir -p "$scratch/stats" "$scratch/formats" "$scratch/report" "$scratch/benchdiff"
  echo '#include <benchdiff/stats/b.h>' > "$scratch/stats/a.cpp"
  echo '#include <benchdiff/stats/b.h>' > "$scratch/report/a.h"
  echo '#include <CLI/CLI.hpp>' > "$scratch/benchdiff/a.cpp"
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
expect fail stats/a.cpp '#include <benchdiff/formats/b.h>'
expect fail stats/a.h '#include "benchdiff/report/b.h"'
expect fail formats/a.cpp '#  include <benchdiff/stats/b.h>'
expect fail formats/a.cpp '#include "../stats/b.h"'
expect fail report/a.cpp '#include <benchdiff/benchdiff/b.h>'
expect fail report/a.h '#include <rapidjson/document.h>'
expect fail stats/a.h '#include <boost/math/distributions/normal.hpp>'
expect fail benchdiff/a.h '#include <CLI/CLI.hpp>'
expect fail benchdiff/b.cpp '#include <CLI/CLI.hpp>'
expect fail report/a.cpp '#include <CLI/CLI.hpp>'
exit $failed

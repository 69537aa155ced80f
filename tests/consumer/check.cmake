# Builds and runs the consumer: cmake -DHOW=installed|subdirectory -DSOURCE=... -DBUILD=...
#   -DSCRATCH=... -DOPTIONS=... -P check.cmake

function(run)
  list(JOIN ARGN " " line)
  message(STATUS "${line}")
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(configure ${CMAKE_COMMAND} -S "${CMAKE_CURRENT_LIST_DIR}" -B "${SCRATCH}/build" ${OPTIONS})
if(HOW STREQUAL "installed")
  # From nothing each time, as a header that is no longer installed would still lie there.
  file(REMOVE_RECURSE "${SCRATCH}")
  run(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${SCRATCH}/prefix")
  run(${configure} "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix")
else()
  run(${configure} "-DBENCHDIFF_SOURCE_DIR=${SOURCE}")
endif()
run(${CMAKE_COMMAND} --build "${SCRATCH}/build" --target consumer)
run("${SCRATCH}/build/consumer")
run("${SCRATCH}/build/consumer_benchmark" --benchmark_min_time=0.001
  "--benchdiff_out=${SCRATCH}/results.txt")
file(READ "${SCRATCH}/results.txt" results)
if(NOT results MATCHES "41 B/op 1 allocs/op" OR NOT results MATCHES "flags: ")
  message(FATAL_ERROR "the harness counts something else:\n${results}")
endif()
if(HOW STREQUAL "installed")
  run("${SCRATCH}/prefix/bin/benchdiff" --version)
endif()

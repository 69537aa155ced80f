# benchdiff_describe_build(TARGET): lets BENCHDIFF_MAIN() say with which flags and from which commit
# the program was built. The commit is the one at the time of configuring.
function(benchdiff_describe_build target)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" flags)
  execute_process(COMMAND git rev-parse --short=12 HEAD
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND git status --porcelain --untracked-files=no
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE changed ERROR_QUIET)
  if(commit AND changed)
    string(APPEND commit " with changes")
  endif()
  foreach(text IN ITEMS flags commit)
    string(REPLACE "\\" "\\\\" ${text} "${${text}}")
    string(REPLACE "\"" "\\\"" ${text} "${${text}}")
  endforeach()
  target_compile_definitions(${target} PRIVATE
    "BENCHDIFF_FLAGS=\"${flags}\"" "BENCHDIFF_COMMIT=\"${commit}\"")
endfunction()

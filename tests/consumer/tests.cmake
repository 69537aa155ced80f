# The same compiler and flags as here: a library with a sanitizer in it links only with that.
string(JOIN "\\;" options -G "${CMAKE_GENERATOR}"
  "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS}"
  "-DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}")

foreach(how IN ITEMS installed subdirectory)
  add_test(NAME consumer.${how}
    COMMAND ${CMAKE_COMMAND} -DHOW=${how} "-DOPTIONS=${options}"
      "-DSOURCE=${PROJECT_SOURCE_DIR}" "-DBUILD=${PROJECT_BINARY_DIR}"
      "-DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/consumer/${how}"
      -P "${CMAKE_CURRENT_LIST_DIR}/check.cmake")
  set_tests_properties(consumer.${how} PROPERTIES LABELS consumer PROCESSORS 2)
endforeach()
if(NOT BENCHDIFF_INSTALL)
  set_tests_properties(consumer.installed PROPERTIES DISABLED TRUE)
endif()

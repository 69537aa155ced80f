# Every folder of the project is one library, and its headers are included by the same path in the
# tree and installed: <benchdiff/stats/mann_whitney.h>. The path is made by a link in the build
# directory, so that a header and its source can lie side by side.

set(benchdiff_include_root "${PROJECT_BINARY_DIR}/include")
configure_file("${CMAKE_CURRENT_LIST_DIR}/version.h.in"
  "${benchdiff_include_root}/benchdiff/version.h" @ONLY)

add_library(benchdiff_warnings INTERFACE)
target_compile_options(benchdiff_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${BENCHDIFF_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in "literal" + std::string that aren't there (GCC bug 105651).
  target_compile_options(benchdiff_warnings INTERFACE -Wno-restrict)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # clang 18 and later blame us for what std::stable_sort of g++ 12's library calls in itself.
  target_compile_options(benchdiff_warnings INTERFACE -Wno-deprecated-declarations)
endif()

# benchdiff_library(NAME SOURCES ... [PUBLIC lib ...] [PRIVATE lib ...])
# Makes the library benchdiff::NAME of a folder; one of headers alone without sources. The first
# one of a folder has its name, and its headers are compiled with what that one brings.
function(benchdiff_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME folder)
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${benchdiff_include_root}/benchdiff/${folder}"
    SYMBOLIC)

  set(private "")
  foreach(library IN LISTS arg_PRIVATE ITEMS benchdiff_warnings)
    if(library IN_LIST BENCHDIFF_HEADER_ONLY OR library STREQUAL "benchdiff_warnings")
      set(library "$<BUILD_INTERFACE:${library}>")  # of no concern to who links the library
    endif()
    list(APPEND private "${library}")
  endforeach()

  set(target benchdiff_${name})
  set(reach PUBLIC)
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE ${private})
  else()
    set(reach INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  add_library(benchdiff::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} ${reach}
    "$<BUILD_INTERFACE:${benchdiff_include_root}>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  target_compile_features(${target} ${reach} cxx_std_20)
  target_link_libraries(${target} ${reach} ${arg_PUBLIC})
  set_property(GLOBAL APPEND PROPERTY BENCHDIFF_LIBRARIES ${name})
  if(name STREQUAL folder)
    set_property(GLOBAL APPEND PROPERTY BENCHDIFF_FOLDERS ${folder})
  endif()

  if(BENCHDIFF_TESTS AND name STREQUAL folder)
    benchdiff_compile_headers_alone(${name})
  endif()
endfunction()

# A header that leans on what its includer happened to include before doesn't compile: each of them
# is the only line of a source of its own, with no more at hand than a user of the library has.
function(benchdiff_compile_headers_alone name)
  file(GLOB headers CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*.h" "*/*.h")
  set(sources "")
  foreach(header IN LISTS headers)
    cmake_path(REPLACE_EXTENSION header LAST_ONLY cpp OUTPUT_VARIABLE source)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${source}")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include <benchdiff/${name}/${header}>\n")
    list(APPEND sources "${source}")
  endforeach()
  if(sources)
    add_library(benchdiff_${name}_headers OBJECT ${sources})
    target_link_libraries(benchdiff_${name}_headers PRIVATE benchdiff_${name} benchdiff_warnings)
    target_compile_options(benchdiff_${name}_headers PRIVATE -O0 -g0)
    set_target_properties(benchdiff_${name}_headers PROPERTIES EXPORT_COMPILE_COMMANDS OFF)
  endif()
endfunction()

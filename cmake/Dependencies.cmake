# What the project stands on. The system's package is taken where there is one. Where there is none,
# the release named here is downloaded and checked against its hash; Debian 12 has the same releases,
# but for two: Boost.Math can be taken without the rest of Boost from 1.77 on only, and RapidJSON's
# last release no longer compiles with newer compilers, so a later commit stands in for it.
#
# -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER downloads all of them, whatever the system has.

include(FetchContent)
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # a variable set here overrides the option() of a dependency

# benchdiff_header_only(NAME TARGET VERSION version URL url SHA256 hash [HEADERS folder] [DEFINES ...])
# Makes the imported target TARGET, from the system's package or from the headers of the download,
# which are in its folder `include` or the one named; its own build is left alone.
# BENCHDIFF_HEADER_ONLY lists these targets: as nobody has to link them, the installed package does
# without them.
function(benchdiff_header_only name target)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "VERSION;URL;SHA256;HEADERS" "DEFINES")
  if(NOT DEFINED arg_HEADERS)
    set(arg_HEADERS include)
  endif()
  FetchContent_Declare(${name} URL "${arg_URL}" URL_HASH "SHA256=${arg_SHA256}"
    SOURCE_SUBDIR include  # no CMakeLists.txt there, so nothing is built
    FIND_PACKAGE_ARGS ${arg_VERSION} CONFIG)
  FetchContent_MakeAvailable(${name})
  if(NOT TARGET ${target})
    string(TOLOWER ${name} lower)
    string(TOUPPER ${name} upper)
    add_library(${target} INTERFACE IMPORTED)
    if(${lower}_SOURCE_DIR)
      target_include_directories(${target} INTERFACE "${${lower}_SOURCE_DIR}/${arg_HEADERS}")
      target_compile_definitions(${target} INTERFACE ${arg_DEFINES})
    else()  # a package that names its directory but has no target, as Debian's RapidJSON
      target_include_directories(${target} INTERFACE
        ${${name}_INCLUDE_DIRS} ${${upper}_INCLUDE_DIRS})
    endif()
  endif()
  list(APPEND BENCHDIFF_HEADER_ONLY ${target})
  set(BENCHDIFF_HEADER_ONLY "${BENCHDIFF_HEADER_ONLY}" PARENT_SCOPE)
endfunction()

# Our warnings are not for the headers of a library that was downloaded. (FetchContent's own word
# for it, SYSTEM, breaks the download in CMake 3.25.)
function(benchdiff_mark_as_system)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target})
      set_target_properties(${target} PROPERTIES SYSTEM ON)
    endif()
  endforeach()
endfunction()

find_package(Threads REQUIRED)

benchdiff_header_only(Boost Boost::headers VERSION 1.74
  URL https://github.com/boostorg/math/archive/refs/tags/boost-1.83.0.tar.gz
  SHA256 53e5f7539a66899fe0fca3080405cbd5f7959da5394ec13664746741aece1705
  DEFINES BOOST_MATH_STANDALONE)

benchdiff_header_only(Eigen3 Eigen3::Eigen VERSION 3.4
  URL https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.gz
  SHA256 8586084f71f9bde545ee7fa6d00288b264a2b7ac3607b974e54d13e7162c1c72
  HEADERS .)

benchdiff_header_only(RapidJSON RapidJSON::RapidJSON VERSION 1.1
  URL https://github.com/Tencent/rapidjson/archive/232389d4f1012dddec4ef84861face2d2ba85709.tar.gz
  SHA256 b9290a9a6d444c8e049bd589ab804e0ccf2b05dc5984a19ed5ae75d090064806)

benchdiff_header_only(CLI11 CLI11::CLI11 VERSION 2.1
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.1.2.tar.gz
  SHA256 26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb)

benchdiff_header_only(tomlplusplus tomlplusplus::tomlplusplus VERSION 3.0
  URL https://github.com/marzer/tomlplusplus/archive/v3.0.1.tar.gz
  SHA256 e05b2814b891e223d7546aa2408d6cba0628164a84ac453205c7743cb667b9cf)

set(RE2_BUILD_TESTING OFF)
FetchContent_Declare(Re2
  URL https://github.com/google/re2/archive/refs/tags/2022-06-01.tar.gz
  URL_HASH SHA256=f89c61410a072e5cbcf8c27e3a778da7d6fd2f2b5b1445cd4f4508bee946ab0f
  FIND_PACKAGE_ARGS MODULE)
FetchContent_MakeAvailable(Re2)
benchdiff_mark_as_system(re2)

if(BENCHDIFF_TESTS)
  set(BUILD_GMOCK OFF)
  set(INSTALL_GTEST OFF)
  FetchContent_Declare(GTest
    URL https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    URL_HASH SHA256=81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2
    FIND_PACKAGE_ARGS 1.12 CONFIG)
  FetchContent_MakeAvailable(GTest)
  benchdiff_mark_as_system(gtest gtest_main)
endif()

set(BENCHMARK_ENABLE_TESTING OFF)
set(BENCHMARK_ENABLE_INSTALL ${BENCHDIFF_INSTALL})  # as the harness's library is built on it
FetchContent_Declare(benchmark
  URL https://github.com/google/benchmark/archive/refs/tags/v1.7.1.tar.gz
  URL_HASH SHA256=6430e4092653380d9dc4ccb45a1e2dc9259d581f4866dc0759713126056bc1d7
  FIND_PACKAGE_ARGS 1.7 CONFIG)
FetchContent_MakeAvailable(benchmark)
benchdiff_mark_as_system(benchmark benchmark_main)

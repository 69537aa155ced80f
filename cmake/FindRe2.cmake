# Finds RE2 and makes the target re2::re2. RE2's own package is taken where it is installed; Debian
# 12 has none, and pkg-config can't be counted on, so there the header and the library are looked up.
#
# The static library is preferred, as a program that loads one library less starts sooner. Not so
# for an RE2 of 2023 or later: it is built on Abseil, whose libraries a static one would have to name.

if(NOT TARGET re2::re2)
  find_package(re2 CONFIG QUIET)
endif()

if(NOT TARGET re2::re2)
  find_path(Re2_INCLUDE_DIR re2/re2.h)
  set(_re2_names libre2.a re2)
  if(Re2_INCLUDE_DIR)
    file(STRINGS "${Re2_INCLUDE_DIR}/re2/re2.h" _re2_absl REGEX "#include \"absl/" LIMIT_COUNT 1)
    if(_re2_absl)
      set(_re2_names re2)
    endif()
  endif()
  find_library(Re2_LIBRARY NAMES ${_re2_names} NAMES_PER_DIR)
  mark_as_advanced(Re2_INCLUDE_DIR Re2_LIBRARY)

  include(FindPackageHandleStandardArgs)
  find_package_handle_standard_args(Re2 REQUIRED_VARS Re2_LIBRARY Re2_INCLUDE_DIR)
  if(Re2_FOUND)
    find_package(Threads REQUIRED)
    add_library(re2::re2 UNKNOWN IMPORTED)
    set_target_properties(re2::re2 PROPERTIES
      IMPORTED_LOCATION "${Re2_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${Re2_INCLUDE_DIR}"
      INTERFACE_LINK_LIBRARIES Threads::Threads)
  endif()
else()
  set(Re2_FOUND TRUE)
endif()

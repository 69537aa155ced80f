# The install tree: the program, the libraries and their headers, and the package that
# find_package(benchdiff) reads.

include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/benchdiff")
get_property(libraries GLOBAL PROPERTY BENCHDIFF_LIBRARIES)

get_property(folders GLOBAL PROPERTY BENCHDIFF_FOLDERS)

foreach(name IN LISTS libraries)
  install(TARGETS benchdiff_${name} EXPORT benchdiffTargets)
endforeach()
foreach(folder IN LISTS folders)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${folder}/"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/benchdiff/${folder}"
    FILES_MATCHING PATTERN "*.h"
    REGEX "/harness/(pools|story)$" EXCLUDE)  # parts of programs
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/include/benchdiff/version.h"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/benchdiff")
install(TARGETS benchdiff benchdiff_preload)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT benchdiffTargets NAMESPACE benchdiff:: DESTINATION "${package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/benchdiffConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/benchdiffConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/benchdiffConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/benchdiffConfig.cmake"
  "${PROJECT_BINARY_DIR}/benchdiffConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/DescribeBuild.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindRe2.cmake" DESTINATION "${package_dir}")

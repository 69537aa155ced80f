# Turns the style and the script of HTML reports into a header, each with the hash by which the
# page's Content-Security-Policy knows it.

# benchdiff_base64_of_hex(HEX VAR): what as many bytes are in base64.
function(benchdiff_base64_of_hex hex variable)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${hex}" digits)
  set(padding "")
  math(EXPR left "${digits} % 6")
  if(left EQUAL 2)
    string(APPEND hex "0000")
    set(padding "==")
  elseif(left EQUAL 4)
    string(APPEND hex "00")
    set(padding "=")
  endif()
  set(text "")
  string(REGEX MATCHALL "......" groups "${hex}")
  foreach(group IN LISTS groups)
    foreach(shift IN ITEMS 18 12 6 0)
      math(EXPR sextet "(0x${group} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${sextet} 1 letter)
      string(APPEND text "${letter}")
    endforeach()
  endforeach()
  string(LENGTH "${padding}" surplus)
  string(LENGTH "${text}" length)
  math(EXPR length "${length} - ${surplus}")
  string(SUBSTRING "${text}" 0 ${length} text)
  set(${variable} "${text}${padding}" PARENT_SCOPE)
endfunction()

# benchdiff_html_assets(HEADER STYLE SCRIPT): writes the header, now and whenever one of them
# changes.
function(benchdiff_html_assets header style script)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${style}" "${script}")
  set(constants "")
  foreach(name IN ITEMS style script)
    file(READ "${${name}}" text)
    # The page carries no comments and no indentation.
    string(REGEX REPLACE "\n *(//[^\n]*|/\\*[^\n]*\\*/)?" "\n" text "\n${text}")
    string(REGEX REPLACE "\n\n+" "\n" text "${text}")
    string(SHA256 hex "${text}")
    benchdiff_base64_of_hex("${hex}" hash)
    string(FIND "${text}" ")~\"" clash)
    if(NOT clash EQUAL -1)
      message(FATAL_ERROR "${${name}} holds what ends a literal")
    endif()
    string(APPEND constants
      "inline constexpr Markup html_${name}{R\"~(${text})~\"};\n"
      "inline constexpr Markup html_${name}_hash{\"${hash}\"};\n")
  endforeach()
  file(CONFIGURE OUTPUT "${header}" CONTENT "// Made of report/html by CMake.
#pragma once

#include <benchdiff/report/html_writer.h>

namespace benchdiff::report {

@constants@
}  // namespace benchdiff::report
" @ONLY)
endfunction()

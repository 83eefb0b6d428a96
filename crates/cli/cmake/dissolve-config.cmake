# The CMake package of dissolve, which compiles WebAssembly components to native libraries. Written by `dissolve cmake`.
#
#   find_package(dissolve REQUIRED)
#   add_executable(firmware main.c)
#   dissolve_add_component(firmware sensor.wasm TARGET cortex-m4f ARENA 4KiB PLUGS bus.wasm)
#
# dissolve_add_component(<target> <component>
#     [NAME <name>]        the name of the library and of its symbols; by default the component's file without extension
#     [TARGET <processor>] one that `dissolve targets` lists; by default ${DISSOLVE_TARGET}, or this machine if CMake compiles for it
#     [ARENA <size>]       the arena of each component, such as 4KiB
#     [NATIVE_STACK <size>] a native stack of the component's own, instead of its caller's
#     [WIT <path>]         the WIT sources, a file or a folder, whose comments become documentation of <name>.h
#     [TRAPS call|fault]   see `dissolve compile --help`
#     [PLUGS <component>…] components whose exports serve the imports of this one
#     [OPTIONS <option>…]) further options of `dissolve compile`
#
# The sources of <target> include <name>.h. If C has a header or a word of that name, or the name begins like one of its types (`time`,
# `size-meter`), the header is <name>-world.h. The component is compiled again when it, a plug or dissolve changes.

find_program(DISSOLVE_EXECUTABLE dissolve HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin" DOC "The command dissolve")
if(NOT DISSOLVE_EXECUTABLE)
  set(dissolve_FOUND FALSE)
  set(dissolve_NOT_FOUND_MESSAGE "the command dissolve is not in PATH; set DISSOLVE_EXECUTABLE to its path")
  return()
endif()

include_guard()

function(dissolve_add_component target component)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAME;TARGET;ARENA;NATIVE_STACK;TRAPS;WIT" "PLUGS;OPTIONS")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "dissolve_add_component: what is `${arg_UNPARSED_ARGUMENTS}`?")
  endif()
  if(DEFINED arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "dissolve_add_component: ${arg_KEYWORDS_MISSING_VALUES} has no value")
  endif()
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "dissolve_add_component: there is no target `${target}`; add it before its component")
  endif()

  get_filename_component(component "${component}" ABSOLUTE)
  if(NOT DEFINED arg_NAME)
    get_filename_component(arg_NAME "${component}" NAME_WE)
  endif()
  if(NOT arg_NAME MATCHES "^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    message(FATAL_ERROR "dissolve_add_component: `${arg_NAME}` is no name in kebab case; give one with NAME")
  endif()
  if(NOT DEFINED arg_TARGET)
    if(DEFINED DISSOLVE_TARGET)
      set(arg_TARGET "${DISSOLVE_TARGET}")
    elseif(NOT CMAKE_CROSSCOMPILING)
      set(arg_TARGET host)
    else()
      message(FATAL_ERROR "dissolve_add_component: give TARGET, a processor that `dissolve targets` lists, or set DISSOLVE_TARGET")
    endif()
  endif()

  set(folder "${CMAKE_CURRENT_BINARY_DIR}/dissolve/${target}/${arg_NAME}")
  set(options --target "${arg_TARGET}" --prefix "${arg_NAME}" --emit library)
  if(DEFINED arg_ARENA)
    list(APPEND options --arena "${arg_ARENA}")
  endif()
  if(DEFINED arg_NATIVE_STACK)
    list(APPEND options --native-stack "${arg_NATIVE_STACK}")
  endif()
  if(DEFINED arg_TRAPS)
    list(APPEND options --traps "${arg_TRAPS}")
  endif()
  set(inputs "${component}")
  if(DEFINED arg_WIT)
    get_filename_component(wit "${arg_WIT}" ABSOLUTE)
    list(APPEND options --wit "${wit}")
    if(IS_DIRECTORY "${wit}")
      file(GLOB_RECURSE wit CONFIGURE_DEPENDS "${wit}/*.wit")
    endif()
    list(APPEND inputs ${wit})
  endif()
  foreach(plug IN LISTS arg_PLUGS)
    # A plug is a file, or IMPORT=FILE.
    string(REGEX MATCH "^([^=]*=)?" import "${plug}")
    string(REGEX REPLACE "^[^=]*=" "" file "${plug}")
    get_filename_component(file "${file}" ABSOLUTE)
    list(APPEND options --plug "${import}${file}")
    list(APPEND inputs "${file}")
  endforeach()

  set(file "${arg_NAME}")
  if(arg_NAME MATCHES "@TAKEN_NAMES@")
    string(APPEND file "-world")
  endif()
  set(library "${folder}/lib${arg_NAME}.a")
  add_custom_command(
    OUTPUT "${library}" "${folder}/${file}.c" "${folder}/${file}.h"
    COMMAND "${DISSOLVE_EXECUTABLE}" compile "${component}" ${options} ${arg_OPTIONS} --output "${folder}/"
    DEPENDS ${inputs} "${DISSOLVE_EXECUTABLE}"
    COMMENT "Compiling the component ${arg_NAME} for ${arg_TARGET}"
    VERBATIM)
  target_sources("${target}" PRIVATE "${folder}/${file}.c" "${folder}/${file}.h")
  target_include_directories("${target}" PRIVATE "${folder}")
  target_link_libraries("${target}" PRIVATE "${library}")
  if(NOT CMAKE_CROSSCOMPILING)
    target_link_libraries("${target}" PRIVATE m)
  endif()
endfunction()

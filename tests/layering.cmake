# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the layers apart: cmake -DSOURCE_DIR=... -P layering.cmake
# Fails with file:line for each include, word or folder that its layer may not use.
cmake_minimum_required(VERSION 3.25)
get_filename_component(SOURCE_DIR "${SOURCE_DIR}" ABSOLUTE)

find_program(QTPATHS NAMES qtpaths6 qtpaths PATHS /usr/lib/qt6/bin REQUIRED)
execute_process(COMMAND ${QTPATHS} --query QT_INSTALL_HEADERS
    OUTPUT_VARIABLE QT_HEADERS OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set_property(GLOBAL PROPERTY broken "")

function(broken where why)
    set_property(GLOBAL APPEND_STRING PROPERTY broken "${where}: ${why}\n")
endfunction()

# core's values: what every layer above the services may pass on
set(values "services/core/(vocabulary|resource|inventory|topology|plan|error|result|operation|imagereport|iscsirequests|providerinfo|rung|cardchoices|leftout|serialize)\\.h")
set(threads "QThread|QThreadPool|QRunnable|QMutex|QMutexLocker|QReadWriteLock|QSemaphore|QWaitCondition|QFuture|QFutureWatcher|QPromise|QtConcurrent.*|thread|mutex|shared_mutex|future|condition_variable|semaphore|stop_token|latch|barrier|atomic|pthread\\.h")

# one folder speaks to the keyring; others know services/core/keyring.h
set(keychain "(qt6?keychain|Qt6?Keychain)/.*|keychain\\.h")

# layer: folder, project includes, Qt modules, other includes, and what is forbidden although it matches
set(layers core system backend models ui app)
set(core_project "services/core/.*")
set(core_qt Core)
set(core_other "[a-z_]+|tl/expected\\.hpp")
set(core_never "QProcess")
set(system_project "services/(core|system)/.*")
set(system_qt Core DBus Sql)
set(system_other ".*")
set(system_never "QProcess|libiscsi.*|iscsi/.*|winscard\\.h|PCSC/.*|${keychain}")
set(backend_qt Core DBus) # its own folder is added below
set(backend_other ".*")
set(models_project "models/.*|${values}")
set(models_qt Core Gui)
set(models_other "[a-z_]+|tl/expected\\.hpp")
set(models_never "QProcess|${threads}")
set(ui_project "(ui|models)/.*|${values}")
set(ui_qt Core Gui Widgets Svg SvgWidgets)
set(ui_other "[a-z_]+|tl/expected\\.hpp")
set(ui_never "QProcess|${threads}")
# beside what every command needs: other programs' operations, and what iSCSI itself says of names and targets
set(app_project "(app|ui|models|services/core|services/system)/.*|services/service/(operationregistry|servicelink)\\.h|services/libiscsi/(iscsiname|portal|browse)\\.h")
set(app_qt Core Gui Widgets DBus Sql Svg)
set(app_other ".*")
set(app_never "QProcess|${keychain}")

function(qt_module header result)
    set(${result} "" PARENT_SCOPE)
    if(header MATCHES "^Qt([A-Za-z]+)/")
        set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
        return()
    endif()
    file(GLOB found LIST_DIRECTORIES false ${QT_HEADERS}/Qt*/${header})
    foreach(path IN LISTS found)
        if(path MATCHES "/Qt([A-Za-z]+)/[^/]+$")
            set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

function(check_include layer where style header)
    string(REGEX REPLACE "/[^/]*$" "/${header}" beside "${where}")
    if(style STREQUAL "\"" AND EXISTS ${SOURCE_DIR}/${beside})
        set(header ${beside})
    endif()
    if(header MATCHES "^(${${layer}_never})$")
        broken(${where} "<${header}> is not for ${layer}")
    elseif(header MATCHES "\\.\\.(/|$)")
        broken(${where} "\"${header}\": name it from the top folder")
    elseif(style STREQUAL "\"" AND header MATCHES "/")
        if(NOT header MATCHES "^(${${layer}_project})$")
            broken(${where} "\"${header}\" is not for ${layer}")
        endif()
    elseif(style STREQUAL "<" AND header MATCHES "^Q")
        qt_module(${header} module)
        if(NOT module IN_LIST ${layer}_qt)
            broken(${where} "<${header}> (Qt ${module}) is not for ${layer}")
        endif()
    elseif(style STREQUAL "<" AND NOT header MATCHES "^(${${layer}_other})$")
        broken(${where} "<${header}> is not for ${layer}")
    endif()
endfunction()

# `pattern` in the sources of `folders`, as a list of "file:line:text", comment lines left out
function(occurrences pattern result)
    set(${result} "" PARENT_SCOPE)
    if(NOT ARGN)
        return()
    endif()
    execute_process(COMMAND grep -rHnE --include=*.h --include=*.cpp -e "${pattern}" ${ARGN}
        COMMAND grep -vE "^[^:]+:[0-9]+:[[:space:]]*//"
        WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE found)
    string(REGEX REPLACE "[][;]" "," found "${found}")
    string(REGEX MATCHALL "[^\n]+" lines "${found}")
    set(${result} "${lines}" PARENT_SCOPE)
endfunction()

function(check_includes layer folder)
    occurrences("^[[:space:]]*#[[:space:]]*include" lines ${folder})
    foreach(line IN LISTS lines)
        if(line MATCHES "^([^:]+:[0-9]+):[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]")
            check_include(${layer} "${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" "${CMAKE_MATCH_3}")
        endif()
    endforeach()
endfunction()

function(check_word pattern why)
    occurrences("${pattern}" lines ${ARGN})
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^[^:]+:[0-9]+" where "${line}")
        broken(${where} "${why}")
    endforeach()
endfunction()

file(GLOB services LIST_DIRECTORIES true RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/services/*)
list(FILTER services EXCLUDE REGEX "CMakeLists.txt$")
set(backends ${services})
list(REMOVE_ITEM backends services/core services/system)

check_includes(core services/core)
check_includes(system services/system)
foreach(folder IN LISTS backends)
    set(backend_project "services/(core|system)/.*|${folder}/.*")
    set(backend_never "QProcess")
    if(NOT folder STREQUAL "services/keyring")
        string(APPEND backend_never "|${keychain}")
    endif()
    check_includes(backend ${folder})
endforeach()
foreach(layer models ui)
    if(EXISTS ${SOURCE_DIR}/${layer})
        check_includes(${layer} ${layer})
    endif()
endforeach()

# only what composes a program names backends
file(GLOB app_files RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/app/*.h ${SOURCE_DIR}/app/*.cpp)
foreach(file IN LISTS app_files)
    if(NOT file MATCHES "^app/((composition|serviceproviders)\\.(h|cpp)|mooringd\\.cpp)$")
        check_includes(app ${file})
    endif()
endforeach()

check_word("(^|[^A-Za-z0-9_])(tr|translate)[(]|QT_TR_NOOP|QT_TRANSLATE_NOOP|Q_DECLARE_TR_FUNCTIONS"
    "sentences are made in models and ui" ${services})
check_word("(^|[^A-Za-z0-9_])QProcess([^A-Za-z0-9_]|$)" "no QProcess: its destructor waits" ${services} models ui app)
check_word("(^|[^A-Za-z0-9_])(QThread|std::j?thread|std::async|QtConcurrent)([^A-Za-z0-9_]|$)"
    "threads stay in the services" models ui)
check_word("(^|[^A-Za-z])Provider[*&>]" "providers stay below the models" models ui)

# the top level is fixed
file(GLOB top LIST_DIRECTORIES true RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/*)
list(REMOVE_ITEM top CMakeLists.txt app ui models services resources translations tests README.md LICENSE
    CMakePresets.json CMakeUserPresets.json dev build compile_commands.json)
list(FILTER top EXCLUDE REGEX "^\\.")
foreach(entry IN LISTS top)
    broken(${entry} "the top level is fixed; find it another place")
endforeach()

get_property(text GLOBAL PROPERTY broken)
if(text)
    message(FATAL_ERROR "layering:\n${text}")
endif()
message(STATUS "layering: every layer uses only what it may")

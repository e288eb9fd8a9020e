# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_test(NAME layering_can_fail COMMAND ${CMAKE_COMMAND} -DSCRIPT=${CMAKE_CURRENT_SOURCE_DIR}/layering.cmake
    -DWORK_DIR=${CMAKE_CURRENT_BINARY_DIR}/layering -P ${CMAKE_CURRENT_SOURCE_DIR}/tst_layering.cmake)
set_tests_properties(layering_can_fail PROPERTIES LABELS unit TIMEOUT 60)
mooring_test(tst_inhibitor LIBS services_system)
mooring_test(tst_commandline LIBS commands)
mooring_test(tst_naming LIBS commands)
mooring_test(tst_exportcodes LIBS commands fakehost)

add_library(pseudoterminal STATIC testsupport/pseudoterminal.cpp testsupport/pseudoterminal.h)
target_link_libraries(pseudoterminal PUBLIC lab util PRIVATE project_options)
foreach(test tst_mooringctl tst_mooringctltalk)
    mooring_test(${test} LIBS pseudoterminal LABEL lab TIMEOUT 300)
    add_dependencies(${test} mooringctl)
    set_tests_properties(${test} PROPERTIES RUN_SERIAL ON SKIP_REGULAR_EXPRESSION "SKIP")
endforeach()
mooring_test(tst_localengine LIBS composition fakeengine)
mooring_test(tst_operationcommand LIBS commands fakeengine)
mooring_test(tst_logoutcommand LIBS commands fakeengine)
mooring_test(tst_unitplan LIBS composition)

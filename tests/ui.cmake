# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

# A made-up host under the real planner and runner.
add_library(fakeengine STATIC
    testsupport/fakeengine.cpp testsupport/fakeengine.h
    testsupport/fakeworld.cpp testsupport/fakeworld.h
    testsupport/cardworlds.cpp testsupport/exportworlds.cpp testsupport/iscsiworlds.cpp testsupport/worlds.cpp)
target_link_libraries(fakeengine PUBLIC models services_core Qt6::Test PRIVATE project_options)

foreach(test tst_mainwindow tst_mainwindowclosing tst_plandialog tst_plandialogchoices tst_attachdialog tst_attachchoices
        tst_operationspanel tst_planblockers tst_recentimages tst_topologyview tst_discoverdialog tst_logindialog)
    mooring_test(${test} LIBS fakeengine ui)
    # offscreen warns of itself: failOnWarnings() in the tests instead
    set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT "QT_FATAL_WARNINGS=0")
endforeach()

add_library(scenes STATIC testsupport/cardscenes.cpp testsupport/exportscenes.cpp testsupport/imagescenes.cpp testsupport/iscsiscenes.cpp testsupport/scenes.cpp testsupport/scenes.h)
target_link_libraries(scenes PUBLIC fakeengine ui PRIVATE project_options)
mooring_test(tst_windowwords LIBS scenes translations TIMEOUT 300)
target_sources(tst_windowwords PRIVATE ${CMAKE_SOURCE_DIR}/app/translators.cpp ${CMAKE_SOURCE_DIR}/app/translators.h)
set_property(TEST tst_windowwords APPEND PROPERTY ENVIRONMENT "QT_FATAL_WARNINGS=0")

target_link_libraries(tst_topologyview PRIVATE translations)

mooring_test(tst_translators LIBS Qt6::Core translations)
target_sources(tst_translators PRIVATE ${CMAKE_SOURCE_DIR}/app/translators.cpp ${CMAKE_SOURCE_DIR}/app/translators.h)

mooring_test(tst_windowarguments LIBS ui translations)
target_sources(tst_windowarguments PRIVATE
    ${CMAKE_SOURCE_DIR}/app/windowarguments.cpp ${CMAKE_SOURCE_DIR}/app/windowarguments.h
    ${CMAKE_SOURCE_DIR}/app/translators.cpp ${CMAKE_SOURCE_DIR}/app/translators.h)

find_program(DESKTOP_FILE_VALIDATE desktop-file-validate)
if(DESKTOP_FILE_VALIDATE)
    add_test(NAME desktop_file COMMAND ${DESKTOP_FILE_VALIDATE} ${CMAKE_SOURCE_DIR}/resources/org.mooring.Mooring.desktop)
    set_tests_properties(desktop_file PROPERTIES LABELS unit TIMEOUT 30)
endif()

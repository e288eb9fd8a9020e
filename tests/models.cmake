# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_wording tst_moments tst_format tst_treespec tst_resourcefilter tst_factsmodel tst_planmodel
        tst_activitymodel tst_wordingchoices tst_wordingimages tst_wordingresults tst_attachmentdetails)
    mooring_test(${test} LIBS models translations)
endforeach()
mooring_test(tst_topologypicture LIBS models topologyfixture translations)
mooring_test(tst_resourcemodel LIBS models translations TIMEOUT 300)
foreach(test tst_operationsmodel tst_discovermodel tst_loginmodel)
    mooring_test(${test} LIBS models translations fakeengine)
endforeach()
mooring_test(tst_portalentry LIBS models services_iscsiwire translations)

# The French check: named `french`, so that it can be asked for by itself.
add_executable(tst_french tst_french.cpp testsupport/frenchrules.cpp testsupport/frenchrules.h)
target_link_libraries(tst_french PRIVATE Qt6::Test project_options)
target_compile_definitions(tst_french PRIVATE TRANSLATIONS_DIR="${CMAKE_SOURCE_DIR}/translations"
    PROJECT_DIR="${CMAKE_SOURCE_DIR}" LUPDATE="$<TARGET_FILE:Qt6::lupdate>")
add_test(NAME french COMMAND tst_french)
set_tests_properties(french PROPERTIES LABELS unit TIMEOUT 120 ENVIRONMENT "LC_ALL=C.UTF-8;QT_FATAL_WARNINGS=1")

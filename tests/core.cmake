# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

add_library(topologyfixture STATIC testsupport/topologyfixture.cpp testsupport/topologyfixture.h)
target_link_libraries(topologyfixture PUBLIC services_core PRIVATE project_options)
mooring_test(tst_planner LIBS topologyfixture services_core)
mooring_test(tst_vocabulary LIBS services_core)
mooring_test(tst_resource LIBS services_core)
mooring_test(tst_topology LIBS topologyfixture services_core)
add_library(madeuphost STATIC testsupport/madeuphost.cpp testsupport/madeuphost.h testsupport/planjudge.h)
target_link_libraries(madeuphost PUBLIC services_core PRIVATE project_options)
mooring_test(tst_planner_property LIBS madeuphost)

add_library(fakehost STATIC testsupport/fakehost.cpp testsupport/fakehost.h
    testsupport/recordinglog.cpp testsupport/recordinglog.h)
target_link_libraries(fakehost PUBLIC services_core services_fake Qt6::Test PRIVATE project_options)
mooring_test(tst_provider LIBS services_core)
mooring_test(tst_ledger LIBS fakehost)
mooring_test(tst_host LIBS fakehost)
mooring_test(tst_hostjoin LIBS fakehost)
mooring_test(tst_operation LIBS fakehost)
mooring_test(tst_operationrunner LIBS fakehost)
mooring_test(tst_operationrunnerproof LIBS fakehost)
mooring_test(tst_operationrunnerchecks LIBS fakehost)
mooring_test(tst_operationrunnerstop LIBS fakehost)
mooring_test(tst_serialize LIBS topologyfixture services_core)
mooring_test(tst_planmaking LIBS topologyfixture services_core)
mooring_test(tst_protection LIBS topologyfixture services_core)
mooring_test(tst_deserialize LIBS services_core)

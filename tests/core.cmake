# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

add_library(topologyfixture STATIC testsupport/topologyfixture.cpp testsupport/topologyfixture.h)
target_link_libraries(topologyfixture PUBLIC services_core PRIVATE project_options)
mooring_test(tst_planner LIBS topologyfixture services_core)

# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
mooring_test(tst_child LIBS services_system)
add_dependencies(tst_child mooring-child)
mooring_test(tst_childstop LIBS services_system)
mooring_test(tst_blockdevices LIBS services_system)
mooring_test(tst_imagechecksums LIBS services_system)
mooring_test(tst_kernelevents LIBS services_system lab LABEL lab)
mooring_test(tst_imageopeners LIBS services_system)
mooring_test(tst_mounts LIBS services_system)
mooring_test(tst_processes LIBS services_system lab)
add_dependencies(tst_processes mooring-child lab-blocker)

add_library(logsample STATIC testsupport/logsample.cpp testsupport/logsample.h)
target_link_libraries(logsample PUBLIC services_system PRIVATE project_options)
mooring_test(tst_activitylog LIBS logsample services_system)
mooring_test(tst_activitylogfile LIBS logsample services_system)
mooring_test(tst_operationlog LIBS fakehost services_system)

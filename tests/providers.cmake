# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
mooring_test(tst_filesystem LIBS services_filesystem)
mooring_test(tst_filesystemlab LIBS services_filesystem lab LABEL lab TIMEOUT 300)
add_dependencies(tst_filesystemlab mooring-child lab-blocker)
set_tests_properties(tst_filesystemlab PROPERTIES RUN_SERIAL ON)
mooring_test(tst_filesystemunits LIBS services_filesystem)
target_link_libraries(tst_filesystemunits PRIVATE Qt6::DBus)
mooring_test(tst_imageinspection LIBS services_loop lab LABEL lab)
mooring_test(tst_imagefiles LIBS services_loop lab LABEL lab)
add_dependencies(tst_imageinspection mooring-child)

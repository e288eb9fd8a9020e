# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(iscsipeer STATIC testsupport/iscsipeer.cpp testsupport/iscsipeer.h)
target_link_libraries(iscsipeer PUBLIC Qt6::Core PRIVATE project_options)
foreach(name tst_chap tst_iscsiname tst_pdu tst_scsianswers tst_sendtargets tst_sendtargetsbad tst_textkeys)
    mooring_test(${name} LIBS services_iscsiwire iscsipeer)
endforeach()

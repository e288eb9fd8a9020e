# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

# A guest with Debian's own kernel, booted once for all tests that run in it; see vm/README.md.
set(guest ${CMAKE_COMMAND} -E env MOORING_VM_RUN=${CMAKE_BINARY_DIR}/vm ${CMAKE_CURRENT_SOURCE_DIR}/vm/guest)
add_test(NAME guest_starts COMMAND ${guest} start)
add_test(NAME guest_stops COMMAND ${guest} stop)
set_tests_properties(guest_starts PROPERTIES FIXTURES_SETUP guest)
set_tests_properties(guest_stops PROPERTIES FIXTURES_CLEANUP guest)
set_tests_properties(guest_starts guest_stops PROPERTIES LABELS "vm;vm-long" TIMEOUT 480 RESOURCE_LOCK guest)

add_custom_target(vm_tests COMMENT "What the labels vm and vm-long need")

# What a test in the guest watches by, and the programs that it watches.
add_library(vm_cases STATIC vm/guestscene.cpp vm/guestscene.h)
target_include_directories(vm_cases PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/vm)
target_link_libraries(vm_cases PUBLIC lab PRIVATE project_options)
add_dependencies(vm_cases mooring-child mooringctl mooringd)

# mooring_vm_test(tst_name [LABEL vm|vm-long] [LIBS target...] [TIMEOUT seconds]): tests/vm/tst_name.cpp, as root
# in the guest. The timeout is the guest's, which then kills the program and goes on.
function(mooring_vm_test name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "LIBS" ${ARGN})
    add_executable(${name} vm/${name}.cpp)
    add_dependencies(vm_tests ${name})
    target_link_libraries(${name} PRIVATE vm_cases ${TEST_LIBS} Qt6::Test project_options)
    set(seconds 180)
    if(TEST_TIMEOUT)
        set(seconds ${TEST_TIMEOUT})
    endif()
    set(label vm)
    if(TEST_LABEL)
        set(label ${TEST_LABEL})
    endif()
    math(EXPR limit "${seconds} + 150") # until the guest has cleaned up, or must be hung
    add_test(NAME ${name} COMMAND ${guest} run -t ${seconds} $<TARGET_FILE:${name}>)
    # There everything is there: what skips there is a failure.
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${limit} FIXTURES_REQUIRED guest
        RESOURCE_LOCK guest FAIL_REGULAR_EXPRESSION "(^|\n)SKIP +:"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_FATAL_WARNINGS=1;QTEST_FUNCTION_TIMEOUT=${seconds}000")
endfunction()

mooring_vm_test(tst_guestkernel_vm)
mooring_vm_test(tst_kernelsessions_vm TIMEOUT 500)
mooring_vm_test(tst_systemdmounts_vm LIBS services_filesystem TIMEOUT 500)
mooring_vm_test(tst_exports_vm TIMEOUT 400)
mooring_vm_test(tst_lio_vm LIBS services_lio TIMEOUT 500)
mooring_vm_test(tst_usbreaders_vm TIMEOUT 300)
mooring_vm_test(tst_exportcampaign_vm LABEL vm-long TIMEOUT 7200)

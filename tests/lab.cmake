# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What builds and watches a lab of real devices; shares nothing with the product.
add_library(lab STATIC
    testsupport/diskcontent.cpp testsupport/diskcontent.h
    testsupport/lab.cpp testsupport/lab.h
    testsupport/labprocess.cpp testsupport/labprocess.h
    testsupport/oracle.cpp testsupport/oracle.h
    testsupport/product.cpp testsupport/product.h
    testsupport/servedimages.cpp testsupport/servedimages.h)
target_include_directories(lab PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/testsupport)
target_link_libraries(lab PUBLIC Qt6::Core PRIVATE project_options)
target_compile_definitions(lab PRIVATE MOORING_BIN_DIR="${CMAKE_BINARY_DIR}/bin"
    JANITOR_SCRIPT="${CMAKE_CURRENT_SOURCE_DIR}/testsupport/janitor.sh")

add_executable(lab-blocker testsupport/blocker.cpp)
target_link_libraries(lab-blocker PRIVATE project_options)
set_target_properties(lab-blocker PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
add_dependencies(lab lab-blocker)

# mooring_lab_test(tst_name [LIBS target...] [TIMEOUT seconds]): tests/lab/tst_name.cpp, one at a time, as root
function(mooring_lab_test name)
    cmake_parse_arguments(TEST "" "TIMEOUT" "LIBS" ${ARGN})
    add_executable(${name} lab/${name}.cpp)
    target_link_libraries(${name} PRIVATE lab ${TEST_LIBS} Qt6::Test project_options)
    target_compile_definitions(${name} PRIVATE MOORING_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    add_test(NAME ${name} COMMAND ${name})
    set(timeout 300)
    if(TEST_TIMEOUT)
        set(timeout ${TEST_TIMEOUT})
    endif()
    set_tests_properties(${name} PROPERTIES LABELS lab TIMEOUT ${timeout} RUN_SERIAL ON SKIP_REGULAR_EXPRESSION "SKIP"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_FATAL_WARNINGS=1")
endfunction()

mooring_lab_test(tst_lab)
add_library(lab_cases STATIC lab/blockercases.cpp lab/blockercases.h)
target_link_libraries(lab_cases PUBLIC lab PRIVATE project_options)
mooring_lab_test(tst_blockers LIBS lab_cases)
target_sources(lab_cases PRIVATE lab/childtrap.cpp lab/childtrap.h lab/servedstage.cpp lab/servedstage.h)
mooring_lab_test(tst_detach_lab LIBS lab_cases)
mooring_lab_test(tst_overtaken_lab LIBS lab_cases)
mooring_lab_test(tst_output_lab)
mooring_lab_test(tst_putback_lab LIBS lab_cases)
mooring_lab_test(tst_sendtargets_lab LIBS services_iscsiwire)
mooring_lab_test(tst_killpoints LIBS lab_cases)
mooring_lab_test(tst_contract_lab LIBS lab_cases)
mooring_lab_test(tst_contractimages_lab)
mooring_lab_test(tst_cutimages_lab)
mooring_lab_test(tst_badinput LIBS lab_cases)
mooring_lab_test(tst_checksums_lab LIBS services_loop)
mooring_lab_test(tst_forensicmount_lab)
foreach(name tst_checksums_lab tst_cutimages_lab tst_forensicmount_lab)
    add_dependencies(${name} mooring-child mooringctl)
endforeach()
foreach(name tst_qemustorage_lab tst_qemuleftovers_lab tst_qemurefusals_lab tst_uncleanvhdx_lab
        tst_qemuoverlay_lab tst_qemucopy_lab tst_qemumany_lab tst_qemurace_lab tst_qemumutations_lab
        tst_badimages_lab tst_badtools_lab tst_killeddaemons_lab
        tst_killedprograms_lab tst_openimages_lab tst_overlaysafety_lab tst_movedimages_lab
        tst_unwritablevmdk_lab)
    mooring_lab_test(${name} LIBS services_qemustorage services_loop imageworkshop lab_cases)
    add_dependencies(${name} mooring-child mooringctl)
endforeach()
mooring_lab_test(tst_window_lab LIBS lab_cases composition ui fakeengine)
mooring_lab_test(tst_windowimages_lab LIBS composition ui fakeengine)
set_property(TEST tst_window_lab tst_windowimages_lab APPEND PROPERTY ENVIRONMENT "QT_FATAL_WARNINGS=0")

# Real and misbehaving iSCSI targets, for tests of an initiator.
add_library(lab_iscsi STATIC
    lab/iscsipdu.cpp lab/iscsipdu.h
    lab/istgtdaemon.cpp lab/istgtdaemon.h
    lab/logindialogue.cpp lab/logindialogue.h
    lab/loopback.cpp lab/loopback.h
    lab/pduchannel.cpp lab/pduchannel.h
    lab/rawinitiator.cpp lab/rawinitiator.h
    lab/reactor.cpp lab/reactor.h
    lab/relay.cpp lab/relay.h
    lab/relayline.cpp lab/relayline.h
    lab/script.cpp lab/script.h
    lab/scriptedtarget.cpp lab/scriptedtarget.h
    lab/scsilun.cpp lab/scsilun.h
    lab/targetanswers.cpp
    lab/targetconnection.cpp lab/targetconnection.h
    lab/targetevents.cpp
    lab/targetstate.cpp lab/targetstate.h
    lab/tgtcontrol.cpp lab/tgtcontrol.h
    lab/tgtdaemon.cpp lab/tgtdaemon.h
    lab/tgtlisting.cpp lab/tgtlisting.h)
target_include_directories(lab_iscsi PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/lab)
target_link_libraries(lab_iscsi PUBLIC lab Threads::Threads PRIVATE project_options)
foreach(name tst_labtargets tst_scriptedtarget tst_scriptedlogins tst_scriptedmisdeeds)
    mooring_lab_test(${name} LIBS lab_iscsi)
endforeach()
foreach(name tst_heldsessions_lab tst_login_lab)
    mooring_lab_test(${name} LIBS lab_iscsi services_libiscsi fakehost)
endforeach()
mooring_lab_test(tst_reconnect_lab LIBS lab_iscsi services_libiscsi fakehost Qt6::DBus)
add_dependencies(tst_reconnect_lab mooring-child mooringctl mooringd)
foreach(name tst_discovery_lab tst_session_lab tst_sessionlogin_lab)
    mooring_lab_test(${name} LIBS lab_iscsi services_libiscsi)
endforeach()
foreach(name tst_browse_lab tst_browsebad_lab)
    mooring_lab_test(${name} LIBS lab_iscsi)
    add_dependencies(${name} mooringctl)
endforeach()
foreach(name tst_attachedunit_lab tst_automaticlogin_lab tst_savedtargets_lab tst_keyring_lab tst_keyringtrouble_lab
        tst_manysessions_lab tst_manytargets_lab tst_iscsicommands_lab tst_logincommands_lab tst_operationcommands_lab
        tst_othersessions_lab tst_portals_lab tst_exportedluns_lab tst_exportedchains_lab
        tst_exporttrouble_lab)
    mooring_lab_test(${name} LIBS lab_iscsi imageworkshop lab_cases Qt6::DBus)
    add_dependencies(${name} mooring-child mooringctl mooringd)
endforeach()
mooring_lab_test(tst_windowexports_lab LIBS lab_iscsi lab_cases composition ui fakeengine)
set_property(TEST tst_windowexports_lab APPEND PROPERTY ENVIRONMENT "QT_FATAL_WARNINGS=0")
foreach(name tst_deadtarget_lab tst_silenttarget_lab)
    mooring_lab_test(${name} LIBS lab_iscsi services_qemustorage Qt6::DBus)
    add_dependencies(${name} mooring-child mooringctl mooringd)
endforeach()

# A pcscd with virtual readers, cards, and another program that uses them.
pkg_check_modules(PCSCLITE_TOOL REQUIRED IMPORTED_TARGET libpcsclite)
add_executable(lab-card testsupport/cardtool.cpp)
target_link_libraries(lab-card PRIVATE PkgConfig::PCSCLITE_TOOL project_options)
add_library(lab-reader MODULE testsupport/labreader.cpp)
target_link_libraries(lab-reader PRIVATE PkgConfig::PCSCLITE_TOOL project_options ${CMAKE_DL_LIBS})
target_compile_options(lab-reader PRIVATE -fno-sanitize=all) # pcscd, which loads it, is not
target_link_options(lab-reader PRIVATE -fno-sanitize=all)
set_target_properties(lab-reader PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
set_target_properties(lab-card lab-reader PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
add_library(lab_cards STATIC lab/cardlab.cpp lab/cardlab.h lab/virtualcard.cpp lab/virtualcard.h)
target_include_directories(lab_cards PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/lab)
target_link_libraries(lab_cards PUBLIC lab Threads::Threads PRIVATE project_options)
add_dependencies(lab_cards lab-card lab-reader mooring-child)
foreach(name tst_cards_lab tst_carddispositions_lab tst_cardholders_lab tst_cardservice_lab tst_manycards_lab)
    mooring_lab_test(${name} LIBS lab_cards services_pcsc fakehost)
endforeach()
mooring_lab_test(tst_cardcommands_lab LIBS lab_cards lab_iscsi services_core Qt6::DBus)
add_dependencies(tst_cardcommands_lab mooring-child mooringctl mooringd)
mooring_lab_test(tst_cardsharing_lab LIBS lab_cards services_pcsc services_service fakehost Qt6::DBus)
add_dependencies(tst_cardsharing_lab mooringctl mooringd)

# ./dev demo: the window on a lab, by hand or driven
add_executable(mooring-demo lab/demo.cpp lab/demoguide.cpp lab/demoguide.h lab/demostage.cpp lab/demostage.h
    lab/demotours.cpp lab/demotours.h)
target_link_libraries(mooring-demo PRIVATE lab lab_cards lab_iscsi composition ui translations Qt6::Test project_options)
add_dependencies(mooring-demo mooring mooring-child lab-card lab-reader)

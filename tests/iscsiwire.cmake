# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(iscsipeer STATIC testsupport/iscsipeer.cpp testsupport/iscsipeer.h)
target_link_libraries(iscsipeer PUBLIC Qt6::Core PRIVATE project_options)
foreach(name tst_chap tst_iscsiname tst_pdu tst_scsianswers tst_sendtargets tst_sendtargetsbad tst_textkeys
        tst_wiresession)
    mooring_test(${name} LIBS services_iscsiwire iscsipeer)
endforeach()
mooring_test(tst_iscsicorpus LIBS services_iscsiwire)
target_sources(tst_iscsicorpus PRIVATE fuzz/fuzzediscsi.cpp fuzz/fuzzediscsi.h fuzz/fuzzedsession.cpp)
target_compile_definitions(tst_iscsicorpus PRIVATE FUZZ_CORPUS_DIR="${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus")

# mooring_iscsi_fuzzer(corpus judge): the library compiled once more, as in imagesniff.cmake
function(mooring_iscsi_fuzzer name judge)
    get_target_property(wire services_iscsiwire SOURCES)
    list(FILTER wire INCLUDE REGEX "\\.cpp$")
    list(TRANSFORM wire PREPEND ${CMAKE_SOURCE_DIR}/services/libiscsi/)
    add_executable(fuzz_${name} fuzz/fuzz_iscsiwire.cpp fuzz/fuzzediscsi.cpp fuzz/fuzzedsession.cpp ${wire})
    target_link_libraries(fuzz_${name} PRIVATE services_core project_options)
    target_compile_definitions(fuzz_${name} PRIVATE MOORING_FUZZ_JUDGE=${judge})
    target_compile_options(fuzz_${name} PRIVATE
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer,address,undefined)
    set_target_properties(fuzz_${name} PROPERTIES AUTOMOC OFF DISABLE_PRECOMPILE_HEADERS ON)
endfunction()
if(MOORING_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    mooring_iscsi_fuzzer(iscsipdus judgePdus)
    mooring_iscsi_fuzzer(iscsitext judgeText)
    mooring_iscsi_fuzzer(iscsidiscovery judgeDiscovery)
    mooring_iscsi_fuzzer(iscsisession judgeSession)
    mooring_iscsi_fuzzer(scsianswers judgeScsi)
endif()

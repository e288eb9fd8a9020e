# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(imageworkshop STATIC
    testsupport/chainfolder.h
    testsupport/imageforge.cpp testsupport/imageforge.h
    testsupport/imagemutator.cpp testsupport/imagemutator.h
    testsupport/imageworkshop.cpp testsupport/imageworkshop.h
    testsupport/sesparseforge.cpp testsupport/sesparseforge.h)
target_link_libraries(imageworkshop PUBLIC imagesniff lab Qt6::Core PRIVATE project_options)
foreach(name tst_contentend tst_imagechain tst_imagechainparts tst_imagelock tst_imagesniff tst_imagesniffbad
        tst_imagesniffcorpus tst_imagesniffothers tst_imagesniffqcow2 tst_imagesniffverb tst_imagesniffvhd
        tst_imagesniffvhdx tst_imagesniffvmdk tst_imagesniffsesparse tst_imagesniffvmdksparse tst_vhdxlogverb)
    mooring_test(${name} LIBS imageworkshop)
endforeach()
add_dependencies(tst_imagesniffverb mooring-child)
add_dependencies(tst_vhdxlogverb mooring-child)
target_sources(tst_imagesniffcorpus PRIVATE fuzz/fuzzedimage.cpp fuzz/fuzzedimage.h)
target_compile_definitions(tst_imagesniffcorpus PRIVATE
    FUZZ_CORPUS_DIR="${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/imagesniff")

# Compiles the library once more, so that the fuzzer sees which way each input takes.
option(MOORING_FUZZ "Build the fuzzers; needs clang" OFF)
if(MOORING_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    get_target_property(sniffed imagesniff SOURCES)
    list(FILTER sniffed INCLUDE REGEX "\\.cpp$")
    list(TRANSFORM sniffed PREPEND ${CMAKE_SOURCE_DIR}/services/system/imagesniff/)
    add_executable(fuzz_imagesniff fuzz/fuzz_imagesniff.cpp fuzz/fuzzedimage.cpp ${sniffed})
    target_link_libraries(fuzz_imagesniff PRIVATE project_options)
    target_compile_options(fuzz_imagesniff PRIVATE
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(fuzz_imagesniff PRIVATE -fsanitize=fuzzer,address,undefined)
    set_target_properties(fuzz_imagesniff PROPERTIES AUTOMOC OFF DISABLE_PRECOMPILE_HEADERS ON)
endif()

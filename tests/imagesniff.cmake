# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(imageworkshop STATIC
    testsupport/chainfolder.h
    testsupport/imageforge.cpp testsupport/imageforge.h
    testsupport/imageworkshop.cpp testsupport/imageworkshop.h)
target_link_libraries(imageworkshop PUBLIC imagesniff lab Qt6::Core PRIVATE project_options)
foreach(name tst_imagesniff tst_imagesniffvhd tst_imagesniffvhdx tst_imagesniffvmdk
        tst_imagesniffvmdksparse tst_imagesniffqcow2 tst_imagesniffothers tst_imagechain
        tst_imagechainparts tst_imagelock tst_imagesniffverb tst_imagesniffbad)
    mooring_test(${name} LIBS imageworkshop)
endforeach()
add_dependencies(tst_imagesniffverb mooring-child)

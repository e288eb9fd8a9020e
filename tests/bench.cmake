# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later

add_library(bench STATIC bench/bench.cpp bench/bench.h bench/bigworld.cpp bench/bigworld.h)
target_include_directories(bench PUBLIC bench)
target_link_libraries(bench PUBLIC services_core PRIVATE project_options)

# mooring_bench(bench_name [LIBS target...]): tests/bench/bench_name.cpp; run by tests/bench/run
function(mooring_bench name)
    cmake_parse_arguments(BENCH "" "" "LIBS" ${ARGN})
    add_executable(${name} bench/${name}.cpp)
    target_link_libraries(${name} PRIVATE bench ${BENCH_LIBS} project_options)
    add_dependencies(${name} mooring-child)
endfunction()

mooring_bench(bench_models LIBS models)
target_sources(bench PRIVATE bench/fakesysfs.cpp bench/fakesysfs.h)
mooring_bench(bench_look LIBS services_filesystem services_loop services_qemustorage lab)
mooring_bench(bench_users LIBS services_filesystem lab)
add_library(bench_engine STATIC bench/enginerun.cpp bench/enginerun.h)
target_link_libraries(bench_engine PUBLIC bench composition PRIVATE project_options)
mooring_bench(bench_detach LIBS bench_engine lab)
mooring_bench(bench_virtualdisks LIBS bench_engine lab)
target_sources(bench_virtualdisks PRIVATE bench/byhand.cpp bench/byhand.h)
mooring_bench(bench_gui LIBS composition ui services_fake)
mooring_bench(bench_start LIBS lab Qt6::Gui)
mooring_bench(bench_sniff LIBS imagesniff lab)
mooring_bench(bench_browse LIBS lab_iscsi)
mooring_bench(bench_sessions LIBS lab_iscsi services_libiscsi)
add_dependencies(bench_browse mooringctl)
mooring_bench(bench_udisks LIBS bench_engine lab)
add_dependencies(bench_udisks mooringctl)
mooring_bench(bench_cards LIBS lab_cards services_pcsc PkgConfig::PCSCLITE_TOOL)
add_dependencies(bench_cards mooringctl)

# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
mooring_test(tst_serviceprovider LIBS services_service services_fake)
mooring_test(tst_servicelookshere LIBS services_service services_fake)
mooring_test(tst_servicehost LIBS services_service services_fake)
mooring_test(tst_servicesecrets LIBS services_service services_fake)

add_executable(fake-service testsupport/fakeservice.cpp)
target_link_libraries(fake-service PRIVATE services_service services_fake project_options)
mooring_test(tst_servicedeath LIBS services_service)
add_dependencies(tst_servicedeath fake-service)
mooring_test(tst_operationregistry LIBS services_service services_fake)
mooring_test(tst_servicelife LIBS services_service services_fake)
mooring_test(tst_mooringd LIBS services_service)
add_dependencies(tst_mooringd mooringd)
mooring_test(tst_serviceoperation LIBS services_service fakehost)

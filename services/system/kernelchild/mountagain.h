// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/descriptor.h"
#include "verbs.h"

#include <string>
#include <vector>

namespace mooring::kernelchild {

// Mounts something as it was mounted before, from what mountinfo said of it then.
class MountAgain
{
public:
    explicit MountAgain(Arguments arguments);
    int run(); // errno; standard error says what it is about: "target", "source", or the kernel's words

private:
    int fresh(Descriptor& mount);
    int fromPresent(Descriptor& mount);
    int configure(int context);
    int configureOne(int context, const std::string& option);
    int mountOldWay();
    int narrow(Descriptor& mount);
    int setAttributes(int mount) const;
    int setPropagation() const;
    std::string partBelow() const; // the folder of what is mounted that shall be seen
    static void tellKernelsWords(int context);

    const char *m_type, *m_source, *m_target;
    std::string m_root, m_device, m_options, m_propagation;
    std::vector<std::string> m_superOptions;
};

} // namespace mooring::kernelchild

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imageforge.h"
#include "imageworkshop.h"
#include "services/system/imagesniff/chain.h"

#include <sys/stat.h>

namespace mooring::testsupport {

// Images in a folder "vm", which has a folder "sub", and in a folder "other" beside it.
class ChainFolder
{
public:
    ChainFolder()
    {
        for (const char* folder : {"vm", "vm/sub", "other"})
            if (mkdir(path(folder).constData(), 0700) != 0)
                qFatal("cannot make %s", folder);
    }
    QByteArray path(const QByteArray& name) const { return workshop.path(name); }
    QByteArray write(const QByteArray& name, const QByteArray& content) const
    {
        return workshop.write(name, content);
    }
    imagesniff::Chain chain(const QByteArray& name, const imagesniff::FollowOptions& options = {}) const
    {
        return imagesniff::follow(path(name).toStdString(), options);
    }
    const ImageWorkshop workshop;
};

// A qcow2 with a backing file, of a name and a format.
inline QByteArray backed(const QByteArray& name, const QByteArray& format = "qcow2")
{
    using namespace forge;
    QByteArray image = qcow2();
    put(image, 104, big(0xe2792aca, 4) + big(quint64(format.size()), 4) + format);
    put(image, 8, big(1000, 8) + big(quint64(name.size()), 4));
    put(image, 1000, name);
    return image;
}

inline QByteArray problems(const imagesniff::Link& link)
{
    QByteArrayList words;
    for (const imagesniff::Problem problem : link.problems)
        words.append(named(problem));
    return words.join(' ');
}

} // namespace mooring::testsupport

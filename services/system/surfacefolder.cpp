// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "surfacefolder.h"

#include "sysfs.h"
#include "wholefile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtGlobal>

#include <unistd.h>

namespace mooring {

SurfaceFolders::SurfaceFolders()
    : SurfaceFolders(ownBase())
{
}

SurfaceFolders::SurfaceFolders(QByteArray base)
    : m_base(std::move(base))
{
}

QByteArray SurfaceFolders::ownBase()
{
    const QByteArray tail = "/mooring/images";
    if (geteuid() == 0)
        return "/run" + tail;
    const QByteArray own = qgetenv("XDG_RUNTIME_DIR");
    return (own.startsWith('/') ? own : "/run/user/" + QByteArray::number(geteuid())) + tail;
}

bool SurfaceFolders::isAnybodys(const QByteArray& path)
{
    static const QRegularExpression pattern(
        QStringLiteral("^/run/(user/[0-9]+/)?mooring/images/[0-9:]+/disk$"));
    return pattern.match(QString::fromLatin1(path)).hasMatch();
}

QSet<quint64> SurfaceFolders::diskSequences() const
{
    QSet<quint64> sequences;
    const SysFolder folders(m_base.constData());
    if (!folders)
        return sequences;
    folders.list([&](std::string_view name, unsigned char) {
        const QByteArray folder = m_base + '/' + QByteArray(name.data(), static_cast<qsizetype>(name.size()));
        const QByteArray record = wholeFile(folder + "/attachment.json").value_or(QByteArray());
        const QJsonValue sequence = QJsonDocument::fromJson(record).object().value(QLatin1String("diskSeq"));
        sequences.insert(sequence.toString().toULongLong());
    });
    sequences.remove(0);
    return sequences;
}

bool SurfaceFolders::holds(const QByteArray& path) const
{
    const qsizetype start = m_base.size() + 1;
    return path.startsWith(m_base + '/') && path.indexOf('/', start) > start;
}

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "configchange.h"

namespace mooring::lio {

ConfigChange::ConfigChange(const KernelChild& child, QString subject, std::stop_token stop, Tell progress)
    : m_child(child)
    , m_subject(std::move(subject))
    , m_stop(std::move(stop))
    , m_progress(std::move(progress))
{
}

bool ConfigChange::unlink(const QByteArray& folder, quint64 inode, const QByteArray& name)
{
    return run({"configfs-unlink", folder, QByteArray::number(inode), name}, folder + name);
}

bool ConfigChange::remove(const QByteArray& folder, quint64 inode)
{
    return run({"configfs-rmdir", folder, inode == 0 ? QByteArray("-") : QByteArray::number(inode)}, folder);
}

bool ConfigChange::make(const QByteArray& folder)
{
    if (!run({"configfs-mkdir", folder}, folder) && m_error->number == EEXIST)
        m_error.reset();
    return !m_error;
}

bool ConfigChange::link(const QByteArray& path, const QByteArray& target)
{
    return run({"configfs-link", path, target}, path);
}

bool ConfigChange::write(const QByteArray& path, const QByteArray& value)
{
    return run({"configfs-write", path, value}, path);
}

// What configfs says with them: fs/configfs/dir.c and symlink.c.
ErrorCode ConfigChange::codeOf(const Error& error, const QByteArray& verb) const
{
    if (error.domain != ErrorDomain::Errno)
        return error.code;
    switch (error.number) {
    case EBUSY: // something links to it, or depends on it
        return ErrorCode::UnitBusy;
    case ENOTEMPTY: // somebody put something in
        return ErrorCode::SomethingStandsOnIt;
    case EEXIST: // a unit has one backing, an initiator one unit under a number
        return ErrorCode::LunNumberTaken;
    case ENOENT:
        return verb.endsWith("unlink") || verb.endsWith("rmdir") ? ErrorCode::AlreadyGone : error.code;
    default:
        return error.code;
    }
}

bool ConfigChange::run(const QList<QByteArray>& arguments, const QByteArray& path)
{
    if (m_error)
        return false;
    if (m_stop.stop_requested()) {
        m_error = errorOf(ErrorCode::StoppedByUser, m_subject);
        m_error->text = m_done.join(QStringLiteral("; "));
        return false;
    }
    const auto tell = [this](Progress now) {
        now.sent = true;
        if (m_progress)
            m_progress(now);
    };
    tell({});
    const QByteArray verb = arguments[0].mid(arguments[0].indexOf('-') + 1);
    const QString change = QString::fromLatin1(verb) + QLatin1Char(' ') + encodeBytes(path);
    m_error = m_child.run(arguments, m_stop, tell).error({}, m_subject.toUtf8());
    if (!m_error) {
        m_done.append(change + QStringLiteral(": done"));
        return true;
    }
    m_error->subject = m_subject;
    m_error->code = codeOf(*m_error, verb);
    const QString failed = m_error->text.isEmpty() ? change : change + QStringLiteral(": ") + m_error->text;
    m_error->text = (m_done + QStringList {failed}).join(QStringLiteral("; "));
    return false;
}

StepResult ConfigChange::result() const
{
    StepResult result;
    result.error = m_error;
    return result;
}

} // namespace mooring::lio

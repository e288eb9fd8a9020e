// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/childanswer.h"

namespace mooring::lio {

// The changes that one step makes in configfs, each by a child of its own. After the first that fails nothing
// more is done; what was done before stays, and the error tells both.
class ConfigChange
{
public:
    using Tell = std::function<void(Progress)>;
    ConfigChange(const KernelChild& child, QString subject, std::stop_token stop, Tell progress);

    // Each answers whether to go on.
    bool unlink(const QByteArray& folder, quint64 inode, const QByteArray& name);
    bool remove(const QByteArray& folder, quint64 inode); // 0: whichever it is
    bool make(const QByteArray& folder); // one that is there already will do
    bool link(const QByteArray& path, const QByteArray& target);
    bool write(const QByteArray& path, const QByteArray& value);

    const std::optional<Error>& error() const { return m_error; }
    StepResult result() const;

private:
    bool run(const QList<QByteArray>& arguments, const QByteArray& path);
    ErrorCode codeOf(const Error& error, const QByteArray& verb) const;
    const KernelChild& m_child;
    QString m_subject;
    std::stop_token m_stop;
    Tell m_progress;
    QStringList m_done; // "unlink /sys/..."
    std::optional<Error> m_error;
};

} // namespace mooring::lio

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "child.h"

#include <QHash>

namespace mooring {

// What a verb of mooring-child answered: lines "KEY VALUE", and how it ended.
class ChildAnswer
{
public:
    explicit ChildAnswer(Result<ChildResult> result);
    QByteArray value(const QByteArray& key) const; // the first of that key
    quint64 number(const QByteArray& key) const { return value(key).toULongLong(); }
    const QList<QByteArray>& values(const QByteArray& key) const;
    QByteArray text() const; // all of it
    bool endedByItself() const; // not killed, not abandoned: everything it had to say is here
    // In the words of the images: what the child gave as its reason beside the errno. Empty for success.
    std::optional<Error> error(const QByteArray& path, const QByteArray& device) const;

private:
    Result<ChildResult> m_result;
    QHash<QByteArray, QList<QByteArray>> m_values;
};

// Calls mooring-child.
class KernelChild
{
public:
    KernelChild(std::shared_ptr<Child> child, QByteArray program);
    ChildAnswer run(QList<QByteArray> arguments, std::stop_token stop,
                    const std::function<void(Progress)>& progress = {}) const;
    // Gives up by itself after so many milliseconds.
    ChildAnswer runFor(int limit, QList<QByteArray> arguments, std::stop_token stop) const;
    Child& child() const { return *m_child; } // for the programs of others

private:
    std::shared_ptr<Child> m_child;
    QByteArray m_program;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeengine.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace mooring {

inline bool until(const std::function<bool()>& holds) { return QTest::qWaitFor(holds, 5000); }

// Settings of a test's own, never the user's.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
        QCoreApplication::setApplicationName(QStringLiteral("mooring"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

private:
    QTemporaryDir m_folder;
};

// Any warning fails the test, but for what the offscreen platform itself cannot do (which QT_FATAL_WARNINGS
// would not forgive). Call it in init().
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

template <class W> W* part(QWidget* of, const char* name) { return of->findChild<W*>(QLatin1String(name)); }

inline QAbstractButton* button(QWidget* of, const char* name)
{
    for (QAbstractButton* found : of->findChildren<QAbstractButton*>(QLatin1String(name)))
        if (found->isVisibleTo(of))
            return found;
    return nullptr;
}

inline bool click(QWidget* of, const char* name)
{
    QAbstractButton* found = button(of, name);
    if (!found || !found->isEnabled())
        return false;
    QTest::mouseClick(found, Qt::LeftButton);
    return true;
}

inline QString textOf(QWidget* of, const char* name)
{
    auto* label = part<QLabel>(of, name);
    return label && label->isVisibleTo(of) ? label->text() : QString();
}

} // namespace mooring

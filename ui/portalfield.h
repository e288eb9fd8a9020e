// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace mooring {

class RecentPortals;
class TextLabel;

// Where one or several portals are typed or chosen again. Says what is wrong with one as soon as the typing
// pauses.
class PortalField final : public QWidget
{
    Q_OBJECT
public:
    explicit PortalField(QWidget* parent = nullptr);

    QList<QByteArray> portals() const; // empty: nothing yet, or one that is none
    void add(const QByteArray& portal);
    void setBusy(bool busy);
    void retranslate();

signals:
    void changed();

private:
    void judge();

    RecentPortals* m_known;
    QTimer m_typed;
    QLabel* m_label;
    QLineEdit* m_text;
    QToolButton* m_recent;
    TextLabel* m_hint;
};

} // namespace mooring

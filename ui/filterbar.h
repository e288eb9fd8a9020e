// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/treespec.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace mooring {

// Search and chips above the tree.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);
    void focusSearch();
    void clear();
    bool isActive() const; // something is filtered
    void setChipsShown(bool shown);

signals:
    void textChanged(const QString& text);
    void chipToggled(mooring::Chip chip, bool on);
    void leaveRequested(); // Escape or Down: back to the rows

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();

    QLineEdit* m_search;
    QList<std::pair<Chip, QToolButton*>> m_chips;
};

} // namespace mooring

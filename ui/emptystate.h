// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace mooring {

class TextLabel;

// What a view shows instead of rows: a sentence, and what can be done about it.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setText(const QString& sentence, const QString& action = {}); // no action: no button

signals:
    void triggered();

private:
    TextLabel* m_sentence;
    QPushButton* m_action;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"

#include <QPointer>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace mooring {

class TextLabel;

// How far the attaching of one image is, and the button that stops it. Takes no room while nothing runs.
class AttachProgress final : public QWidget
{
    Q_OBJECT
public:
    explicit AttachProgress(QWidget* parent = nullptr);
    void follow(Operation* operation); // null: nothing runs any more
    void retranslate();

private:
    void stop();
    void refresh();
    int percent(const StepRecord& step);

    QPointer<Operation> m_operation;
    std::optional<StopAnswer> m_answer;
    quint64 m_whole = 0; // bytes that were left when they were first counted
    int m_shown = 0; // percent; never goes back
    TextLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_stop;
};

} // namespace mooring

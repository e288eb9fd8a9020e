// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"

#include <QPointer>
#include <QWidget>

namespace mooring {

class ProgressRow;

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
    ProgressRow* m_row;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operationsmodel.h"

#include <QMessageBox>

class QPushButton;

namespace mooring {

// Asked when the window is closed while something runs.
class QuitQuestion final : public QMessageBox
{
    Q_OBJECT
public:
    QuitQuestion(const OperationsModel& operations, QWidget* parent);

signals:
    void finishFirst();
    void stopFirst();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    const OperationsModel& m_operations;
    QPushButton* m_finish;
    QPushButton* m_stop;
    QPushButton* m_cancel;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fittingscrollarea.h"
#include "models/operationsmodel.h"

namespace mooring {

class Engine;
class OperationRow;

// What runs and what came of it; seen only while there is something to say.
class OperationsPanel final : public FittingScrollArea
{
    Q_OBJECT
public:
    explicit OperationsPanel(Engine& engine, QWidget* parent = nullptr);
    const OperationsModel& operations() const { return m_model; }
    void addNotice(std::function<QString()> words); // asked again when the language changes

signals:
    void putBackRequested(qint64 operation);
    void runningChanged();
    void told(const QString& sentence); // worth a moment in the status bar

protected:
    void changeEvent(QEvent* event) override;

private:
    void insertRows(int first, int last);
    void removeRows(int first, int last);
    void refresh(int first, int last);
    void adapt();
    void stop(OperationRow* row);
    void putBack(OperationRow* row);
    QModelIndex indexOf(OperationRow* row) const;

    struct Notice
    {
        OperationRow* row;
        std::function<QString()> words;
    };
    OperationsModel m_model;
    QList<OperationRow*> m_rows; // one a row of the model
    std::vector<Notice> m_notices; // below them
};

} // namespace mooring

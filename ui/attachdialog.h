// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fittingdialog.h"
#include "models/engine.h"

#include <QPointer>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace mooring {

class AttachChoices;
class AttachProgress;
class ErrorPanel;
class ImageFacts;
class TextLabel;

// Attaches images, one after another: says what the file is before anything happens to it, and stays open
// with the reason when it could not be attached. Closed while one is being attached, it lets that go on.
class AttachDialog final : public FittingDialog
{
    Q_OBJECT
public:
    explicit AttachDialog(Engine& engine, QWidget* parent = nullptr);
    void add(const QList<QByteArray>& paths); // behind those that wait
    QByteArray path() const { return m_path; }

signals:
    void attached(const QList<mooring::ResourceId>& created);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    void connectParts();
    void setPath(const QByteArray& path);
    void forgetImage();
    void inspect();
    void showReport(const ImageReport& report);
    void take(const QList<QByteArray>& paths); // before those that wait
    void attach();
    void ended(const OperationRecord& record);
    void next();
    void adapt();
    void tellState();
    void retranslate();

    Engine& m_engine;
    QList<QByteArray> m_waiting;
    int m_number = 0, m_count = 0; // of several
    QByteArray m_path;
    std::optional<ImageReport> m_report;
    QPointer<Operation> m_operation;
    quint64 m_inspection = 0; // only the latest answer counts
    QTimer m_typed;
    QLabel* m_fileLabel;
    QLineEdit* m_file;
    QPushButton* m_browse;
    TextLabel* m_status;
    ImageFacts* m_facts;
    ErrorPanel* m_error;
    AttachChoices* m_choices;
    AttachProgress* m_progress;
    QLabel* m_queue;
    QPushButton* m_skip;
    QPushButton* m_cancel;
    QPushButton* m_attach;
};

} // namespace mooring

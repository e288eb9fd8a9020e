// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace mooring {

class ErrorPanel;
class TextLabel;

// Attaches images, one after another: says what the file is before anything happens to it, and stays open
// with the reason when it could not be attached.
class AttachDialog final : public QDialog
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
    void inspect();
    void showReport(const ImageReport& report);
    void browse();
    void attach();
    void ended(const OperationRecord& record);
    void next();
    void adapt();
    void retranslate();
    bool contentUnknown() const;

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
    TextLabel* m_summary;
    TextLabel* m_warning;
    ErrorPanel* m_error;
    QCheckBox* m_readOnly;
    QCheckBox* m_raw;
    QLabel* m_lifetimeLabel;
    QComboBox* m_lifetime;
    QLabel* m_queue;
    QPushButton* m_skip;
    QPushButton* m_cancel;
    QPushButton* m_attach;
};

} // namespace mooring

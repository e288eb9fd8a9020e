// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPersistentModelIndex>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace mooring {

class TextLabel;

// One operation in the panel: while it runs how far it is, and Stop; then what came of it. Also a plain
// notice, when it is given no operation.
class OperationRow final : public QFrame
{
    Q_OBJECT
public:
    explicit OperationRow(QWidget* parent = nullptr);
    void showOperation(const QModelIndex& index);
    void showNotice(const QString& text);

signals:
    void stopRequested();
    void putBackRequested();
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    void showRunning(const QModelIndex& index);
    void showEnded(const QModelIndex& index);
    void retranslate();

    QLabel* m_picture;
    TextLabel* m_title;
    TextLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_stop;
    QPushButton* m_putBack;
    QToolButton* m_copy;
    QToolButton* m_dismiss;
    QString m_details;
};

} // namespace mooring

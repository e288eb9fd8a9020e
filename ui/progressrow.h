// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace mooring {

class TextLabel;

// How far something is, and the button that stops it; when nothing runs, what came of it. Takes no room while
// there is nothing to say.
class ProgressRow final : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressRow(QWidget* parent = nullptr);
    void run(const QString& text, int done, int of); // of one: how far is not known
    void rest(const QString& text = {});
    void stopping(const QString& text); // it was asked to; it cannot be asked again
    void retranslate();

signals:
    void stopRequested();

private:
    void say(const QString& text, bool isRunning);

    bool m_isStopping = false;
    TextLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_stop;
};

} // namespace mooring

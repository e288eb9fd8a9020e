// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace mooring {

class Engine;

// The status bar's right half: each backend with its state (why, and what to do, on a click), and as whom
// Mooring acts.
class BackendBar final : public QWidget
{
    Q_OBJECT
public:
    explicit BackendBar(Engine& engine, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    Engine& m_engine;
    QHBoxLayout* m_layout;
    QList<QToolButton*> m_backends;
    QLabel* m_actingAs;
};

} // namespace mooring

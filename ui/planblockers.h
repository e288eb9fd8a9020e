// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fittingscrollarea.h"
#include "services/core/plan.h"

class QPushButton;

namespace mooring {

class BlockerRow;
class TextLabel;

// Who stands in the way of a plan, and for each what can be answered.
class PlanBlockers final : public FittingScrollArea
{
    Q_OBJECT
public:
    explicit PlanBlockers(QWidget* parent = nullptr);
    void setBlockers(const QList<Blocker>& blockers); // rows that stay keep their place and focus
    void retranslate();

signals:
    void answered(const mooring::ResourceId& who, mooring::ProcessAnswer answer);
    void leftOut(const mooring::ResourceId& who);
    void lookAgainRequested();

private:
    BlockerRow* addRow(const Blocker& blocker);

    QList<BlockerRow*> m_rows;
};

// One of them.
class BlockerRow final : public QFrame
{
    Q_OBJECT
public:
    explicit BlockerRow(QWidget* parent = nullptr);
    void setBlocker(const Blocker& blocker);
    const Blocker& blocker() const { return m_blocker; }
    void retranslate();

signals:
    void answered(mooring::ProcessAnswer answer);
    void leftOut();
    void lookAgainRequested();

private:
    bool offers(Verb verb) const { return m_blocker.answers.contains(verb); }

    Blocker m_blocker;
    TextLabel* m_text;
    QPushButton* m_quit;
    QPushButton* m_end;
    QPushButton* m_leaveOut;
    QPushButton* m_again;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planblockers.h"

#include "icons.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QGridLayout>
#include <QPushButton>
#include <QStyle>

namespace mooring {
namespace {

constexpr int builtRows = 100; // of more than these the title tells the number

} // namespace

BlockerRow::BlockerRow(QWidget* parent)
    : QFrame(parent)
    , m_text(new TextLabel(this))
    , m_quit(new QPushButton(this))
    , m_end(new QPushButton(this))
    , m_leaveOut(new QPushButton(this))
    , m_again(new QPushButton(this))
{
    setFrameShape(StyledPanel);
    m_quit->setObjectName(QStringLiteral("askToQuit"));
    m_end->setObjectName(QStringLiteral("end"));
    m_leaveOut->setObjectName(QStringLiteral("leaveOut"));
    m_again->setObjectName(QStringLiteral("lookAgain"));
    auto* picture = new QLabel(this);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    picture->setPixmap(icon(QStringLiteral("dialog-warning")).pixmap(side, side));
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_quit, m_end, m_leaveOut, m_again}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* layout = new QGridLayout(this);
    layout->addWidget(picture, 0, 0, Qt::AlignTop);
    layout->addWidget(m_text, 0, 1);
    layout->addLayout(buttons, 1, 1);
    layout->setColumnStretch(1, 1);
    connect(m_quit, &QPushButton::clicked, this, [this] { emit answered(ProcessAnswer::Quit); });
    connect(m_end, &QPushButton::clicked, this, [this] { emit answered(ProcessAnswer::End); });
    connect(m_leaveOut, &QPushButton::clicked, this, &BlockerRow::leftOut);
    connect(m_again, &QPushButton::clicked, this, &BlockerRow::lookAgainRequested);
}

void BlockerRow::setBlocker(const Blocker& blocker)
{
    m_blocker = blocker;
    retranslate();
}

void BlockerRow::retranslate()
{
    m_text->setText(Wording::blocker(m_blocker));
    setAccessibleName(m_text->text());
    m_quit->setVisible(offers(Verb::AskToQuit));
    m_end->setVisible(offers(Verb::End));
    m_leaveOut->setVisible(m_blocker.reason != BlockReason::LeftOut);
    m_quit->setText(Wording::processAnswer(ProcessAnswer::Quit));
    m_end->setText(Wording::processAnswer(ProcessAnswer::End));
    m_leaveOut->setText(tr("Leave out"));
    m_leaveOut->setToolTip(tr("Keep what it uses, and do the rest of the plan."));
    m_again->setText(tr("Look again"));
    for (QPushButton* button : {m_quit, m_end, m_leaveOut, m_again})
        button->setAccessibleDescription(m_text->text());
}

PlanBlockers::PlanBlockers(QWidget* parent)
    : FittingScrollArea(parent)
{
    hide();
}

BlockerRow* PlanBlockers::addRow(const Blocker& blocker)
{
    auto* row = new BlockerRow(widget());
    connect(row, &BlockerRow::answered, this,
            [this, row](ProcessAnswer answer) { emit answered(row->blocker().resource, answer); });
    connect(row, &BlockerRow::leftOut, this, [this, row] { emit leftOut(row->blocker().resource); });
    connect(row, &BlockerRow::lookAgainRequested, this, &PlanBlockers::lookAgainRequested);
    row->setBlocker(blocker);
    return row;
}

void PlanBlockers::setBlockers(const QList<Blocker>& blockers)
{
    const auto same = [](const Blocker& one, const Blocker& other) {
        return one.resource == other.resource && one.usedResource == other.usedResource;
    };
    QList<BlockerRow*> kept;
    for (const Blocker& blocker : blockers.mid(0, builtRows)) {
        const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                                        [&](BlockerRow* row) { return same(row->blocker(), blocker); });
        if (known == m_rows.end()) {
            kept.append(addRow(blocker));
            continue;
        }
        (*known)->setBlocker(blocker);
        kept.append(*known);
        m_rows.erase(known);
    }
    for (BlockerRow* row : std::as_const(m_rows)) {
        row->hide();
        rows()->removeWidget(row);
        row->deleteLater();
    }
    m_rows = kept;
    for (int i = 0; i < m_rows.size(); ++i)
        rows()->insertWidget(i, m_rows[i]);
    setVisible(!m_rows.isEmpty());
    fit();
}

void PlanBlockers::retranslate()
{
    setAccessibleName(Wording::section(PlanSection::InTheWay));
    for (BlockerRow* row : std::as_const(m_rows))
        row->retranslate();
}

} // namespace mooring

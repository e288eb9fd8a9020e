// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fittingscrollarea.h"

#include <QEvent>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace mooring {
namespace {

constexpr int tallest = 16; // lines of text

} // namespace

FittingScrollArea::FittingScrollArea(QWidget* parent)
    : QScrollArea(parent)
{
    auto* content = new QWidget(this);
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(2);
    m_rows->addStretch(1);
    content->setMinimumHeight(1); // else it is as high as its text were in the narrowest column
    setWidget(content);
    content->installEventFilter(this);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize FittingScrollArea::sizeHint() const
{
    const int inner = qMax(viewport()->width(), widget()->minimumSizeHint().width());
    const int wanted
        = m_rows->hasHeightForWidth() ? m_rows->heightForWidth(inner) : widget()->minimumSizeHint().height();
    return {QScrollArea::sizeHint().width(), qMin(wanted, fontMetrics().lineSpacing() * tallest)};
}

QSize FittingScrollArea::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), qMin(sizeHint().height(), fontMetrics().lineSpacing() * 4)};
}

void FittingScrollArea::fit() { updateGeometry(); }

void FittingScrollArea::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

bool FittingScrollArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace mooring

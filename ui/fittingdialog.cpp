// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fittingdialog.h"

#include <QLayout>
#include <QResizeEvent>

namespace mooring {

void FittingDialog::fit()
{
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                     : layout()->totalSizeHint().height();
    setMinimumHeight(height);
    resize(width(), height);
}

bool FittingDialog::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    const bool rewraps
        = event->type() == QEvent::Resize && static_cast<QResizeEvent*>(event)->oldSize().width() != width();
    if (event->type() == QEvent::LayoutRequest || rewraps)
        fit();
    return done;
}

} // namespace mooring

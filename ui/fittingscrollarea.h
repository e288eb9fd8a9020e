// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace mooring {

// Rows below each other: as tall as they are, up to a share of the window; beyond that it scrolls.
class FittingScrollArea : public QScrollArea
{
    Q_OBJECT
public:
    explicit FittingScrollArea(QWidget* parent = nullptr);
    void fit(); // after rows came, went or changed
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QVBoxLayout* rows() const { return m_rows; } // a stretch is its last item
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QVBoxLayout* m_rows;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/treespec.h"

#include <QListWidget>

namespace mooring {

// The views, each with how many things it shows.
class Navigation final : public QListWidget
{
    Q_OBJECT
public:
    explicit Navigation(QWidget* parent = nullptr);
    void setCount(View view, int count); // -1: none shown
    void showView(View view);
    View current() const;
    QSize sizeHint() const override;

signals:
    void chosen(mooring::View view);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QHash<View, int> m_counts;
};

} // namespace mooring

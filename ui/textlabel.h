// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace mooring {

// A paragraph: wraps, is never read as HTML (names come from outside), can be selected and copied.
class TextLabel final : public QLabel
{
public:
    explicit TextLabel(QWidget* parent = nullptr)
        : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
        setTextInteractionFlags(Qt::TextSelectableByMouse);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    }
    // Empty text takes no room.
    void say(const QString& text)
    {
        setText(text);
        setVisible(!text.isEmpty());
    }
    void enlarge(qreal factor)
    {
        QFont larger = font();
        larger.setBold(true);
        larger.setPointSizeF(larger.pointSizeF() * factor);
        setFont(larger);
    }
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace mooring {

class TextLabel;

// What an image file is, as a small table of label and value, and what there is to warn of. Takes no room
// while nothing is known.
class ImageFacts final : public QWidget
{
    Q_OBJECT
public:
    explicit ImageFacts(QWidget* parent = nullptr);
    void setReport(const ImageReport& report);
    void clear();
    void retranslate();

private:
    struct Row
    {
        QLabel* label;
        QLabel* value;
    };
    void buildWarning();
    Row& rowAt(qsizetype index);
    bool tellWarnings();
    QString fitting(const QString& text) const;

    ImageReport m_report;
    QList<Row> m_rows;
    QGridLayout* m_table;
    QLabel* m_warningIcon;
    TextLabel* m_warning;
};

} // namespace mooring

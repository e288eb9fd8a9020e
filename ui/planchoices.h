// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wording.h"

#include <QFrame>

class QAbstractButton;
class QButtonGroup;

namespace mooring {

class TextLabel;

// What is to be chosen about a plan, each with its question: what becomes of an overlay, for example.
class PlanChoices final : public QFrame
{
    Q_OBJECT
public:
    explicit PlanChoices(QWidget* parent = nullptr);
    void setPlan(const Plan& plan); // buttons that stay keep their focus
    void retranslate();

signals:
    void chosen(const QString& choice, const QString& word);

private:
    struct Row
    {
        PlanChoice choice;
        TextLabel* question;
        QButtonGroup* answers; // one button a word, in its order
        QList<TextLabel*> losses; // of force: one below each rung's button
    };
    void build(const QList<PlanChoice>& choices);
    void addRow(const PlanChoice& choice);
    static void mark(const Row& row);
    static void tellLoss(TextLabel& label, QAbstractButton& button);

    QList<Row> m_rows;
    QWidget* m_content = nullptr;
};

} // namespace mooring

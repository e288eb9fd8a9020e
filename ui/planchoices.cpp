// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planchoices.h"

#include "textlabel.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace mooring {

PlanChoices::PlanChoices(QWidget* parent)
    : QFrame(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, fontMetrics().height() / 2);
    hide();
}

void PlanChoices::setPlan(const Plan& plan)
{
    const QList<PlanChoice> choices = choicesIn(plan);
    const bool alike
        = std::equal(m_rows.begin(), m_rows.end(), choices.begin(), choices.end(),
                     [](const Row& row, const PlanChoice& choice) {
                         return row.choice.choice == choice.choice && row.choice.words == choice.words;
                     });
    if (!alike)
        build(choices);
    for (qsizetype i = 0; i < choices.size(); ++i)
        m_rows[i].choice = choices[i];
    setVisible(!choices.isEmpty());
    retranslate();
}

void PlanChoices::build(const QList<PlanChoice>& choices)
{
    m_rows.clear();
    if (m_content) {
        m_content->hide();
        m_content->deleteLater(); // one of its buttons may have been the click
    }
    m_content = new QWidget(this);
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    for (const PlanChoice& choice : choices)
        addRow(choice);
    layout()->addWidget(m_content);
    m_content->show();
}

void PlanChoices::addRow(const PlanChoice& choice)
{
    Row row {choice, new TextLabel(m_content), new QButtonGroup(m_content), {}};
    const bool isForce = choice.choice == forceChoice; // each rung says what it costs
    auto* answers = new QBoxLayout(isForce ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (const QString& word : choice.words) {
        auto* button = new QRadioButton(m_content);
        button->setObjectName(choice.choice + u'-' + word);
        row.answers->addButton(button);
        answers->addWidget(button, 0, Qt::AlignLeft); // as wide as what can be clicked
        if (isForce && !word.isEmpty())
            answers->addWidget(row.losses.emplace_back(new TextLabel(m_content)));
        connect(button, &QRadioButton::clicked, this,
                [this, name = choice.choice, word] { emit chosen(name, word); });
    }
    answers->addStretch(1);
    m_content->layout()->addWidget(row.question);
    static_cast<QVBoxLayout*>(m_content->layout())->addLayout(answers);
    m_rows.append(row);
}

// Below its button, as far in as the button's own words.
void PlanChoices::tellLoss(TextLabel& label, QAbstractButton& button)
{
    const QString word = button.objectName().mid(QString(forceChoice).size() + 1);
    const auto rung = fromToken<Rung>(word);
    label.setText(rung ? Wording::rungLoses(*rung) : QString());
    label.setIndent(button.style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth)
                    + button.style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
    button.setAccessibleDescription(label.text());
}

// None, while the steps differ: each says for itself what becomes of it.
void PlanChoices::mark(const Row& row)
{
    const QString one = row.choice.chosen.size() == 1 ? row.choice.chosen.constFirst() : QString();
    row.answers->setExclusive(false);
    const QList<QAbstractButton*> buttons = row.answers->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i)
        buttons[i]->setChecked(row.choice.words[i] == one);
    row.answers->setExclusive(true);
}

void PlanChoices::retranslate()
{
    for (const Row& row : std::as_const(m_rows)) {
        row.question->setText(Wording::choiceQuestion(row.choice));
        const QList<QAbstractButton*> buttons = row.answers->buttons();
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            buttons[i]->setText(Wording::choiceAnswer(row.choice, row.choice.words[i]));
            buttons[i]->setAccessibleDescription(row.question->text());
        }
        for (qsizetype i = 0; i < row.losses.size(); ++i)
            tellLoss(*row.losses[i], *buttons[i + 1]);
        mark(row);
    }
}

} // namespace mooring

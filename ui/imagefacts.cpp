// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefacts.h"

#include "icons.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QGridLayout>
#include <QStyle>

namespace mooring {
namespace {

constexpr int widestPath = 40; // characters

} // namespace

ImageFacts::ImageFacts(QWidget* parent)
    : QWidget(parent)
    , m_table(new QGridLayout)
    , m_warningIcon(new QLabel(this))
    , m_warning(new TextLabel(this))
{
    m_table->setHorizontalSpacing(fontMetrics().averageCharWidth() * 3);
    m_table->setVerticalSpacing(fontMetrics().height() / 5);
    m_table->setColumnStretch(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_table);
    buildWarning();
    hide();
}

void ImageFacts::buildWarning()
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_warningIcon->setPixmap(icon(QStringLiteral("dialog-warning")).pixmap(side, side));
    m_warning->setObjectName(QStringLiteral("warning"));
    auto* line = new QHBoxLayout;
    line->addWidget(m_warningIcon, 0, Qt::AlignTop);
    line->addWidget(m_warning, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
}

void ImageFacts::setReport(const ImageReport& report)
{
    m_report = report;
    retranslate();
}

void ImageFacts::clear() { setReport({}); }

ImageFacts::Row& ImageFacts::rowAt(qsizetype index)
{
    while (index >= m_rows.size()) {
        const Row row {new QLabel(this), new TextLabel(this)};
        row.label->setTextFormat(Qt::PlainText);
        row.value->setObjectName(QStringLiteral("imageFact"));
        const auto line = static_cast<int>(m_rows.size());
        m_table->addWidget(row.label, line, 0, Qt::AlignTop);
        m_table->addWidget(row.value, line, 1);
        m_rows.append(row);
    }
    return m_rows[index];
}

// A path has no place where a line may break.
QString ImageFacts::fitting(const QString& text) const
{
    QStringList lines;
    const int room = fontMetrics().averageCharWidth() * widestPath;
    for (const QString& line : text.split(u'\n'))
        lines.append(line.contains(u'/') ? fontMetrics().elidedText(line, Qt::ElideMiddle, room) : line);
    return lines.join(u'\n');
}

void ImageFacts::retranslate()
{
    const QList<std::pair<QString, QString>> facts = Wording::imageFacts(m_report);
    for (qsizetype i = 0; i < qMax(facts.size(), m_rows.size()); ++i) {
        const Row& row = rowAt(i);
        const auto [label, value] = facts.value(i);
        row.label->setText(label);
        row.value->setText(fitting(value));
        row.value->setToolTip(row.value->text() == value ? QString() : value);
        row.value->setAccessibleName(value.isEmpty() ? QString() : Wording::labelled(label, value));
        row.label->setVisible(i < facts.size());
        row.value->setVisible(i < facts.size());
    }
    const bool warns = tellWarnings();
    setVisible(!facts.isEmpty() || warns);
}

bool ImageFacts::tellWarnings()
{
    QStringList sentences;
    for (const Error& warning : std::as_const(m_report.warnings))
        sentences.append(Wording::error(warning).sentence());
    m_warning->say(sentences.join(u'\n'));
    m_warningIcon->setVisible(!sentences.isEmpty());
    return !sentences.isEmpty();
}

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachdialog.h"

#include "attachchoices.h"
#include "attachprogress.h"
#include "errorpanel.h"
#include "icons.h"
#include "imagechooser.h"
#include "imagefacts.h"
#include "models/firsterror.h"
#include "models/format.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QEvent>
#include <QFile>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace mooring {
namespace {

constexpr int typingPause = 300;

} // namespace

AttachDialog::AttachDialog(Engine& engine, QWidget* parent)
    : FittingDialog(parent)
    , m_engine(engine)
    , m_fileLabel(new QLabel(this))
    , m_file(new QLineEdit(this))
    , m_browse(new QPushButton(this))
    , m_status(new TextLabel(this))
    , m_facts(new ImageFacts(this))
    , m_error(new ErrorPanel(this))
    , m_choices(new AttachChoices(this))
    , m_progress(new AttachProgress(this))
    , m_queue(new QLabel(this))
    , m_skip(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_attach(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    buildLayout();
    connectParts();
    retranslate();
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
}

void AttachDialog::buildLayout()
{
    m_file->setObjectName(QStringLiteral("file"));
    m_browse->setObjectName(QStringLiteral("choose"));
    m_attach->setObjectName(QStringLiteral("attach"));
    m_skip->setObjectName(QStringLiteral("skip"));
    m_status->setObjectName(QStringLiteral("status"));
    m_browse->setIcon(icon(QStringLiteral("document-open")));
    m_browse->setAutoDefault(false);
    m_skip->setAutoDefault(false);
    m_fileLabel->setBuddy(m_file);
    m_attach->setDefault(true);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_queue);
    buttons->addStretch(1);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_attach);
    auto* layout = new QGridLayout(this);
    layout->addWidget(m_fileLabel, 0, 0);
    layout->addWidget(m_file, 0, 1);
    layout->addWidget(m_browse, 0, 2);
    layout->addWidget(m_status, 1, 1, 1, 2);
    layout->addWidget(m_facts, 2, 1, 1, 2);
    layout->addWidget(m_error, 3, 0, 1, 3);
    layout->addWidget(m_choices, 4, 1, 1, 2);
    layout->addWidget(m_progress, 6, 0, 1, 3);
    layout->addLayout(buttons, 7, 0, 1, 3);
    layout->setRowMinimumHeight(5, fontMetrics().height() / 2);
    layout->setRowStretch(5, 1);
    layout->setColumnStretch(1, 1);
}

void AttachDialog::connectParts()
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(typingPause);
    connect(&m_typed, &QTimer::timeout, this, &AttachDialog::inspect);
    connect(m_file, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_path = QFile::encodeName(text);
        forgetImage();
        m_typed.start();
    });
    connect(m_browse, &QPushButton::clicked, this,
            [this] { chooseImages(this, [this](const QList<QByteArray>& paths) { take(paths); }); });
    connect(m_choices, &AttachChoices::inspectionWanted, this, &AttachDialog::inspect);
    connect(m_skip, &QPushButton::clicked, this, &AttachDialog::next);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_attach, &QPushButton::clicked, this, &AttachDialog::attach);
}

void AttachDialog::add(const QList<QByteArray>& paths)
{
    m_waiting += paths;
    m_count += static_cast<int>(paths.size());
    if (m_path.isEmpty() && !m_waiting.isEmpty())
        next();
    else
        adapt();
}

void AttachDialog::next()
{
    if (m_waiting.isEmpty()) {
        accept();
        return;
    }
    ++m_number;
    setPath(m_waiting.takeFirst());
}

void AttachDialog::setPath(const QByteArray& path)
{
    m_path = path;
    m_file->setText(Format::bytes(path));
    forgetImage();
    inspect();
}

void AttachDialog::forgetImage()
{
    m_report.reset();
    ++m_inspection; // what is still looked at is no longer waited for
    m_facts->clear();
    m_error->clear();
    m_choices->forgetImage();
    adapt();
}

void AttachDialog::inspect()
{
    m_report.reset();
    m_typed.stop();
    adapt();
    if (m_path.isEmpty())
        return;
    const quint64 inspection = ++m_inspection;
    m_engine.inspectImage({m_path, m_choices->format(), m_choices->outside()}, this,
                          [this, inspection](const ImageReport& report) {
                              if (inspection == m_inspection)
                                  showReport(report);
                          });
}

void AttachDialog::showReport(const ImageReport& report)
{
    m_report = report;
    m_facts->setReport(report);
    m_choices->setReport(report);
    if (report.error)
        m_error->setError(*report.error);
    else
        m_error->clear();
    adapt();
}

void AttachDialog::take(const QList<QByteArray>& paths)
{
    m_path.clear();
    m_waiting = paths + m_waiting;
    m_count = m_number + static_cast<int>(m_waiting.size());
    next();
}

void AttachDialog::attach()
{
    const Plan plan = m_engine.attachPlan(*m_report, m_choices->options());
    const Result<Operation*> started = m_engine.start(plan, false);
    if (!started) {
        m_error->setError(started.error());
        return;
    }
    m_operation = *started;
    m_error->clear();
    m_progress->follow(m_operation);
    connect(m_operation, &Operation::finished, this, [this] {
        if (m_operation)
            ended(m_operation->record());
    });
    adapt();
}

void AttachDialog::ended(const OperationRecord& record)
{
    m_operation.clear();
    m_progress->follow(nullptr);
    if (const auto error = firstError(record); error && record.outcome != Outcome::Done) {
        m_error->setError(*error);
        adapt();
        return;
    }
    QList<ResourceId> created;
    for (const StepRecord& step : record.steps)
        created += step.created;
    emit attached(created);
    next();
}

void AttachDialog::adapt()
{
    const bool busy = !m_operation.isNull();
    tellState();
    m_choices->setBusy(busy);
    m_file->setEnabled(!busy);
    m_browse->setEnabled(!busy);
    m_cancel->setText(busy ? tr("Close") : tr("Cancel")); // it is stopped by a button of its own
    m_attach->setEnabled(m_report && m_choices->isPossible(*m_report) && !busy);
    m_skip->setVisible(!m_waiting.isEmpty());
    m_skip->setEnabled(!busy);
    m_queue->setVisible(m_count > 1);
    m_queue->setText(tr("Image %1 of %2").arg(QLocale().toString(m_number), QLocale().toString(m_count)));
    fit();
}

void AttachDialog::tellState()
{
    if (m_operation || m_report)
        m_status->say({});
    else
        m_status->say(m_path.isEmpty() ? tr("Choose a disk image.") : tr("Looking at the file…"));
}

void AttachDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    FittingDialog::changeEvent(event);
}

void AttachDialog::retranslate()
{
    setWindowTitle(tr("Attach an image on %1").arg(m_engine.hostName()));
    m_fileLabel->setText(tr("&File:"));
    m_browse->setText(tr("&Choose…"));
    m_file->setAccessibleName(tr("Image file"));
    m_skip->setText(tr("Skip"));
    m_attach->setText(Wording::verb(Verb::Attach));
    m_facts->retranslate();
    m_choices->retranslate();
    m_progress->retranslate();
    adapt();
}

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachdialog.h"

#include "errorpanel.h"
#include "icons.h"
#include "models/format.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace mooring {
namespace {

constexpr int typingPause = 300;

std::optional<Error> errorOf(const OperationRecord& record)
{
    if (record.error)
        return record.error;
    for (const GoalRecord& goal : record.goals)
        if (goal.error)
            return goal.error;
    for (const StepRecord& step : record.steps)
        if (step.error)
            return step.error;
    return {};
}

} // namespace

AttachDialog::AttachDialog(Engine& engine, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_fileLabel(new QLabel(this))
    , m_file(new QLineEdit(this))
    , m_browse(new QPushButton(this))
    , m_summary(new TextLabel(this))
    , m_warning(new TextLabel(this))
    , m_error(new ErrorPanel(this))
    , m_readOnly(new QCheckBox(this))
    , m_raw(new QCheckBox(this))
    , m_lifetimeLabel(new QLabel(this))
    , m_lifetime(new QComboBox(this))
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
    m_attach->setObjectName(QStringLiteral("attach"));
    m_skip->setObjectName(QStringLiteral("skip"));
    m_raw->setObjectName(QStringLiteral("raw"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    m_lifetime->setObjectName(QStringLiteral("lifetime"));
    m_summary->setObjectName(QStringLiteral("summary"));
    m_browse->setIcon(icon(QStringLiteral("document-open")));
    m_browse->setAutoDefault(false);
    m_skip->setAutoDefault(false);
    m_fileLabel->setBuddy(m_file);
    m_lifetime->addItems({QString(), QString()});
    m_lifetimeLabel->setBuddy(m_lifetime);
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
    layout->addWidget(m_summary, 1, 1, 1, 2);
    layout->addWidget(m_warning, 2, 1, 1, 2);
    layout->addWidget(m_error, 3, 0, 1, 3);
    layout->addWidget(m_raw, 4, 1, 1, 2);
    layout->addWidget(m_readOnly, 5, 1, 1, 2);
    layout->addWidget(m_lifetimeLabel, 6, 0);
    layout->addWidget(m_lifetime, 6, 1, 1, 2, Qt::AlignLeft);
    layout->addLayout(buttons, 8, 0, 1, 3);
    layout->setRowStretch(7, 1);
    layout->setColumnStretch(1, 1);
}

void AttachDialog::connectParts()
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(typingPause);
    connect(&m_typed, &QTimer::timeout, this, &AttachDialog::inspect);
    connect(m_file, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_path = QFile::encodeName(text);
        m_report.reset();
        m_typed.start();
        adapt();
    });
    connect(m_browse, &QPushButton::clicked, this, &AttachDialog::browse);
    connect(m_raw, &QCheckBox::toggled, this, &AttachDialog::adapt);
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
    m_raw->setChecked(false);
    m_readOnly->setChecked(false);
    inspect();
}

void AttachDialog::inspect()
{
    m_report.reset();
    m_error->clear();
    m_typed.stop();
    adapt();
    if (m_path.isEmpty())
        return;
    const quint64 inspection = ++m_inspection;
    m_engine.inspectImage({m_path, m_raw->isChecked() ? QStringLiteral("raw") : QString(), false}, this,
                          [this, inspection](const ImageReport& report) {
                              if (inspection == m_inspection)
                                  showReport(report);
                          });
}

void AttachDialog::showReport(const ImageReport& report)
{
    m_report = report;
    if (report.error)
        m_error->setError(*report.error);
    else
        m_error->clear();
    adapt();
}

bool AttachDialog::contentUnknown() const
{
    return m_report && m_report->error && m_report->error->code == ErrorCode::ImageContentUnknown;
}

void AttachDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Choose an image"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Disk images (*.img *.raw *.iso *.bin *.dd)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        QList<QByteArray> paths;
        for (const QString& file : files)
            paths.append(QFile::encodeName(file));
        if (paths.isEmpty())
            return;
        m_path.clear();
        m_waiting = paths + m_waiting;
        m_count = m_number + static_cast<int>(m_waiting.size());
        next();
    });
    dialog->open();
}

void AttachDialog::attach()
{
    Engine::AttachOptions options;
    options.readOnly = m_readOnly->isChecked();
    options.format = contentUnknown() && m_raw->isChecked() ? QStringLiteral("raw") : QString();
    options.untilUnused = m_lifetime->currentIndex() == 1;
    const Result<Operation*> started = m_engine.start(m_engine.attachPlan(*m_report, options), false);
    if (!started) {
        m_error->setError(started.error());
        return;
    }
    m_operation = *started;
    m_error->clear();
    connect(m_operation, &Operation::finished, this, [this] {
        if (m_operation)
            ended(m_operation->record());
    });
    adapt();
}

void AttachDialog::ended(const OperationRecord& record)
{
    m_operation.clear();
    if (const auto error = errorOf(record); error && record.outcome != Outcome::Done) {
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
    const bool possible = m_report && (!m_report->error || (contentUnknown() && m_raw->isChecked()));
    const bool onlyReads = m_report && m_report->facts.value(Fact::ReadOnly).toBool();
    if (busy)
        m_summary->say(tr("Attaching…"));
    else if (m_report)
        m_summary->say(m_report->error && m_report->facts.size() < 2 ? QString()
                                                                     : Wording::imageSummary(*m_report));
    else
        m_summary->say(m_path.isEmpty() ? tr("Choose a raw disk image or an ISO file.")
                                        : tr("Looking at the file…"));
    QStringList warnings;
    for (const Error& warning : m_report ? m_report->warnings : QList<Error>())
        warnings.append(Wording::error(warning).sentence());
    m_warning->say(warnings.join(QLatin1Char('\n')));
    m_raw->setVisible(contentUnknown());
    if (onlyReads)
        m_readOnly->setChecked(true);
    m_readOnly->setEnabled(!onlyReads && !busy);
    m_file->setEnabled(!busy);
    m_browse->setEnabled(!busy);
    m_lifetime->setEnabled(!busy);
    m_attach->setEnabled(possible && !busy);
    m_skip->setVisible(!m_waiting.isEmpty());
    m_skip->setEnabled(!busy);
    m_queue->setVisible(m_count > 1);
    m_queue->setText(tr("Image %1 of %2").arg(QLocale().toString(m_number), QLocale().toString(m_count)));
    layout()->activate();
    resize(width(), qMax(layout()->totalHeightForWidth(width()), minimumSizeHint().height()));
}

void AttachDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void AttachDialog::retranslate()
{
    setWindowTitle(tr("Attach an image on %1").arg(m_engine.hostName()));
    m_fileLabel->setText(tr("&File:"));
    m_browse->setText(tr("&Choose…"));
    m_raw->setText(tr("Attach it as a &raw disk all the same"));
    m_readOnly->setText(tr("Read &only"));
    m_lifetimeLabel->setText(tr("Stays &attached:"));
    m_lifetime->setItemText(0, tr("until detached or restart"));
    m_lifetime->setItemText(1, tr("until nobody uses it any more"));
    m_file->setAccessibleName(tr("Image file"));
    m_lifetime->setAccessibleName(tr("How long it stays attached"));
    m_skip->setText(tr("Skip"));
    m_cancel->setText(tr("Cancel"));
    m_attach->setText(Wording::verb(Verb::Attach));
    adapt();
}

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logindialog.h"

#include "errorpanel.h"
#include "loginoptions.h"
#include "models/format.h"
#include "models/wording.h"
#include "progressrow.h"
#include "rowicons.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>

namespace mooring {
namespace {

constexpr int mostRows = 8; // before the table scrolls

bool isAboutSecrets(const std::optional<Error>& error)
{
    return error
        && (error->code == ErrorCode::AuthenticationFailed || error->code == ErrorCode::SecretMissing);
}

} // namespace

LoginDialog::LoginDialog(Engine& engine, const QList<LoginTarget>& targets, QWidget* parent)
    : FittingDialog(parent)
    , m_engine(engine)
    , m_model(engine, targets)
    , m_table(new QTableView(this))
    , m_portalLabel(new QLabel(this))
    , m_portal(new QComboBox(this))
    , m_options(new LoginOptions(this))
    , m_error(new ErrorPanel(this))
    , m_progress(new ProgressRow(this))
    , m_cancel(new QPushButton(this))
    , m_logIn(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    buildTable();
    buildLayout();
    connectParts();
    retranslate();
    m_table->setCurrentIndex(m_model.index(0, 0));
    setMinimumWidth(fontMetrics().averageCharWidth() * 120);
    m_logIn->setFocus();
    askKeyring();
}

void LoginDialog::buildTable()
{
    const int character = fontMetrics().averageCharWidth();
    m_table->setObjectName(QStringLiteral("targets"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RowIcons(LoginModel::IconNameRole, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(LoginModel::Target, 54 * character);
    m_table->setColumnWidth(LoginModel::Portal, 24 * character);
    const int lines = qMin(m_model.rowCount(), mostRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + lines * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
}

void LoginDialog::buildLayout()
{
    m_portal->setObjectName(QStringLiteral("portal"));
    m_logIn->setObjectName(QStringLiteral("logIn"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_portalLabel->setBuddy(m_portal);
    m_logIn->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto* portal = new QHBoxLayout;
    portal->addWidget(m_portalLabel);
    portal->addWidget(m_portal);
    portal->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_logIn);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_table);
    layout->addLayout(portal);
    layout->addWidget(m_options);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);
}

void LoginDialog::connectParts()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showPortals();
        adaptError();
    });
    connect(m_portal, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (row() >= 0 && index >= 0)
            m_model.setPortal(row(), m_model.portals(row()).at(index));
    });
    connect(m_options, &LoginOptions::changed, this, &LoginDialog::adapt);
    connect(&m_model, &LoginModel::progressed, this, &LoginDialog::progressed);
    connect(&m_model, &LoginModel::ended, this, &LoginDialog::ended);
    connect(m_progress, &ProgressRow::stopRequested, this,
            [this] { m_progress->stopping(Wording::stopAnswer(m_model.stop())); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_logIn, &QPushButton::clicked, this, &LoginDialog::start);
}

// The fields are those of every target: only a single one's secret can be filled in.
void LoginDialog::askKeyring()
{
    m_engine.rememberedSecrets(m_model.name(0), this,
                               [this](const Result<std::optional<ChapSecrets>>& found) {
                                   if (!found)
                                       return m_options->keyringFailed();
                                   m_options->keyringAnswered();
                                   const bool hadFocus = focusWidget() == m_logIn;
                                   if (*found && m_model.rowCount() == 1 && m_options->isEnabled())
                                       m_options->offer(**found);
                                   if (hadFocus)
                                       m_logIn->setFocus(); // opened fields take it
                               });
}

void LoginDialog::setAccess(const std::optional<ChapAccess>& chap,
                            const std::optional<ChapAccess>& mutualChap)
{
    m_options->setAccess(chap, mutualChap);
    m_logIn->setFocus();
}

int LoginDialog::row() const { return m_table->currentIndex().row(); }

void LoginDialog::showPortals()
{
    const QSignalBlocker quiet(m_portal); // nobody chose
    m_portal->clear();
    if (row() < 0)
        return;
    for (const QByteArray& portal : m_model.portals(row()))
        m_portal->addItem(Format::bytes(portal));
    m_portal->setCurrentIndex(static_cast<int>(m_model.portals(row()).indexOf(m_model.portal(row()))));
    adapt();
}

void LoginDialog::start()
{
    m_error->clear();
    m_model.start(m_options->request());
}

void LoginDialog::progressed()
{
    if (m_model.isRunning())
        m_progress->run(Wording::loginProgress(m_model.wantedCount(), m_model.endedCount()),
                        m_model.endedCount(), m_model.wantedCount());
    adapt();
}

void LoginDialog::ended()
{
    const int open = static_cast<int>(m_model.created().size());
    m_progress->rest(open > 0 ? Wording::loginsLeft(open, m_model.wantedCount()) : QString());
    if (m_model.isDone()) {
        emit loggedIn(m_model.created());
        accept();
        return;
    }
    adapt();
    const int failed = m_model.firstFailed();
    m_table->selectRow(failed);
    adaptError();
    if (isAboutSecrets(m_model.error(failed)))
        m_options->askForSecretsAgain();
    else
        m_logIn->setFocus();
}

void LoginDialog::adapt()
{
    const bool isRunning = m_model.isRunning();
    m_options->setEnabled(!isRunning);
    m_portal->setEnabled(!isRunning && m_portal->count() > 1);
    m_cancel->setText(isRunning ? tr("Close") : tr("Cancel")); // it is stopped by a button of its own
    m_logIn->setEnabled(!isRunning && !m_model.isDone() && m_options->isComplete());
}

void LoginDialog::adaptError()
{
    if (const auto error = row() < 0 ? std::nullopt : m_model.error(row()))
        m_error->setError(*error);
    else
        m_error->clear();
}

void LoginDialog::done(int result)
{
    m_options->wipe();
    FittingDialog::done(result);
}

void LoginDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    FittingDialog::changeEvent(event);
}

void LoginDialog::retranslate()
{
    setWindowTitle(tr("Open iSCSI sessions on %1").arg(m_engine.hostName()));
    m_table->setAccessibleName(tr("Targets to open sessions to"));
    m_table->horizontalHeader()->setAccessibleName(tr("Columns"));
    m_portalLabel->setText(m_model.rowCount() > 1 ? tr("&Portal of the chosen target:") : tr("&Portal:"));
    m_portal->setAccessibleName(tr("Portal to log in through"));
    m_options->retranslate();
    m_progress->retranslate();
    m_model.retranslate();
    m_logIn->setText(Wording::verb(Verb::LogIn));
    progressed();
}

} // namespace mooring

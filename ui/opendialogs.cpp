// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opendialogs.h"

#include "attachdialog.h"
#include "discoverdialog.h"
#include "logindialog.h"
#include "picturewindow.h"

#include <QApplication>
#include <QMessageBox>

namespace mooring {
namespace {

constexpr int searchedRecords = 1000;

void bringUp(QDialog* dialog)
{
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

int programsQuitBy(const QList<OperationRecord>& records, qint64 number)
{
    const auto record = std::find_if(records.begin(), records.end(),
                                     [number](const OperationRecord& one) { return one.number == number; });
    if (record == records.end())
        return 0;
    const qsizetype steps = qMin(record->steps.size(), record->plan.steps.size());
    int count = 0;
    for (qsizetype i = 0; i < steps; ++i) {
        const Verb verb = record->plan.steps[i].verb;
        if ((verb == Verb::AskToQuit || verb == Verb::End) && record->steps[i].outcome == Outcome::Done)
            ++count;
    }
    return count;
}

} // namespace

OpenDialogs::OpenDialogs(Engine& engine, QWidget& window)
    : QObject(&window)
    , m_engine(engine)
    , m_window(window)
{
}

OpenDialogs::~OpenDialogs() = default;

void OpenDialogs::open(Verb verb, const QList<ResourceId>& goals)
{
    const QList<LoginTarget> targets
        = verb == Verb::LogIn ? loginTargets(m_engine.topology(), goals) : QList<LoginTarget>();
    if (targets.isEmpty())
        openPlan(verb, goals);
    else
        logIn(targets);
}

PlanDialog* OpenDialogs::openPlan(Verb verb, const QList<ResourceId>& goals)
{
    QStringList key = {token(verb)};
    for (const ResourceId& goal : goals)
        key.append(goal.text);
    Engine* engine = &m_engine;
    const PlanSource source = [engine, verb, goals](const PlanOptions& options, QObject*,
                                                    const std::function<void(Result<Plan>)>& done) {
        done(engine->plan(verb, goals, options));
    };
    return open(source, key.join(QLatin1Char('\n')));
}

PlanDialog* OpenDialogs::openRestore(qint64 operation)
{
    Engine* engine = &m_engine;
    const PlanSource source = [engine, operation](const PlanOptions&, QObject* context,
                                                  const std::function<void(Result<Plan>)>& done) {
        engine->restorePlan(operation, context, done);
    };
    PlanDialog* dialog = open(source, token(Verb::PutBack) + QString::number(operation));
    m_engine.activity(searchedRecords, dialog,
                      [dialog, operation](const Result<QList<OperationRecord>>& records) {
                          if (records)
                              dialog->setProgramsQuit(programsQuitBy(*records, operation));
                      });
    return dialog;
}

PlanDialog* OpenDialogs::open(PlanSource source, const QString& key)
{
    QPointer<PlanDialog>& dialog = m_plans[key];
    if (!dialog)
        dialog = new PlanDialog(m_engine, std::move(source), &m_window);
    bringUp(dialog);
    return dialog;
}

AttachDialog* OpenDialogs::attachImages(const QList<QByteArray>& paths)
{
    if (!m_attach) {
        m_attach = new AttachDialog(m_engine, &m_window);
        connect(m_attach, &AttachDialog::attached, this, [this](const QList<ResourceId>& created) {
            if (!created.isEmpty())
                emit attached(created.constFirst());
        });
    }
    m_attach->add(paths);
    bringUp(m_attach);
    return m_attach;
}

DiscoverDialog* OpenDialogs::discoverTargets()
{
    if (!m_discover) {
        m_discover = new DiscoverDialog(m_engine, &m_window);
        connect(m_discover, &DiscoverDialog::loginRequested, this, [this] {
            logIn(m_discover->chosen())->setAccess(m_discover->chap(), m_discover->mutualChap());
        });
    }
    bringUp(m_discover);
    return m_discover;
}

LoginDialog* OpenDialogs::logIn(const QList<LoginTarget>& targets)
{
    auto* dialog = new LoginDialog(m_engine, targets, &m_window);
    connect(dialog, &LoginDialog::loggedIn, this, [this](const QList<ResourceId>& created) {
        if (!created.isEmpty())
            emit loggedIn(created.constFirst());
    });
    bringUp(dialog);
    return dialog;
}

// The one that follows the selection shows it already; one that stays with another resource is left alone.
void OpenDialogs::openPicture(ResourceActions& actions, const ResourceId& id)
{
    const QList<PictureWindow*> open = m_window.findChildren<PictureWindow*>();
    const auto showing = std::find_if(open.begin(), open.end(), [&id](const PictureWindow* one) {
        return one->isVisible() && one->resource() == id;
    });
    PictureWindow* picture = showing != open.end() ? *showing : nullptr;
    if (picture == nullptr) {
        picture = new PictureWindow(m_engine, actions, id, &m_window);
        connect(picture, &PictureWindow::chosen, this, &OpenDialogs::chosen);
    }
    picture->show();
    picture->raise();
    picture->activateWindow();
}

void OpenDialogs::showAbout()
{
    auto* about
        = new QMessageBox(QMessageBox::NoIcon, tr("About Mooring"),
                          tr("Mooring %1 shows what is attached to this host, and lets go of it safely.")
                              .arg(QApplication::applicationVersion()),
                          QMessageBox::NoButton, &m_window);
    about->addButton(tr("Close"), QMessageBox::RejectRole);
    about->setInformativeText(tr("Free software under the GNU General Public License, version 3 or later."));
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

void OpenDialogs::closeAll()
{
    for (QDialog* dialog : m_window.findChildren<QDialog*>())
        dialog->close();
}

} // namespace mooring

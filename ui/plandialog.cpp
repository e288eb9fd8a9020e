// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plandialog.h"

#include "errorpanel.h"
#include "icons.h"
#include "models/wording.h"
#include "planblockers.h"
#include "planchoices.h"
#include "plansaver.h"
#include "plansteps.h"
#include "textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace mooring {
namespace {

constexpr int noticeTime = 5000;

} // namespace

PlanDialog::PlanDialog(Engine& engine, PlanSource source, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_source(std::move(source))
    , m_users(engine.wantUsers())
    , m_title(new TextLabel(this))
    , m_subtitle(new TextLabel(this))
    , m_notice(new TextLabel(this))
    , m_blocked(new TextLabel(this))
    , m_unseen(new TextLabel(this))
    , m_error(new ErrorPanel(this))
    , m_blockers(new PlanBlockers(this))
    , m_steps(new PlanSteps(m_model, this))
    , m_choices(new PlanChoices(this))
    , m_answerAll(new QPushButton(this))
    , m_startOver(new QPushButton(this))
    , m_commands(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_confirm(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setSizeGripEnabled(true);
    buildLayout();
    connectParts();
    retranslate();
    lookAgain();
    ask();
    resize(fontMetrics().averageCharWidth() * 110, sizeHint().height());
}

void PlanDialog::buildLayout()
{
    m_title->enlarge(1.25);
    m_blocked->enlarge(1.0);
    m_title->setObjectName(QStringLiteral("planTitle"));
    m_blocked->setObjectName(QStringLiteral("planBlocked"));
    m_unseen->setObjectName(QStringLiteral("planUnseen"));
    m_notice->setObjectName(QStringLiteral("planNotice"));
    m_confirm->setObjectName(QStringLiteral("confirm"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_commands->setObjectName(QStringLiteral("showCommands"));
    m_save->setObjectName(QStringLiteral("savePlan"));
    m_answerAll->setObjectName(QStringLiteral("answerAll"));
    m_startOver->setObjectName(QStringLiteral("startOver"));
    m_notice->setFrameShape(QFrame::StyledPanel);
    m_notice->setMargin(fontMetrics().averageCharWidth());
    m_commands->setCheckable(true);
    m_save->setIcon(icon(QStringLiteral("document-save")));
    for (QPushButton* button : {m_answerAll, m_startOver, m_commands, m_save})
        button->setAutoDefault(false);

    auto* blockedLine = new QHBoxLayout;
    blockedLine->addWidget(m_blocked, 1);
    blockedLine->addStretch();
    blockedLine->addWidget(m_answerAll);
    blockedLine->addWidget(m_startOver);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_commands);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addWidget(m_notice);
    layout->addLayout(blockedLine);
    layout->addWidget(m_unseen);
    layout->addWidget(m_blockers);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_choices);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    m_notice->hide();
    m_confirm->setEnabled(false);
}

void PlanDialog::connectParts()
{
    m_noticeEnds.setSingleShot(true);
    connect(&m_noticeEnds, &QTimer::timeout, m_notice, &QWidget::hide);
    connect(&m_engine, &Engine::topologyChanged, this, &PlanDialog::follow);
    connect(&m_model, &PlanModel::acceptanceChanged, this, &PlanDialog::adapt);
    connect(m_blockers, &PlanBlockers::answered, this, &PlanDialog::answer);
    connect(m_blockers, &PlanBlockers::lookAgainRequested, this, &PlanDialog::lookAgain);
    connect(m_blockers, &PlanBlockers::leftOut, this, [this](const ResourceId& who) {
        m_options.leaveOut.append(who);
        ask();
    });
    connect(m_choices, &PlanChoices::chosen, this, [this](const QString& choice, const QString& word) {
        (choice == forceChoice ? m_options.force : m_options.choices[choice]) = word;
        ask();
    });
    connect(m_answerAll, &QPushButton::clicked, this, [this] {
        m_options.processes = ProcessAnswer::Quit;
        ask();
    });
    connect(m_startOver, &QPushButton::clicked, this, [this] {
        m_options = {};
        ask();
    });
    connect(m_commands, &QPushButton::toggled, m_steps, &PlanSteps::setCommandsShown);
    connect(m_save, &QPushButton::clicked, this, &PlanDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &PlanDialog::confirm);
}

void PlanDialog::ask()
{
    m_source(m_options, this, [this](const Result<Plan>& plan) { showPlan(plan, true); });
}

void PlanDialog::answer(const ResourceId& who, ProcessAnswer answer)
{
    m_options.answers.insert(who, answer);
    ask();
}

void PlanDialog::lookAgain()
{
    m_looking = true;
    adapt();
    m_engine.lookForUsers(this, [this] {
        m_looking = false;
        follow();
        adapt();
    });
}

void PlanDialog::follow()
{
    m_source(m_options, this, [this](const Result<Plan>& plan) { showPlan(plan, false); });
}

void PlanDialog::showPlan(const Result<Plan>& plan, bool byUser)
{
    if (!plan) {
        m_error->setError(plan.error());
        m_confirm->setEnabled(false);
        return;
    }
    m_error->clear();
    if (m_hasPlan && m_model.shows(*plan))
        return;
    if (m_hasPlan && !byUser && !m_looking)
        notice(Wording::refreshed());
    const bool first = !std::exchange(m_hasPlan, true);
    m_model.setPlan(*plan);
    m_blockers->setBlockers(plan->blockers);
    m_steps->refresh();
    m_choices->setPlan(*plan);
    adapt();
    if (first)
        (m_model.losesData() || plan->needsAcceptance() ? m_cancel : m_confirm)->setFocus();
}

void PlanDialog::confirm()
{
    m_confirm->setEnabled(false);
    m_source(m_options, this, [this](const Result<Plan>& fresh) { startShown(fresh); });
}

void PlanDialog::startShown(const Result<Plan>& fresh)
{
    if (!fresh || !m_model.shows(*fresh)) {
        showPlan(fresh, true);
        notice(Wording::stale());
        return;
    }
    const Result<Operation*> operation = m_engine.start(m_model.plan(), m_model.allAccepted());
    if (operation) {
        emit started(*operation);
        accept();
        return;
    }
    m_error->setError(operation.error());
    adapt();
}

void PlanDialog::notice(const QString& text)
{
    m_notice->say(text);
    m_notice->setAccessibleName(text);
    m_noticeEnds.start(noticeTime);
}

void PlanDialog::save()
{
    savePlan(m_engine, m_model.plan(), this, [this](const Error& error) { m_error->setError(error); });
}

void PlanDialog::adapt()
{
    const Plan& plan = m_model.plan();
    const auto asked = std::count_if(plan.blockers.begin(), plan.blockers.end(), [](const Blocker& blocker) {
        return blocker.answers.contains(Verb::AskToQuit);
    });
    if (m_hasPlan) {
        m_title->setText(Wording::planTitle(plan));
        m_subtitle->say(subtitle());
    }
    m_blocked->say(m_looking ? tr("Looking who uses it…") : Wording::blockedTitle(plan));
    m_unseen->say(m_looking ? QString() : unseen());
    m_answerAll->setVisible(asked > 1);
    m_startOver->setVisible(m_options != PlanOptions());
    m_save->setEnabled(m_hasPlan);
    m_commands->setEnabled(!plan.steps.isEmpty());
    m_confirm->setText(Wording::verb(plan.verb));
    m_confirm->setEnabled(m_hasPlan && !m_looking && m_model.canConfirm());
    const bool careful = m_model.losesData() || plan.needsAcceptance();
    m_cancel->setDefault(careful);
    m_confirm->setDefault(!careful);
    setWindowTitle(m_hasPlan ? m_title->text() : QStringLiteral("Mooring - ") + m_engine.hostName());
}

QString PlanDialog::subtitle() const
{
    const Plan& plan = m_model.plan();
    if (plan.steps.isEmpty() && plan.isBlocked())
        return {}; // said beside the answers
    if (plan.verb != Verb::PutBack || plan.steps.isEmpty())
        return Wording::planSubtitle(plan);
    return Wording::putBackQuestion(plan, m_programsQuit) + QLatin1Char(' ') + Wording::planSubtitle(plan);
}

QString PlanDialog::unseen() const
{
    if (m_model.plan().verb == Verb::PutBack) // nobody is in the way of what comes back
        return {};
    QStringList reasons;
    for (const SourceError& source : m_engine.topology().errors())
        reasons.append(Wording::error(source.error).what);
    for (const ProviderInfo& provider : m_engine.providers())
        if (provider.availability == Availability::Hung)
            reasons.append(Wording::providerWhy(provider));
    reasons.removeDuplicates();
    return reasons.isEmpty() ? QString()
                             : tr("Not everything could be looked into, so more may be in the way. %1")
                                   .arg(reasons.join(QLatin1Char(' ')));
}

void PlanDialog::setProgramsQuit(int count)
{
    m_programsQuit = count;
    adapt();
}

void PlanDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PlanDialog::retranslate()
{
    m_model.retranslate();
    m_blockers->retranslate();
    m_steps->retranslate();
    m_choices->retranslate();
    m_notice->say({});
    m_notice->setAccessibleName({});
    m_answerAll->setText(tr("Ask all to quit"));
    m_startOver->setText(tr("Take back my answers"));
    m_commands->setText(tr("Show commands"));
    m_save->setText(tr("Save plan…"));
    m_cancel->setText(tr("Cancel"));
    if (m_hasPlan)
        m_steps->refresh();
    adapt();
}

} // namespace mooring

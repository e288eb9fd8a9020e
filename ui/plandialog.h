// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"
#include "models/planmodel.h"

#include <QDialog>
#include <QTimer>

class QPushButton;

namespace mooring {

class ErrorPanel;
class PlanBlockers;
class PlanChoices;
class PlanSteps;
class TextLabel;

// Makes the plan anew, on the present topology; `done` comes at once or later, not after `context` is gone.
using PlanSource = std::function<void(const PlanOptions& options, QObject* context,
                                      std::function<void(Result<Plan>)> done)>;

// Shows what would be done before anything is. Follows the world while it is open, and starts only what it
// shows: at the click the plan is made once more and compared.
class PlanDialog final : public QDialog
{
    Q_OBJECT
public:
    PlanDialog(Engine& engine, PlanSource source, QWidget* parent = nullptr);
    const Plan& plan() const { return m_model.plan(); } // as shown
    bool isLooking() const { return m_looking; } // who uses it is not known yet
    const PlanOptions& options() const { return m_options; }
    void setProgramsQuit(int count); // by the operation that is put back: they are not started again

signals:
    void started(mooring::Operation* operation);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    void connectParts();
    void lookAgain();
    void ask(); // with other answers
    void follow(); // the world may have moved
    void showPlan(const Result<Plan>& plan, bool byUser);
    void confirm();
    void startShown(const Result<Plan>& fresh);
    void save();
    void adapt(); // texts and buttons to the plan
    void notice(const QString& text);
    QString subtitle() const;
    QString unseen() const; // what could not be looked into
    void answer(const ResourceId& who, ProcessAnswer answer);
    void retranslate();

    Engine& m_engine;
    PlanSource m_source;
    std::shared_ptr<void> m_users;
    PlanOptions m_options;
    PlanModel m_model;
    QTimer m_noticeEnds;
    int m_programsQuit = 0;
    bool m_hasPlan = false;
    bool m_looking = false; // for who uses it: nothing is confirmed before that is known
    TextLabel* m_title;
    TextLabel* m_subtitle;
    TextLabel* m_notice;
    TextLabel* m_blocked;
    TextLabel* m_unseen;
    ErrorPanel* m_error;
    PlanBlockers* m_blockers;
    PlanSteps* m_steps;
    PlanChoices* m_choices;
    QPushButton* m_answerAll;
    QPushButton* m_startOver;
    QPushButton* m_commands;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QPushButton* m_confirm;
};

} // namespace mooring

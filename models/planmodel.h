// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treespec.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>

namespace mooring {

// A plan as rows in two levels: sections (cannot be done, in the way, also affected, steps; the steps of many
// goals in one section a goal), and their lines. What was ticked stays ticked while the plan is made anew.
class PlanModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        Text,
        Consequence,
        Command,
        ColumnCount
    };
    enum Role
    {
        SectionRole = Qt::UserRole + 1, // mooring::PlanSection as int
        IsSectionRole, // bool
        ResourceIdRole, // QString: of the blocker, collateral or step
        AnswersRole, // QList<mooring::Verb>: AskToQuit, End
        OwnSessionRole, // bool: ending it ends the user's own session
        StepRole, // int: Step::n
        CommandRole, // QString: shell command, also of blockers (empty)
        ReversibleRole, // bool
        SearchRole, // QString, case folded
        WarningRole, // bool: data or the reason for doing it may be lost
    };
    explicit PlanModel(QObject* parent = nullptr);

    void setPlan(const Plan& plan);
    const Plan& plan() const { return m_plan; }
    // Whether a person sees the same when it is that one. Facts of blockers (how long, how much) may move.
    bool shows(const Plan& plan) const;
    bool allAccepted() const; // every "also affected" that must be ticked is
    bool canConfirm() const; // steps, nothing in the way, all accepted
    bool losesData() const; // some step cannot be put back: focus belongs on Cancel
    QString commands() const; // all of them, one a line
    void retranslate();

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void acceptanceChanged();

private:
    struct Line
    {
        QString key;
        int item = 0; // index into the plan's list of this section
        std::shared_ptr<const Plan>
            plan; // the one it was made from: lines of two plans live side by side in setPlan()
        bool operator==(const Line&) const = default;
    };
    struct Section
    {
        QString key;
        PlanSection kind = PlanSection::Steps;
        QString goal; // name, when steps are grouped by goal
        QList<Line> lines;
    };
    QList<Section> sectionsOf(const std::shared_ptr<const Plan>& plan) const;
    QList<Section> stepSections(const std::shared_ptr<const Plan>& plan) const;
    void replaceSections(const QList<Section>& next);
    void replaceLines(int row, const QList<Line>& next);
    QVariant lineData(const Section& section, const Line& line, int column, int role) const;
    static QString cell(const Section& section, const Line& line, int column);
    static QString text(const Section& section, const Line& line);
    static QString consequence(const Step& step);
    static ResourceId resourceOf(const Section& section, const Line& line);

    Plan m_plan;
    std::vector<std::unique_ptr<Section>> m_sections;
    QSet<QString> m_accepted;
};

} // namespace mooring

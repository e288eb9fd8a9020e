// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewstack.h"

#include "activityview.h"
#include "emptystate.h"
#include "filterbar.h"
#include "models/engine.h"
#include "resourceactions.h"
#include "resourceview.h"

#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace mooring {

namespace {

bool isAnswered(const QList<ProviderInfo>& providers, Kind kind) // by all who know of it
{
    return std::none_of(providers.begin(), providers.end(), [kind](const ProviderInfo& provider) {
        return provider.kinds.contains(kind) && provider.availability != Availability::Ok;
    });
}

} // namespace

ViewStack::ViewStack(Engine& engine, ResourceActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_actions(actions)
    , m_filter(new FilterBar(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_empty);
    for (View view : views())
        if (view != View::Activity)
            addTree(view);
    connect(m_empty, &EmptyState::triggered, this, &ViewStack::triggerEmpty);
    connect(m_filter, &FilterBar::textChanged, this, [this](const QString& text) {
        if (m_activity)
            m_activity->setText(text);
        for (ResourceView* view : std::as_const(m_trees))
            view->filter().setText(text);
        adapt();
    });
    connect(m_filter, &FilterBar::chipToggled, this, [this](Chip chip, bool on) {
        for (ResourceView* view : std::as_const(m_trees))
            view->filter().setChip(chip, on);
        adapt();
    });
    connect(m_filter, &FilterBar::leaveRequested, this, [this] { m_stack->currentWidget()->setFocus(); });
    connect(&engine, &Engine::providersChanged, this, &ViewStack::adapt);
}

void ViewStack::addTree(View view)
{
    auto* tree = new ResourceView(view, m_engine, m_actions, this);
    m_trees.insert(view, tree);
    m_stack->addWidget(tree);
    connect(tree, &ResourceView::selectedChanged, this, [this, view] {
        if (view == m_current)
            emit selectedChanged();
    });
    connect(tree, &ResourceView::updated, this, [this, view, tree] {
        emit countChanged(view, tree->resources().topCount());
        adapt();
    });
    connect(tree, &ResourceView::operationRequested, this, [this] { emit viewRequested(View::Activity); });
}

void ViewStack::showView(View view)
{
    m_current = view;
    if (view == View::Activity && !m_activity) {
        m_activity = new ActivityView(m_engine, this);
        m_stack->addWidget(m_activity);
        connect(m_activity, &ActivityView::putBackRequested, this, &ViewStack::putBackRequested);
    }
    m_filter->setChipsShown(view != View::Activity);
    adapt();
    emit selectedChanged();
}

QList<ResourceId> ViewStack::selected() const { return tree() ? tree()->selected() : QList<ResourceId>(); }

bool ViewStack::selectRow(const ResourceId& id)
{
    const QList<ResourceId> rows = rowsFor(m_engine.topology(), id);
    return tree()
        && std::any_of(rows.begin(), rows.end(), [this](const auto& row) { return tree()->select(row); });
}

void ViewStack::reveal(const ResourceId& id)
{
    if (selectRow(id))
        return;
    emit viewRequested(View::Everything);
    if (!selectRow(id)) {
        m_filter->clear();
        selectRow(id);
    }
}

void ViewStack::focusSearch() { m_filter->focusSearch(); }

void ViewStack::adapt()
{
    QWidget* wanted = m_activity;
    if (ResourceView* view = tree()) {
        wanted = view->isEmpty() ? static_cast<QWidget*>(m_empty) : view;
        if (view->isEmpty())
            explainEmpty(*view);
    }
    if (!wanted || wanted == m_stack->currentWidget())
        return;
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(wanted);
    if (hadFocus)
        wanted->setFocus();
}

void ViewStack::explainEmpty(const ResourceView& view)
{
    const bool filtered = m_filter->isActive() && view.resources().rowCount() > 0;
    if (filtered)
        m_empty->setText(tr("Nothing here matches the search and the filters."), tr("Show everything again"));
    else if (!m_engine.hasLooked())
        m_empty->setText(tr("Looking…"));
    else if (m_current == View::NeedsAttention)
        m_empty->setText(tr("Nothing needs attention on this host."), tr("Show everything"));
    else if (m_current == View::IscsiTargets)
        m_empty->setText(tr("No iSCSI session on this host. Checked: the kernel's and Mooring's own."),
                         tr("Discover targets…"));
    else if (m_current == View::SmartCards)
        m_empty->setText(isAnswered(m_engine.providers(), Kind::Reader)
                             ? tr("No smart card reader on this host. Checked: pcscd's and every USB device.")
                             : tr("No smart card reader found. Checked: every USB device. pcscd could not be "
                                  "asked."));
    else if (m_current == View::ExportedLuns)
        m_empty->setText(tr("This host exports no logical unit. Checked: tgt and the kernel's LIO."));
    else if (m_current == View::VirtualDisks)
        m_empty->setText(tr("No image is attached to this host. Checked: every loop device."),
                         tr("Attach an image…"));
    else
        m_empty->setText(tr("Nothing is attached to this host."), tr("Attach an image…"));
}

void ViewStack::triggerEmpty()
{
    if (m_filter->isActive() && tree() && tree()->resources().rowCount() > 0)
        m_filter->clear();
    else if (m_current == View::NeedsAttention)
        emit viewRequested(View::Everything);
    else if (m_current == View::IscsiTargets)
        emit discoverRequested();
    else
        emit attachRequested();
}

void ViewStack::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_empty->setText({});
        if (const ResourceView* view = tree())
            explainEmpty(*view);
    }
    QWidget::changeEvent(event);
}

} // namespace mooring

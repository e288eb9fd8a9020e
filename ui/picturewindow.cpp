// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturewindow.h"

#include "models/engine.h"
#include "resourceactions.h"
#include "textlabel.h"
#include "topologyview.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QPushButton>
#include <QSettings>

namespace mooring {
namespace {

QString geometryKey() { return QStringLiteral("picture/geometry"); }
QString followKey() { return QStringLiteral("picture/follow"); }

} // namespace

PictureWindow::PictureWindow(Engine& engine, ResourceActions& actions, ResourceId id, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_actions(actions)
    , m_id(std::move(id))
    , m_gone(new TextLabel(this))
    , m_view(new TopologyView(this))
    , m_follow(new QCheckBox(this))
    , m_close(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    m_follow->setChecked(QSettings().value(followKey(), true).toBool());
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(followKey(), on);
        follow();
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_view, &TopologyView::chosen, this, &PictureWindow::chosen);
    connect(&engine, &Engine::topologyChanged, this, &PictureWindow::refresh);
    connect(&actions, &ResourceActions::changed, this, &PictureWindow::follow);
    retranslate();
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 40);
    restoreGeometry(QSettings().value(geometryKey()).toByteArray());
}

PictureWindow::~PictureWindow() = default;

void PictureWindow::buildLayout()
{
    m_view->setObjectName(QStringLiteral("topology"));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_close->setObjectName(QStringLiteral("close"));
    m_close->setAutoDefault(false); // Enter chooses a box
    auto* layout = new QGridLayout(this);
    layout->addWidget(m_gone, 0, 0, 1, 2);
    layout->addWidget(m_view, 1, 0, 1, 2);
    layout->addWidget(m_follow, 2, 0);
    layout->addWidget(m_close, 2, 1);
    layout->setRowStretch(1, 1);
    layout->setColumnStretch(0, 1);
}

bool PictureWindow::follows() const { return m_follow->isChecked(); }

void PictureWindow::follow()
{
    if (follows() && m_actions.selection().size() == 1)
        m_id = m_actions.selection().constFirst();
    refresh();
}

void PictureWindow::refresh()
{
    const Topology& topology = m_engine.topology();
    const std::optional<Topology::Node> node = topology.find(m_id);
    if (node)
        m_name = topology.at(*node).name;
    m_gone->say(node ? QString() : tr("%1 is no longer there.").arg(m_name));
    setWindowTitle(tr("What needs what: %1 on %2", "name, host").arg(m_name, m_engine.hostName()));
    m_view->setResource(topology, m_id);
}

void PictureWindow::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_users = m_engine.wantUsers();
}

void PictureWindow::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    m_users.reset();
    QSettings().setValue(geometryKey(), saveGeometry());
}

void PictureWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PictureWindow::retranslate()
{
    m_follow->setText(tr("Follow the selection"));
    m_close->setText(tr("Close"));
    refresh();
}

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturesection.h"

#include "topologyview.h"

#include <QEvent>
#include <QGridLayout>
#include <QSettings>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

namespace mooring {
namespace {

QString openKey() { return QStringLiteral("window/picture"); }

// Its arrow tells whether it is open; it does not look pressed.
class Disclosure final : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        Q_UNUSED(event)
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.state.setFlag(QStyle::State_On, false);
        QStylePainter(this).drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

} // namespace

PictureSection::PictureSection(QWidget* parent)
    : QWidget(parent)
    , m_disclosure(new Disclosure(this))
    , m_window(new QToolButton(this))
    , m_view(new TopologyView(this))
{
    m_disclosure->setObjectName(QStringLiteral("picture"));
    m_disclosure->setCheckable(true);
    m_disclosure->setAutoRaise(true);
    m_disclosure->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_disclosure->setFocusPolicy(Qt::StrongFocus);
    m_window->setObjectName(QStringLiteral("pictureWindow"));
    m_window->setAutoRaise(true);
    m_window->setFocusPolicy(Qt::StrongFocus);
    m_view->setObjectName(QStringLiteral("topology"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_disclosure, 0, 0, Qt::AlignLeft);
    layout->addWidget(m_window, 0, 1, Qt::AlignRight);
    layout->addWidget(m_view, 1, 0, 1, 2);
    layout->setRowStretch(1, 1);
    connect(m_window, &QToolButton::clicked, this, &PictureSection::windowRequested);
    connect(m_view, &TopologyView::chosen, this, &PictureSection::chosen);
    m_disclosure->setChecked(QSettings().value(openKey(), false).toBool());
    connect(m_disclosure, &QToolButton::toggled, this, [this](bool open) {
        QSettings().setValue(openKey(), open);
        fold(open);
    });
    retranslate();
    fold(isOpen());
}

bool PictureSection::isOpen() const { return m_disclosure->isChecked(); }

void PictureSection::setResource(const Topology& topology, const ResourceId& id)
{
    m_topology = topology;
    m_id = id;
    if (m_view->isVisible())
        m_view->setResource(topology, id);
}

void PictureSection::fold(bool open)
{
    m_disclosure->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_view->setVisible(open);
    m_window->setVisible(open);
    setMaximumHeight(open ? QWIDGETSIZE_MAX : m_disclosure->sizeHint().height());
    if (open)
        m_view->setResource(m_topology, m_id);
    else
        m_view->clear();
    emit opened(open);
}

void PictureSection::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (isOpen())
        m_view->setResource(m_topology, m_id);
}

void PictureSection::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PictureSection::retranslate()
{
    m_disclosure->setText(tr("Picture: what needs what"));
    m_window->setText(tr("Open in a window"));
}

} // namespace mooring

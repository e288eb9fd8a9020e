// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachchoices.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace mooring {
namespace {

// Attached by the kernel alone: no daemon stands behind the device.
bool isPlain(const ImageReport& report) { return report.provider == QLatin1String("loop"); }

bool fails(const ImageReport& report, ErrorCode code) { return report.error && report.error->code == code; }

void tick(QCheckBox* box, bool checked, bool enabled)
{
    const QSignalBlocker quiet(box); // nobody ticked it
    box->setChecked(checked);
    box->setEnabled(enabled);
}

} // namespace

AttachChoices::AttachChoices(QWidget* parent)
    : QWidget(parent)
    , m_outside(new QCheckBox(this))
    , m_raw(new QCheckBox(this))
    , m_readOnly(new QCheckBox(this))
    , m_overlay(new QCheckBox(this))
    , m_checksum(new QCheckBox(this))
    , m_lifetimeLabel(new QLabel(this))
    , m_lifetime(new QComboBox(this))
{
    buildLayout();
    connectParts();
    adapt();
}

void AttachChoices::buildLayout()
{
    m_outside->setObjectName(QStringLiteral("outside"));
    m_raw->setObjectName(QStringLiteral("raw"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    m_overlay->setObjectName(QStringLiteral("overlay"));
    m_checksum->setObjectName(QStringLiteral("checksum"));
    m_lifetime->setObjectName(QStringLiteral("lifetime"));
    m_lifetime->addItems({QString(), QString()});
    m_lifetimeLabel->setBuddy(m_lifetime);
    m_overlay->hide();
    auto* lifetime = new QHBoxLayout;
    lifetime->addWidget(m_lifetimeLabel);
    lifetime->addWidget(m_lifetime);
    lifetime->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QCheckBox* box : {m_outside, m_raw, m_readOnly, m_overlay, m_checksum})
        layout->addWidget(box);
    layout->addLayout(lifetime);
}

void AttachChoices::connectParts()
{
    connect(m_outside, &QCheckBox::toggled, this, &AttachChoices::inspectionWanted);
    connect(m_raw, &QCheckBox::toggled, this, &AttachChoices::inspectionWanted);
    connect(m_readOnly, &QCheckBox::toggled, this, &AttachChoices::readOnlyWanted);
    connect(m_overlay, &QCheckBox::toggled, this, [this](bool wanted) {
        m_wantsOverlay = wanted;
        m_wantsReadOnly = m_wantsReadOnly && !wanted;
        adapt();
    });
}

void AttachChoices::readOnlyWanted(bool wanted)
{
    m_writesAllTheSame = !wanted;
    m_wantsReadOnly = wanted && (m_wantsReadOnly || !isCutShort(m_report)); // there it needs no wish
    m_wantsOverlay = m_wantsOverlay && !wanted;
    adapt();
}

void AttachChoices::forgetImage()
{
    m_report = {};
    m_offersRaw = m_offersOutside = m_writesAllTheSame = false;
    m_overlay->hide();
    tick(m_raw, false, true);
    tick(m_outside, false, true);
    adapt();
}

void AttachChoices::setReport(const ImageReport& report)
{
    m_report = report;
    m_offersRaw = m_offersRaw || fails(report, ErrorCode::ImageContentUnknown);
    m_offersOutside = m_offersOutside || fails(report, ErrorCode::ImagePartOutside);
    m_overlay->setVisible(!report.error && !report.overlayProvider.isEmpty() && !isCopied());
    adapt();
}

void AttachChoices::setBusy(bool busy)
{
    m_isBusy = busy;
    adapt();
}

// What was not closed is attached as a copy: the image is written to in no case.
bool AttachChoices::isCopied() const
{
    return m_report.facts.value(Fact::OverlayKind).toString() == QLatin1String("copy");
}

// It can be written to, and is not unless somebody says so.
bool AttachChoices::isLeftAsItIs() const { return isCutShort(m_report) && !m_writesAllTheSame; }

bool AttachChoices::takesOverlay() const
{
    return m_overlay->isVisibleTo(this) && (m_wantsOverlay || m_report.provider.isEmpty());
}

void AttachChoices::adapt()
{
    const bool overlay = takesOverlay();
    const bool onlyReads = m_report.facts.value(Fact::ReadOnly).toBool() && !isCopied();
    m_raw->setVisible(m_offersRaw);
    m_outside->setVisible(m_offersOutside);
    m_raw->setEnabled(!m_isBusy);
    m_outside->setEnabled(!m_isBusy);
    tick(m_readOnly, !overlay && (m_wantsReadOnly || onlyReads || isLeftAsItIs()), !m_isBusy && !onlyReads);
    tick(m_overlay, overlay, !m_isBusy && !m_report.provider.isEmpty());
    m_checksum->setEnabled(!m_isBusy);
    const bool served = overlay || (!m_report.provider.isEmpty() && !isPlain(m_report));
    m_lifetimeLabel->setVisible(!served);
    m_lifetime->setVisible(!served);
    m_lifetime->setEnabled(!m_isBusy);
}

bool AttachChoices::isPossible(const ImageReport& report) const
{
    return !report.error && !(takesOverlay() ? report.overlayProvider : report.provider).isEmpty();
}

QString AttachChoices::format() const { return m_raw->isChecked() ? QStringLiteral("raw") : QString(); }

bool AttachChoices::outside() const { return m_outside->isChecked(); }

Engine::AttachOptions AttachChoices::options() const
{
    Engine::AttachOptions options;
    options.readOnly = m_readOnly->isChecked();
    options.format = format();
    options.overlay = takesOverlay();
    options.outside = outside();
    options.checksum = m_checksum->isChecked();
    options.untilUnused = m_lifetime->isVisibleTo(this) && m_lifetime->currentIndex() == 1;
    return options;
}

void AttachChoices::retranslate()
{
    m_outside->setText(tr("Also open files o&utside of its folder"));
    m_raw->setText(tr("Attach it as a &raw disk all the same"));
    m_readOnly->setText(tr("Read &only"));
    m_overlay->setText(tr("&Write to an overlay, the image stays as it is"));
    m_checksum->setText(tr("Checksums &before and after"));
    m_lifetimeLabel->setText(tr("Stays &attached:"));
    m_lifetime->setItemText(0, tr("until detached or restart"));
    m_lifetime->setItemText(1, tr("until nobody uses it any more"));
    m_lifetime->setAccessibleName(tr("How long it stays attached"));
}

} // namespace mooring

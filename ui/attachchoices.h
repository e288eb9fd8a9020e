// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace mooring {

// How an image is to be attached: only what makes sense for it is offered. What was chosen stays for the next
// image, but for what was allowed of this one alone.
class AttachChoices final : public QWidget
{
    Q_OBJECT
public:
    explicit AttachChoices(QWidget* parent = nullptr);
    void forgetImage(); // another one comes
    void setReport(const ImageReport& report);
    void setBusy(bool busy);
    bool isPossible(const ImageReport& report) const;
    QString format() const; // as in the request
    bool outside() const; // as in the request
    Engine::AttachOptions options() const;
    void retranslate();

signals:
    void inspectionWanted(); // format or outside are other ones now

private:
    void buildLayout();
    void connectParts();
    void adapt();
    bool isCopied() const;
    bool isLeftAsItIs() const;
    void readOnlyWanted(bool wanted);
    bool takesOverlay() const;

    ImageReport m_report; // the latest
    bool m_isBusy = false;
    bool m_wantsReadOnly = false, m_wantsOverlay = false;
    bool m_offersRaw = false, m_offersOutside = false; // of this image
    bool m_writesAllTheSame = false; // to this image, though a part of it is missing
    QCheckBox* m_outside;
    QCheckBox* m_raw;
    QCheckBox* m_readOnly;
    QCheckBox* m_overlay;
    QCheckBox* m_checksum;
    QLabel* m_lifetimeLabel;
    QComboBox* m_lifetime;
};

} // namespace mooring

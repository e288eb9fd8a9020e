// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace mooring {

// Names and secrets for CHAP: none, one side's, or both sides'. What was typed is here and nowhere else until
// wipe().
class ChapFields final : public QWidget
{
    Q_OBJECT
public:
    explicit ChapFields(QWidget* parent = nullptr);

    std::optional<ChapAccess> chap() const;
    std::optional<ChapAccess> mutualChap() const; // only together with chap()
    void setAccess(const std::optional<ChapAccess>& chap, const std::optional<ChapAccess>& mutualChap);
    void offer(const ChapSecrets& remembered); // fills in what nothing was typed in, and what fits its names
    bool isComplete() const; // nothing that was asked for is empty
    void askAgain(); // for the secrets; the names stay
    void wipe();
    void retranslate();

signals:
    void changed();

private:
    struct Side
    {
        QCheckBox* box;
        QLabel* userLabel;
        QLineEdit* user;
        QLabel* secretLabel;
        QLineEdit* secret;
    };
    Side makeSide(const QString& name);
    void adapt();
    static void complete(const Side& side, const std::optional<ChapAccess>& remembered);
    static std::optional<ChapAccess> accessOf(const Side& side);
    static void fill(const Side& side, const std::optional<ChapAccess>& access);
    static void name(const Side& side, const QString& user, const QString& secret);

    Side m_own;
    Side m_target;
    ChapSecrets m_offered;
};

} // namespace mooring

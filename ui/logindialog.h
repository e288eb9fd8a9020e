// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fittingdialog.h"
#include "models/loginmodel.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace mooring {

class ErrorPanel;
class LoginOptions;
class ProgressRow;
class TextLabel;

// Opens sessions to targets, and stays open with the reason when one could not be opened. Closed while they
// are being opened, it lets that go on. Secrets are gone when it closes.
class LoginDialog final : public FittingDialog
{
    Q_OBJECT
public:
    LoginDialog(Engine& engine, const QList<LoginTarget>& targets, QWidget* parent = nullptr);
    void setAccess(const std::optional<ChapAccess>& chap, const std::optional<ChapAccess>& mutualChap);

signals:
    void loggedIn(const QList<mooring::ResourceId>& created);

protected:
    void changeEvent(QEvent* event) override;
    void done(int result) override;

private:
    void buildTable();
    void buildLayout();
    void connectParts();
    void askKeyring();
    int row() const; // the target that is looked at
    void showPortals();
    void start();
    void progressed();
    void ended();
    void adapt();
    void adaptError();
    void retranslate();

    Engine& m_engine;
    LoginModel m_model;
    QTableView* m_table;
    QLabel* m_portalLabel;
    QComboBox* m_portal;
    LoginOptions* m_options;
    ErrorPanel* m_error;
    ProgressRow* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_logIn;
};

} // namespace mooring

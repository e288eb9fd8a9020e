// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/discovermodel.h"
#include "models/loginmodel.h"

#include <QDialog>
#include <QSortFilterProxyModel>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace mooring {

class ChapFields;
class ErrorPanel;
class PortalField;
class ProgressRow;

// Asks portals for their targets and offers to open sessions to those that are chosen. Nothing on the host
// changes by it. Secrets are gone when it closes.
class DiscoverDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit DiscoverDialog(Engine& engine, QWidget* parent = nullptr);

    QList<LoginTarget> chosen() const;
    std::optional<ChapAccess> chap() const;
    std::optional<ChapAccess> mutualChap() const;

signals:
    void loginRequested(); // to what is chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void done(int result) override;

private:
    void buildTree();
    void buildLayout();
    void connectParts();
    void discover();
    void progressed();
    void adapt();
    void adaptError();
    void requestLogin();
    void intoTree();
    void retranslate();

    Engine& m_engine;
    DiscoverModel m_model;
    QSortFilterProxyModel m_filter;
    bool m_wasRunning = false;
    PortalField* m_portals;
    ChapFields* m_chap;
    QPushButton* m_discover;
    ProgressRow* m_progress;
    QLineEdit* m_search;
    QTreeView* m_tree;
    ErrorPanel* m_error;
    QPushButton* m_close;
    QPushButton* m_logIn;
};

} // namespace mooring

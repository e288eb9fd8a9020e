// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QPushButton;

namespace mooring {

class Engine;
class ResourceActions;
class TextLabel;
class TopologyView;

// The picture in a window of its own: follows the selection, or stays with its resource. While it is seen,
// looks include who uses what.
class PictureWindow final : public QDialog
{
    Q_OBJECT
public:
    PictureWindow(Engine& engine, ResourceActions& actions, ResourceId id, QWidget* parent = nullptr);
    ~PictureWindow() override;

    ResourceId resource() const { return m_id; }
    bool follows() const;

signals:
    void chosen(const mooring::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    void follow();
    void refresh();
    void retranslate();

    Engine& m_engine;
    ResourceActions& m_actions;
    ResourceId m_id;
    QString m_name; // also when it is gone
    std::shared_ptr<void> m_users;
    TextLabel* m_gone;
    TopologyView* m_view;
    QCheckBox* m_follow;
    QPushButton* m_close;
};

} // namespace mooring

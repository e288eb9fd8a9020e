// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"
#include "ui/mainwindow.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"

#include <QAbstractButton>

namespace mooring::lab {

// Leads through the window as a person would: waits, clicks, takes pictures into a folder. What does not come
// ends the program.
class DemoGuide
{
public:
    DemoGuide(Engine& engine, MainWindow& window, QString folder, QString prefix);

    Engine& engine() { return m_engine; }
    MainWindow& window() { return m_window; }
    ResourceView& tree(const char* name = "tree-everything");
    PlanDialog* plan(); // null: none is open
    QDialog* dialog(); // of whatever kind
    static void need(const std::function<bool()>& reached, const char* what);
    void click(const char* button, const char* what);
    void confirm(Outcome wanted); // the plan that is open
    void awaitOperation(qsizetype already, Outcome wanted); // the one that came after so many
    // The window, and the dialog over it as a window manager would put it.
    void picture(const char* name);

private:
    QAbstractButton* button(const char* name);
    Engine& m_engine;
    MainWindow& m_window;
    QString m_folder, m_prefix;
};

} // namespace mooring::lab

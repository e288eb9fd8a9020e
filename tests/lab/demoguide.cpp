// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoguide.h"

#include <QPainter>
#include <QTest>

#include <cstdio>

namespace mooring::lab {
namespace {

template <class Dialog> Dialog* shown(const QWidget& window)
{
    const QList<Dialog*> all = window.findChildren<Dialog*>();
    const auto found
        = std::find_if(all.begin(), all.end(), [](const Dialog* one) { return one->isVisible(); });
    return found == all.end() ? nullptr : *found;
}

} // namespace

DemoGuide::DemoGuide(Engine& engine, MainWindow& window, QString folder, QString prefix)
    : m_engine(engine)
    , m_window(window)
    , m_folder(std::move(folder))
    , m_prefix(std::move(prefix))
{
}

void DemoGuide::need(const std::function<bool()>& reached, const char* what)
{
    if (!QTest::qWaitFor(reached, 20000))
        qFatal("demo: never came: %s", what);
}

ResourceView& DemoGuide::tree(const char* name)
{
    return *m_window.findChild<ResourceView*>(QLatin1String(name));
}

PlanDialog* DemoGuide::plan() { return shown<PlanDialog>(m_window); }

QDialog* DemoGuide::dialog() { return shown<QDialog>(m_window); }

QAbstractButton* DemoGuide::button(const char* name)
{
    QWidget* where = dialog() != nullptr ? static_cast<QWidget*>(dialog()) : &m_window;
    for (auto* found : where->findChildren<QAbstractButton*>(QLatin1String(name)))
        if (found->isVisible() && found->isEnabled())
            return found;
    return nullptr;
}

void DemoGuide::click(const char* name, const char* what)
{
    need([&] { return button(name) != nullptr; }, what);
    button(name)->click();
}

void DemoGuide::awaitOperation(qsizetype already, Outcome wanted)
{
    need([&] { return m_engine.operations().size() > already; }, "the operation");
    Operation* operation = m_engine.operations().constLast();
    need([&] { return operation->isFinished(); }, "the operation's end");
    if (operation->record().outcome != wanted)
        qFatal("demo: ended %s", qPrintable(token(*operation->record().outcome)));
    need([this] { return dialog() == nullptr; }, "the dialog's end");
}

void DemoGuide::confirm(Outcome wanted)
{
    const qsizetype already = m_engine.operations().size();
    click("confirm", "the confirm button");
    awaitOperation(already, wanted);
}

void DemoGuide::picture(const char* name)
{
    QTest::qWait(300); // what is animated comes to rest
    QPixmap all = m_window.grab();
    if (QDialog* over = dialog()) {
        QPainter painter(&all);
        const QPixmap grabbed = over->grab();
        const QPoint at((all.width() - grabbed.width()) / 2, (all.height() - grabbed.height()) / 3);
        painter.fillRect(QRect(at, grabbed.size()).adjusted(-1, -1, 1, 1), Qt::gray);
        painter.drawPixmap(at, grabbed);
    }
    const QString file = QStringLiteral("%1/%2-%3.png").arg(m_folder, m_prefix, QLatin1String(name));
    if (!all.save(file))
        qFatal("demo: cannot write %s", qPrintable(file));
    std::printf("%s\n", qPrintable(file));
}

} // namespace mooring::lab

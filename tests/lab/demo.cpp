// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "app/translators.h"
#include "demostage.h"
#include "oracle.h"
#include "ui/mainwindow.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPainter>
#include <QSettings>
#include <QStyle>
#include <QTest>

#include <cstdio>

using namespace mooring;
using namespace mooring::lab;

// `mooring-demo play`: a lab, and the window on it, until the window is closed.
// `mooring-demo FOLDER`: the same window driven without a display through its main job, in both languages,
// light and dark; pictures into FOLDER.
namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(53, 53, 53), QColor(42, 42, 42));
    palette.setColor(QPalette::Base, QColor(35, 35, 35));
    palette.setColor(QPalette::Highlight, QColor(42, 130, 218));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(98, 170, 240));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(140, 140, 140));
    return palette;
}

void need(const std::function<bool()>& reached, const char* what)
{
    if (!QTest::qWaitFor(reached, 20000))
        qFatal("demo: never came: %s", what);
}

// Drives the window through one detach and back, as a person would.
class Tour
{
public:
    Tour(DemoStage& stage, Engine& engine, MainWindow& window, QString folder, QString prefix)
        : m_stage(stage)
        , m_engine(engine)
        , m_window(window)
        , m_folder(std::move(folder))
        , m_prefix(std::move(prefix))
        , m_disk {QString::fromUtf8(stage.disk.id())}
    {
    }
    void run()
    {
        const Oracle oracle(m_stage.lab.folder());
        const QJsonObject before = oracle.picture();
        need([this] { return tree().resources().indexOf(m_disk).isValid(); }, "the disk in the tree");
        tree().select(m_disk);
        need([this] { return showsProcess(); }, "who uses it");
        picture("1-in-use");
        m_window.dialogs().openPlan(Verb::Detach, {m_disk});
        need([this] { return dialog() && dialog()->plan().isBlocked() && !dialog()->isLooking(); },
             "the blocked plan");
        picture("2-blocked-plan");
        click("askToQuit", "ask to quit");
        need([this] { return dialog() && !dialog()->plan().isBlocked(); }, "the resolved plan");
        picture("3-resolved-plan");
        confirm(Outcome::Done);
        if (Oracle::isBound(m_stage.disk.device) || Oracle::isMounted(m_stage.mount))
            qFatal("demo: told as done, and still there");
        picture("4-detached");
        click("putBack", "put back");
        need([this] { return dialog() != nullptr; }, "the plan that puts back");
        picture("5-put-back-plan");
        confirm(Outcome::Done);
        const QByteArray difference = lab::difference(before, oracle.picture());
        if (!difference.isEmpty())
            qFatal("demo: not put back as it was: %s", difference.constData());
        need([this] { return tree().resources().indexOf(m_disk).isValid(); }, "the disk again");
        picture("6-put-back");
    }

private:
    ResourceView& tree() { return *m_window.findChild<ResourceView*>(QStringLiteral("tree-everything")); }
    bool showsProcess() const
    {
        const Topology& topology = m_engine.topology();
        for (Topology::Node node = 0; node < topology.size(); ++node)
            if (topology.at(node).kind == Kind::Process)
                return true;
        return false;
    }
    PlanDialog* dialog()
    {
        for (auto* found : m_window.findChildren<PlanDialog*>())
            if (found->isVisible())
                return found;
        return nullptr;
    }
    QAbstractButton* button(const char* name)
    {
        QWidget* where = dialog() ? static_cast<QWidget*>(dialog()) : &m_window;
        for (auto* found : where->findChildren<QAbstractButton*>(QLatin1String(name)))
            if (found->isVisible() && found->isEnabled())
                return found;
        return nullptr;
    }
    void click(const char* name, const char* what)
    {
        need([&] { return button(name) != nullptr; }, what);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    void confirm(Outcome wanted)
    {
        const qsizetype already = m_engine.operations().size();
        click("confirm", "the confirm button");
        need([&] { return m_engine.operations().size() > already; }, "the operation");
        Operation* operation = m_engine.operations().constLast();
        need([&] { return operation->isFinished(); }, "the operation's end");
        if (operation->record().outcome != wanted)
            qFatal("demo: ended %s", qPrintable(token(*operation->record().outcome)));
        need([this] { return dialog() == nullptr; }, "the dialog's end");
    }
    // The window, and the dialog over it as a window manager would put it.
    void picture(const char* name)
    {
        QTest::qWait(300); // what is animated comes to rest
        QPixmap all = m_window.grab();
        if (PlanDialog* shown = dialog()) {
            QPainter painter(&all);
            const QPixmap over = shown->grab();
            const QPoint at((all.width() - over.width()) / 2, (all.height() - over.height()) / 3);
            painter.fillRect(QRect(at, over.size()).adjusted(-1, -1, 1, 1), Qt::gray);
            painter.drawPixmap(at, over);
        }
        const QString file = QStringLiteral("%1/%2-%3.png").arg(m_folder, m_prefix, QLatin1String(name));
        if (!all.save(file))
            qFatal("demo: cannot write %s", qPrintable(file));
        std::printf("%s\n", qPrintable(file));
    }

    DemoStage& m_stage;
    Engine& m_engine;
    MainWindow& m_window;
    QString m_folder, m_prefix;
    ResourceId m_disk;
};

void showAll(DemoStage& stage, const QString& folder)
{
    QDir().mkpath(folder);
    Composition composition;
    Translators translators;
    const QPalette light = QApplication::style()->standardPalette();
    for (const char* language : {"en", "fr"}) {
        for (const bool dark : {false, true}) {
            translators.use(QLatin1String(language));
            QApplication::setPalette(dark ? darkPalette() : light);
            if (!stage.shell->isRunning())
                stage.startShell();
            MainWindow window(composition.engine());
            window.resize(1280, 800);
            window.show();
            window.showView(View::Everything);
            composition.engine().lookAgain();
            Tour(stage, composition.engine(), window, folder,
                 QStringLiteral("%1-%2").arg(QLatin1String(language), QLatin1String(dark ? "dark" : "light")))
                .run();
            for (Operation* operation : composition.engine().operations())
                composition.engine().forget(operation);
        }
    }
}

int play(DemoStage& stage)
{
    std::printf("Mooring on a private lab in %s; close the window to take it down.\n",
                stage.lab.folder().constData());
    std::fflush(stdout);
    RunOptions options;
    options.timeout = 24 * 3600 * 1000;
    const Ran ran = lab::run({Lab::program("mooring")}, options);
    std::fputs(ran.err.constData(), stderr);
    return ran.code;
}

} // namespace

int main(int count, char** words)
{
    if (count != 2 || !Lab::unavailable().isEmpty()) {
        std::fprintf(stderr, "mooring-demo play | FOLDER: %s\n", qPrintable(Lab::unavailable()));
        return 2;
    }
    DemoStage stage;
    qputenv("XDG_STATE_HOME", stage.lab.makeFolder("state"));
    int status = 0;
    if (QByteArray(words[1]) == "play") {
        status = play(stage);
    } else {
        const QApplication application(count, words);
        QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QFile::decodeName(stage.lab.makeFolder("config")));
        QApplication::setStyle(QStringLiteral("fusion"));
        QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
        showAll(stage, QString::fromLocal8Bit(words[1]));
    }
    stage.shell.reset();
    if (!stage.lab.takeDown()) {
        std::fprintf(stderr, "mooring-demo: something was left behind\n");
        return 1;
    }
    return status;
}

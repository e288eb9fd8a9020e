// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translators.h"
#include "testsupport/scenes.h"
#include "testsupport/uitest.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QDir>
#include <QHeaderView>
#include <QStyleFactory>
#include <QStyleOptionButton>
#include <QTreeView>

using namespace mooring;

namespace {

bool isWrapped(const QLabel* label) { return label->wordWrap(); }

// What is shown in less room than it needs.
QStringList clippedIn(QWidget* widget)
{
    QStringList found;
    const auto tell = [&](QWidget* part, const QString& text, const QSize& wanted) {
        found.append(QStringLiteral("\"%1\" wants %2x%3, has %4x%5")
                         .arg(text)
                         .arg(wanted.width())
                         .arg(wanted.height())
                         .arg(part->width())
                         .arg(part->height()));
    };
    for (auto* label : widget->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QSize wanted
            = isWrapped(label) ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
        if (wanted.width() > label->width() || wanted.height() > label->height())
            tell(label, label->text(), wanted);
    }
    for (auto* one : widget->findChildren<QAbstractButton*>()) {
        const QSize wanted = one->sizeHint();
        if (one->isVisible() && !one->text().isEmpty()
            && (wanted.width() > one->width() || wanted.height() > one->height()))
            tell(one, one->text(), wanted);
    }
    return found;
}

void addTexts(const QAbstractItemModel* model, const QModelIndex& parent, QSet<QString>& texts)
{
    for (int row = 0; row < model->rowCount(parent); ++row)
        for (int column = 0; column < model->columnCount(parent); ++column) {
            const QModelIndex index = model->index(row, column, parent);
            texts.insert(index.data().toString());
            if (column == 0)
                addTexts(model, index, texts);
        }
}

// Every text a person can come upon.
QSet<QString> textsIn(QWidget* widget)
{
    QSet<QString> texts;
    QWidgetList widgets = widget->findChildren<QWidget*>();
    widgets.append(widget);
    for (QWidget* one : widgets) {
        texts << one->toolTip() << one->accessibleName() << one->windowTitle();
        if (const auto* label = qobject_cast<QLabel*>(one))
            texts << label->text();
        if (const auto* pressed = qobject_cast<QAbstractButton*>(one))
            texts << pressed->text();
        for (QAction* action : one->actions())
            texts << action->text() << action->iconText();
        if (const auto* menu = qobject_cast<QMenu*>(one))
            texts << menu->title();
        if (const auto* tree = qobject_cast<QAbstractItemView*>(one); tree && tree->model()) {
            addTexts(tree->model(), {}, texts);
            for (int i = 0; i < tree->model()->columnCount(); ++i)
                texts << tree->model()->headerData(i, Qt::Horizontal).toString();
        }
    }
    return texts;
}

// Names, paths, numbers and commands are alike in every language; so are a few words.
bool isAlikeByRight(const QString& text)
{
    static const QSet<QString> words
        = {QStringLiteral("English"),  QStringLiteral("Français"),   QStringLiteral("Mooring"),
           QStringLiteral("data"),     QStringLiteral("partition"),  QStringLiteral("Description"),
           QStringLiteral("Options"),  QStringLiteral("Action"),     QStringLiteral("Format"),
           QStringLiteral("raw"),      QStringLiteral("ext4"),       QStringLiteral("loop"),
           QStringLiteral("alice"),    QStringLiteral("srv-kvm-03"), QStringLiteral("Label"),
           QStringLiteral("SID"),      QStringLiteral("WWN"),        QStringLiteral("LUN"),
           QStringLiteral("UUID"),     QStringLiteral("RAW"),        QStringLiteral("Partition"),
           QStringLiteral("VHDX"),     QStringLiteral("xfs"),        QStringLiteral("ISID"),
           QStringLiteral("CHAP"),     QStringLiteral("ATR"),        QStringLiteral("USB"),
           QStringLiteral("T=0, T=1"), QStringLiteral("T=1"),        QStringLiteral("tgt"),
           QStringLiteral("rdwr"),     QStringLiteral("LIO"),        QStringLiteral("pcsc")};
    static const QRegularExpression name(QStringLiteral(
        "^$|^\\d+ ms$|^(kill|losetup|umount|mount|mooringctl|tgtadm|targetcli) .*|^[\\d\\s.,:x()-]+$|^/[^ "
        "]*$|^[\\w.-]+\\.(img|vhdx|vmdk)$|^iqn\\.[^ "
        "]+(: LUN [0-9]+)?$|^IET +[0-9]+$|^naa\\.[0-9a-f]+$|^80[0-9a-f]{10}$|^Mooring - .*$|^\\w+ \\(\\d+(, "
        "\\w+)?\\)$|^#[\\d]+$|^\\d{3}/"
        "\\d{3}$|^3B[0-9A-F]+$|^(Alcor|Gemalto|Yubico|OpenPGP|Carte nationale) .*$"));
    return words.contains(text) || name.match(text).hasMatch();
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2d, 0x30), QColor(0x23, 0x25, 0x28));
    palette.setColor(QPalette::Base, QColor(0x1b, 0x1d, 0x1f));
    palette.setColor(QPalette::AlternateBase, QColor(0x24, 0x26, 0x29));
    palette.setColor(QPalette::Highlight, QColor(0x2a, 0x62, 0xa8));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x33, 0x35, 0x38));
    palette.setColor(QPalette::ToolTipText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x90, 0x90));
    return palette;
}

} // namespace

// Every situation of the window in both languages, light and dark: all of it translated, none of it clipped.
// With MOORING_PICTURES set to a folder, what it looks like is kept there.
class TestWindowWords : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    Translators m_translators;

    struct Stage
    {
        std::unique_ptr<FakeEngine> engine = std::make_unique<FakeEngine>();
        std::unique_ptr<MainWindow> window = std::make_unique<MainWindow>(*engine);
        ~Stage() { window.reset(); }
    };
    void keepPicture(QWidget* seen, const QString& name)
    {
        const QString folder = qEnvironmentVariable("MOORING_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(seen->grab().save(QDir(folder).filePath(name + QStringLiteral(".png"))));
    }

private slots:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); }
    void init()
    {
        failOnWarnings();
        QSettings().clear();
    }
    void cleanup()
    {
        QApplication::setPalette(QApplication::style()->standardPalette());
        m_translators.use(QStringLiteral("en"));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const Scene& scene : scenes())
            for (const QString& language : Translators::languages())
                for (bool dark : {false, true})
                    QTest::addRow("%s-%s-%s", scene.name, qPrintable(language), dark ? "dark" : "light")
                        << scene << language << dark;
    }
    void nothingIsClipped()
    {
        QFETCH(Scene, scene);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        m_translators.use(language);
        if (dark)
            QApplication::setPalette(darkPalette());
        Stage stage;
        stage.window->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage.window.get()));
        QWidget* seen = scene.show(*stage.engine, *stage.window);
        QVERIFY(seen);
        QTest::qWait(50); // layouts settle, on a busy machine later
        (void)QTest::qWaitFor([seen] { return clippedIn(seen).isEmpty(); }, 2000);
        keepPicture(seen, QString::fromLatin1(QTest::currentDataTag()));
        const QStringList clipped = clippedIn(seen);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
    }

    void switchingTheLanguageLeavesNothingBehind_data()
    {
        QTest::addColumn<Scene>("scene");
        for (const Scene& scene : scenes())
            QTest::newRow(scene.name) << scene;
    }
    void switchingTheLanguageLeavesNothingBehind()
    {
        QFETCH(Scene, scene);
        Stage stage;
        stage.window->show();
        QWidget* seen = scene.show(*stage.engine, *stage.window);
        QVERIFY(seen);
        const QSet<QString> english = textsIn(seen) + textsIn(stage.window.get());
        m_translators.use(QStringLiteral("fr"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::sendPostedEvents();
        if (qobject_cast<QMenu*>(seen))
            return; // made anew each time it opens
        const QSet<QString> french = textsIn(seen) + textsIn(stage.window.get());
        QStringList left;
        for (const QString& text : english& french)
            if (!isAlikeByRight(text))
                left.append(text);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char('\n'))));
    }

    void everyControlHasAName()
    {
        Stage stage;
        stage.window->show();
        for (const Scene& scene : scenes()) {
            Stage other;
            other.window->show();
            QWidget* seen = scene.show(*other.engine, *other.window);
            QVERIFY2(seen, scene.name);
            for (QWidget* one : seen->findChildren<QWidget*>()) {
                if (!one->isVisible() || one->focusPolicy() == Qt::NoFocus
                    || one->objectName().startsWith(QLatin1String("qt_")))
                    continue;
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(one);
                const bool named = face && !face->text(QAccessible::Name).isEmpty();
                QVERIFY2(
                    named || qobject_cast<QDialog*>(one) || one == seen,
                    qPrintable(QStringLiteral("%1: %2 \"%3\"")
                                   .arg(QLatin1String(scene.name),
                                        QLatin1String(one->metaObject()->className()), one->objectName())));
            }
        }
    }

    void mnemonicsAreUnique()
    {
        for (const QString& language : Translators::languages()) {
            m_translators.use(language);
            Stage stage;
            for (QMenu* menu : stage.window->findChildren<QMenu*>()) {
                QSet<QChar> used;
                for (QAction* action : menu->actions()) {
                    const qsizetype at = action->text().indexOf(QLatin1Char('&'));
                    if (at < 0)
                        continue;
                    const QChar letter = action->text().at(at + 1).toLower();
                    QVERIFY2(!used.contains(letter), qPrintable(action->text()));
                    used.insert(letter);
                }
            }
        }
    }
};

Q_DECLARE_METATYPE(mooring::Scene)
QTEST_MAIN(TestWindowWords)
#include "tst_windowwords.moc"

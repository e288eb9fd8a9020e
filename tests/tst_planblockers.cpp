// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "ui/planblockers.h"
#include "ui/textlabel.h"

#include <QTest>

using namespace mooring;

// What a plan says of somebody who stands in its way.
class TestPlanBlockers : public QObject
{
    Q_OBJECT
private slots:
    void saysEverythingOnce_data();
    void saysEverythingOnce();
    void endsWithTheChangeThatHelps();
};

namespace {

const QString change = QStringLiteral("--- ~/.x.conf\n+++ ~/.x.conf\n@@ -0,0 +1 @@\n+shared");

Blocker blocker(BlockReason reason, const Facts& facts, std::optional<Error> error = {})
{
    Blocker blocker;
    blocker.reason = reason;
    blocker.name = QStringLiteral("bash");
    blocker.facts = facts;
    blocker.error = std::move(error);
    return blocker;
}

QString textOf(const Blocker& blocker)
{
    BlockerRow row;
    row.setBlocker(blocker);
    return row.findChild<TextLabel*>()->text();
}

} // namespace

void TestPlanBlockers::saysEverythingOnce_data()
{
    QTest::addColumn<Blocker>("who");
    QTest::addColumn<QString>("once");
    const Error denied = errorOf(ErrorCode::PermissionDenied, QStringLiteral("bash"));
    QTest::newRow("own session") << blocker(BlockReason::Process, {{Fact::OwnSession, true}})
                                 << QStringLiteral("your own session");
    QTest::newRow("cannot be released")
        << blocker(BlockReason::NotReleasable, {}, denied) << Wording::error(denied).sentence();
    QTest::newRow("of another user") << blocker(BlockReason::ProcessOfOtherUser, {}, denied)
                                     << QStringLiteral("may not");
}

void TestPlanBlockers::saysEverythingOnce()
{
    QFETCH(const Blocker, who);
    QFETCH(const QString, once);
    const QString text = textOf(who);
    QVERIFY2(text.count(once) == 1, qPrintable(text));
}

void TestPlanBlockers::endsWithTheChangeThatHelps()
{
    for (const BlockReason reason : {BlockReason::Process, BlockReason::ProcessOfOtherUser}) {
        const QString text = textOf(blocker(reason, {{Fact::LastingRemedy, change}}));
        QVERIFY2(text.endsWith(QStringLiteral(":\n") + change), qPrintable(text));
    }
}

QTEST_MAIN(TestPlanBlockers)
#include "tst_planblockers.moc"

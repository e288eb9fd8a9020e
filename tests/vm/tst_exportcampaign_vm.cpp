// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lioscene.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace mooring::lab;
using namespace mooring::vm;

namespace {

constexpr int kDefaultSeconds = 1200;
const QByteArray others[] {"iqn.2026-11.guest:a", "iqn.2026-11.guest:b"};

enum class Act
{
    Detach,
    DetachAlone, // --no-cascade
    DetachByForce,
    DetachKilled, // the program is, at any moment; then again
    Hide,
    Disable
};

struct Dice
{
    explicit Dice(quint32 seed)
        : random(seed)
    {
    }
    bool isBelow(int percent) { return int(random.bounded(100)) < percent; }
    int from(int least, int most) { return random.bounded(least, most + 1); }
    QRandomGenerator random;
};

// One target with what the dice made of it, what is done to one of its units, and what must be true then.
class Round
{
public:
    explicit Round(quint32 seed)
        : m_dice(seed)
        , m_scene(m_dice.from(1, 4))
        , m_lun(m_dice.from(1, int(luns().size())))
    {
        for (const QByteArray& initiator : others)
            if (m_dice.isBelow(50))
                m_scene.addAcl(initiator, someLuns());
        if (m_dice.isBelow(70))
            logIn();
        m_act = Act(m_dice.from(0, int(Act::Disable)));
        if (m_act == Act::Hide && hiddenFrom().isEmpty())
            m_act = Act::Detach;
    }
    ~Round()
    {
        if (m_writer) {
            m_writer->signal(SIGKILL);
            m_writer->waitEnd();
        }
        if (!m_mount.isEmpty())
            run({"umount", "-l", m_mount});
    }
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;

    QByteArray told() const
    {
        static const char* const names[] {"detach",         "detach alone", "detach by force",
                                          "detach, killed", "hide",         "disable"};
        return QByteArray(names[int(m_act)]) + ", LUN " + QByteArray::number(m_lun) + " of "
            + QByteArray::number(luns().size()) + (m_isLoggedIn ? ", session" : "")
            + (isMounted() ? ", mounted" : "") + (m_writer ? ", written to" : "");
    }

    QByteArray play() // what is wrong; empty: nothing
    {
        const QByteArray before = picture();
        if (m_act == Act::DetachKilled)
            return playKilled();
        const Ran ran = m_scene.run(command());
        if (const int wanted = expectedCode(); ran.code != wanted)
            return "code " + QByteArray::number(ran.code) + " instead of " + QByteArray::number(wanted) + '\n'
                + endOf(ran);
        if (ran.code != 0)
            return picture() == before && isAlive() ? QByteArray() : "a refusal has changed something";
        if (const QByteArray wrong = wrongAfterDone(before); !wrong.isEmpty())
            return wrong;
        if (m_act == Act::DetachByForce && m_isLoggedIn)
            return {}; // a session that has lost its disk is not what putting back is about
        const Ran undone = m_scene.run({"undo", "--yes", m_scene.lastNumber()});
        if (undone.code != 0)
            return "undo: code " + QByteArray::number(undone.code) + '\n' + undone.text();
        if (picture() != before)
            return "put back, it is not as before:\n" + before + "now:\n" + picture();
        return isMounted() && textOf(m_mount + "/marker") != m_marker ? "the file is lost" : QByteArray();
    }

private:
    QList<QByteArray> luns() const { return entriesOf(m_scene.target.group() + "/lun"); }
    bool isMounted() const { return !m_mount.isEmpty(); }
    bool isAlive() const
    {
        return (!isMounted() || textOf(m_mount + "/marker") == m_marker)
            && (!m_writer || m_writer->isRunning());
    }

    QList<int> someLuns()
    {
        QList<int> some;
        for (int lun = 1; lun <= int(luns().size()); ++lun)
            if (m_dice.isBelow(60))
                some.append(lun);
        return some;
    }

    void logIn()
    {
        m_isLoggedIn = true;
        Lab::must({"modprobe", "iscsi_tcp"});
        KernelInitiator::discover(KernelTarget::portal());
        KernelInitiator::logIn(m_scene.target.name());
        const unsigned session = KernelInitiator::sessions(m_scene.target.name()).value(0);
        QByteArray disk = KernelInitiator::waitForDisk(session, m_lun);
        if (disk.isEmpty())
            qFatal("guest: the session has no disk");
        if (!m_dice.isBelow(60))
            return;
        if (m_dice.isBelow(40)) {
            Lab::must({"sh", "-c", "echo , | sfdisk -q \"$1\" && udevadm settle", "sh", disk});
            disk += '1';
        }
        Lab::must({"mkfs.ext4", "-q", "-F", disk});
        m_mount = m_scene.lab.mount(disk, "mnt");
        m_marker = "marker " + QByteArray::number(m_dice.random.generate64(), 16);
        Lab::must({"sh", "-c", "echo \"$1\" > \"$2/marker\"", "sh", m_marker, m_mount});
        if (!m_dice.isBelow(30))
            return;
        m_writer = std::make_unique<Running>(Argv {
            "sh", "-c", "cd \"$1\" && echo ready && while echo x >> f; do sleep 0.1; done", "sh", m_mount});
        if (m_writer->readLine().trimmed() != "ready")
            qFatal("guest: nobody writes");
    }

    QByteArray hiddenFrom() const // an initiator whose list has the unit
    {
        for (const QByteArray& initiator : others)
            if (m_scene.mappedBy(initiator).contains("lun_" + QByteArray::number(m_lun)))
                return initiator;
        return {};
    }

    Argv command() const
    {
        const QByteArray unit = m_scene.unit(m_lun);
        switch (m_act) {
        case Act::DetachAlone:
            return {"detach", "--yes", "--no-cascade", unit};
        case Act::DetachByForce:
            return {"detach", "--yes", "--accept-collateral", "--force", "under-initiator", unit};
        case Act::Hide:
            return {"hide", "--yes", unit, hiddenFrom()};
        case Act::Disable:
            return {"disable", "--yes", "export:lio/" + m_scene.target.name() + ",1"};
        default:
            return {"detach", "--yes", unit};
        }
    }

    int expectedCode() const // of the command line: 4 is refused
    {
        const bool isSeen = m_isLoggedIn || (m_act == Act::DetachAlone && !hiddenFrom().isEmpty());
        const bool isAlone = m_act == Act::DetachAlone || m_act == Act::Disable;
        const bool isInTheWay = m_act == Act::Detach ? m_writer != nullptr : isAlone && isSeen;
        return isInTheWay ? 4 : 0;
    }

    // The group as configfs has it, and who is on this host's end of it.
    QByteArray picture() const
    {
        const QByteArray group = m_scene.target.group();
        QByteArrayList lines {"enable " + textOf(group + "/enable")};
        const auto addLinks = [&lines](const QByteArray& folder, const QByteArray& prefix) {
            for (const QByteArray& name : entriesOf(folder)) {
                const QString to = QFile::symLinkTarget(QFile::decodeName(folder + '/' + name));
                if (!to.isEmpty())
                    lines.append(prefix + " -> " + QFile::encodeName(to));
            }
        };
        for (const QByteArray& lun : luns())
            addLinks(group + "/lun/" + lun, lun);
        for (const QByteArray& initiator : entriesOf(group + "/acls"))
            for (const QByteArray& mapped : m_scene.mappedBy(initiator))
                addLinks(group + "/acls/" + initiator + '/' + mapped, initiator + ' ' + mapped);
        lines.append("sessions " + QByteArray::number(m_scene.target.sessions().size()));
        lines.append(isMounted() && Oracle::isMounted(m_mount) ? "mounted" : "not mounted");
        std::sort(lines.begin(), lines.end());
        return lines.join('\n') + '\n';
    }

    QByteArray wrongAfterDone(const QByteArray& before) const
    {
        if (m_act == Act::Disable)
            return textOf(m_scene.target.group() + "/enable") == "0" ? QByteArray() : "it is enabled";
        const QByteArray unit = "lun_" + QByteArray::number(m_lun);
        if (m_act == Act::Hide && m_scene.isExported(m_lun))
            return hiddenFrom().isEmpty() || picture() != before ? QByteArray() : "it is still shown";
        if (m_scene.isExported(m_lun) || !hiddenFrom().isEmpty())
            return "done, and it is still there";
        if (textOf(m_scene.target.store(m_lun) + "/enable") != "1")
            return "its backstore is gone";
        for (const QByteArray& line : before.split('\n')) // of the other units
            if (line.contains(" -> ") && !line.endsWith('/' + unit) && !line.startsWith(unit + ' ')
                && !picture().contains(line))
                return "gone as well: " + line;
        if (!isMounted() || m_act == Act::DetachByForce)
            return {};
        return Oracle::isMounted(m_mount) ? "pulled from under its file system" : wrongInBacking();
    }

    QByteArray wrongInBacking() const // what was written has reached the file
    {
        return run({"grep", "-q", m_marker, m_scene.target.backing(m_lun)}).ok() ? QByteArray()
                                                                                 : "the file is lost";
    }

    QByteArray playKilled()
    {
        const RunningPtr program = m_scene.product.start(Argv {"--json"} + command());
        ::usleep(useconds_t(m_dice.from(0, 4000)) * 1000);
        program->signal(SIGKILL);
        program->waitEnd();
        for (int turn = 0; turn < 50 && m_scene.isExported(m_lun); ++turn) // a step that was under way ends
            ::usleep(20000);
        if (!m_scene.isExported(m_lun) && isMounted() && Oracle::isMounted(m_mount))
            return "pulled from under its file system";
        const Ran again = m_scene.run(command());
        if (m_writer) {
            const bool isRefused = again.code == 4 && m_scene.isExported(m_lun) && isAlive();
            return isRefused ? QByteArray() : "written to, and not refused\n" + endOf(again);
        }
        if ((again.code != 0 && again.code != 6) || m_scene.isExported(m_lun))
            return "after the kill: code " + QByteArray::number(again.code) + '\n' + endOf(again);
        return isMounted() ? wrongInBacking() : QByteArray();
    }

    Dice m_dice;
    LioScene m_scene;
    int m_lun;
    bool m_isLoggedIn = false;
    QByteArray m_mount, m_marker;
    RunningPtr m_writer;
    Act m_act = Act::Detach;
};

} // namespace

// Units of the kernel's target in made-up surroundings, let go of again and again, as long as
// MOORING_CAMPAIGN says (seconds); MOORING_SEED plays the same rounds again.
class TestExportCampaign : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void neverPullsAUnitFromUnderAnybody();
};

void TestExportCampaign::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
}

void TestExportCampaign::neverPullsAUnitFromUnderAnybody()
{
    bool isGiven = false;
    const quint32 given = qgetenv("MOORING_SEED").toUInt(&isGiven);
    const quint32 seed = isGiven ? given : QRandomGenerator::global()->generate();
    const int seconds = qEnvironmentVariableIntValue("MOORING_CAMPAIGN");
    QElapsedTimer clock;
    clock.start();
    quint32 played = 0;
    do {
        const quint32 number = seed + played++;
        Round round(number);
        const QByteArray told = QByteArray::number(number) + ": " + round.told();
        qInfo("%s", told.constData());
        const QByteArray wrong = round.play();
        QVERIFY2(wrong.isEmpty(), (told + '\n' + wrong).constData());
    } while (clock.elapsed() < qint64(seconds > 0 ? seconds : kDefaultSeconds) * 1000);
    qInfo("%u rounds", played);
}

QTEST_GUILESS_MAIN(TestExportCampaign)
#include "tst_exportcampaign_vm.moc"

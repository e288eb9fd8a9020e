// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace mooring;

// Thousands of made-up hosts, judged by an oracle that knows nothing of the planner: it keeps a host as a
// list of small integers and lets things go one by one, by brute force.
class TestPlannerProperty : public QObject
{
    Q_OBJECT
private slots:
    void plansAreRight_data();
    void plansAreRight();
    void leavingOutLeavesStanding();
    void anyOptionsAreSafe();
};

namespace {
struct MadeNeed
{
    std::vector<int> on;
    int atLeast = 1;
};

struct MadeNode
{
    std::vector<MadeNeed> needs;
    Goes goes = Goes::ByRelease;
    bool hasRelease = true;
};

using Host = std::vector<MadeNode>;
using Nodes = std::set<int>;

QString idOf(int node) { return QStringLiteral("disk:%1").arg(node, 3, 10, QLatin1Char('0')); }
int nodeOf(const ResourceId& id) { return id.text.mid(5).toInt(); }

Nodes nodesOf(const QList<ResourceId>& ids)
{
    Nodes nodes;
    for (const ResourceId& id : ids)
        nodes.insert(nodeOf(id));
    return nodes;
}

// What is there, and how the world behaves when one thing goes.
class World
{
public:
    explicit World(const Host& host)
        : m_host(host)
    {
        for (int node = 0; node < size(); ++node)
            present.insert(node);
        for (int node = 0; node < size(); ++node) {
            if (!holders(node).empty())
                m_hadUsers.insert(node);
        }
    }
    int size() const { return static_cast<int>(m_host.size()); }
    bool isThere(int node) const { return present.count(node) > 0; }
    bool uses(int user, int base) const
    {
        for (const MadeNeed& need : at(user).needs) {
            if (std::count(need.on.begin(), need.on.end(), base) > 0)
                return true;
        }
        return false;
    }
    bool isMet(int node) const
    {
        for (const MadeNeed& need : at(node).needs) {
            int there = 0;
            for (const int base : need.on)
                there += isThere(base) ? 1 : 0;
            if (there < need.atLeast)
                return false;
        }
        return true;
    }
    // Present users that would have to go by themselves: through what only goes with its base.
    Nodes holders(int node) const
    {
        Nodes found, looked;
        gather(node, looked, found);
        return found;
    }
    bool isValid() const
    {
        return std::all_of(present.begin(), present.end(), [this](int node) { return isMet(node); });
    }
    void remove(int node)
    {
        present.erase(node);
        for (bool moved = true; moved;) {
            moved = false;
            for (const int other : Nodes(present)) {
                const bool falls = at(other).goes == Goes::WithItsBase && !isMet(other);
                const bool isLeft = at(other).goes == Goes::WithItsLastUser && m_hadUsers.count(other) > 0
                    && holders(other).empty();
                if (falls || isLeft) {
                    present.erase(other);
                    moved = true;
                }
            }
        }
    }
    Nodes present;

private:
    const MadeNode& at(int node) const { return m_host[static_cast<size_t>(node)]; }
    void gather(int node, Nodes& looked, Nodes& found) const
    {
        for (const int user : present) {
            if (!uses(user, node) || !looked.insert(user).second)
                continue;
            if (at(user).goes == Goes::WithItsBase)
                gather(user, looked, found);
            else
                found.insert(user);
        }
    }
    const Host& m_host;
    Nodes m_hadUsers;
};

// `anyBases`: what goes with its base may do so for several reasons, one of which is enough. Such plans have
// to be right, but may be refused: choosing which reason comes first is not the planner's to do.
Host makeHost(QRandomGenerator& random, bool withRings, bool anyBases = false)
{
    Host host(static_cast<size_t>(random.bounded(2, 15)));
    const int size = static_cast<int>(host.size());
    for (int node = 0; node < size; ++node) {
        MadeNode& made = host[static_cast<size_t>(node)];
        for (int k = node == 0 ? 0 : random.bounded(3); k > 0; --k) {
            std::set<int> on;
            for (int i = random.bounded(1, 4); i > 0; --i)
                on.insert(random.bounded(node));
            if (withRings && random.bounded(12) == 0)
                on = {random.bounded(size)};
            MadeNeed need;
            need.on.assign(on.begin(), on.end());
            const int count = static_cast<int>(on.size());
            need.atLeast = random.bounded(2) == 0 ? count : random.bounded(1, count + 1);
            made.needs.push_back(need);
        }
        made.goes = static_cast<Goes>(random.bounded(3));
        if (made.goes == Goes::WithItsBase && !anyBases && !made.needs.empty()) {
            made.needs.resize(1);
            made.needs.front().atLeast = 1;
        }
        made.hasRelease = made.goes == Goes::ByRelease ? random.bounded(12) > 0 : random.bounded(4) == 0;
    }
    // What goes with its base has a release of its own only on something that is released too (a SCSI disk).
    for (MadeNode& made : host) {
        for (const MadeNeed& need : made.needs) {
            for (const int base : need.on) {
                if (made.goes == Goes::WithItsBase && host[static_cast<size_t>(base)].goes != Goes::ByRelease)
                    made.hasRelease = false;
            }
        }
    }
    return host;
}

Topology topologyOf(const Host& host)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("made-up");
    for (int node = 0; node < static_cast<int>(host.size()); ++node) {
        const MadeNode& made = host[static_cast<size_t>(node)];
        Resource resource;
        resource.id.text = idOf(node);
        resource.kind = Kind::VirtualDisk;
        resource.keys = {{QByteArray::number(node)}};
        resource.goes = made.goes;
        resource.verbs = {Verb::Detach};
        if (made.hasRelease)
            resource.release = Release {};
        for (const MadeNeed& need : made.needs) {
            Need wanted;
            wanted.atLeast = need.atLeast;
            for (const int base : need.on)
                wanted.on.append({QByteArray::number(base)});
            resource.needs.append(wanted);
        }
        inventory.resources.append(resource);
    }
    return Topology::join({inventory});
}

QList<ResourceId> someGoals(QRandomGenerator& random, const Host& host)
{
    QList<ResourceId> goals;
    for (int i = random.bounded(1, 4); i > 0; --i)
        goals.append({idOf(random.bounded(static_cast<int>(host.size())))});
    return goals;
}

// A told explanation of what is wrong, empty when all is well.
class Judge
{
public:
    Judge(const Host& host, const Plan& plan)
        : m_host(host)
        , m_plan(plan)
        , m_closure(nodesOf(plan.closure))
    {
    }

    QString stepsAreInOrder() const
    {
        std::set<int> seen;
        for (int i = 0; i < m_plan.steps.size(); ++i) {
            const Step& step = m_plan.steps[i];
            if (step.n != i + 1)
                return QStringLiteral("numbers");
            if (!seen.insert(nodeOf(step.resource)).second)
                return QStringLiteral("a step twice: ") + step.resource.text;
            for (const int before : step.after) {
                if (before < 1 || before >= step.n)
                    return QStringLiteral("after what comes later: step %1").arg(step.n);
                for (const int other : step.after) {
                    if (other != before && before_(other).count(before) > 0)
                        return QStringLiteral("step %1 waits for %2 anyway").arg(step.n).arg(before);
                }
            }
        }
        return {};
    }

    // Every prefix leaves the host valid, in the order of numbers.
    QString prefixesAreValid() const
    {
        World world(m_host);
        for (const Step& step : m_plan.steps) {
            if (const QString fault = take(world, step); !fault.isEmpty())
                return fault;
        }
        return {};
    }

    // The same when only what a step waits for has been done, as when steps run side by side; and then all
    // that it has to prove is gone.
    QString eachStepStandsAlone() const
    {
        for (const Step& step : m_plan.steps) {
            World world(m_host);
            std::set<int> needed = before_(step.n);
            needed.insert(step.n);
            for (const int n : needed) {
                if (const QString fault = take(world, m_plan.steps[n - 1]); !fault.isEmpty())
                    return QStringLiteral("side by side: ") + fault;
            }
            for (const Expect& expect : step.expects) {
                if (world.isThere(nodeOf(expect.resource)))
                    return QStringLiteral("step %1 cannot prove %2").arg(step.n).arg(expect.resource.text);
            }
        }
        return {};
    }

    QString goalsAreReached(bool wholly) const
    {
        World world(m_host);
        for (const Step& step : m_plan.steps)
            world.remove(nodeOf(step.resource));
        for (const Goal& goal : m_plan.goals) {
            const int node = nodeOf(goal.resource);
            if (goal.refused || goal.leftOut || goesByNothing(node))
                continue;
            if (goal.proof == Proof::Gone && world.isThere(node))
                return QStringLiteral("still there: ") + goal.resource.text;
            if (wholly && goal.proof == Proof::There && world.isThere(node) && !world.holders(node).empty())
                return QStringLiteral("not free: ") + goal.resource.text;
        }
        return {};
    }

    QString closureIsWhatGoes() const
    {
        World world(m_host);
        Nodes proved;
        for (const Step& step : m_plan.steps) {
            world.remove(nodeOf(step.resource));
            for (const Expect& expect : step.expects)
                proved.insert(nodeOf(expect.resource));
        }
        for (int node = 0; node < world.size(); ++node) {
            const bool goes = m_closure.count(node) > 0;
            if (goes != !world.isThere(node) || goes != (proved.count(node) > 0))
                return QStringLiteral("in the closure %1, gone %2, proved %3: %4")
                    .arg(goes)
                    .arg(!world.isThere(node))
                    .arg(proved.count(node))
                    .arg(idOf(node));
        }
        return {};
    }

    // Were any one node to stay, something in the plan could not go or the host would not be valid.
    QString closureIsMinimal() const
    {
        const Nodes goals = nodesOfGoals();
        for (const int node : m_closure) {
            World world(m_host);
            for (const int other : m_closure) {
                if (other != node)
                    world.present.erase(other);
            }
            const bool isFollower = at(node).goes == Goes::WithItsLastUser && world.holders(node).empty();
            if (goals.count(node) == 0 && world.isMet(node) && !isFollower && !isSeed(node))
                return QStringLiteral("need not go: ") + idOf(node);
        }
        return {};
    }

    // Lets go of the closure one by one, in any order in which nothing of it stands on what goes.
    bool canBeDone() const
    {
        World world(m_host);
        for (bool moved = true; moved;) {
            moved = false;
            for (const int node : m_closure) {
                if (!world.isThere(node) || !mayBeReleased(world, node))
                    continue;
                world.remove(node);
                moved = true;
            }
        }
        return std::none_of(m_closure.begin(), m_closure.end(),
                            [&](int node) { return world.isThere(node); });
    }

    // Each stands on the next. Or waits for it to fall with its base, where that is all that keeps it in use.
    QString ringIsARing() const
    {
        const QList<ResourceId>& ring = m_plan.ring;
        const World world(m_host);
        for (int i = 0; i < ring.size(); ++i) {
            const int node = nodeOf(ring[i]);
            const int next = nodeOf(ring[(i + 1) % ring.size()]);
            const bool waits = at(next).goes != Goes::ByRelease && world.uses(next, node);
            const bool concerns = m_closure.count(node) > 0 || at(node).goes == Goes::WithItsBase;
            if (!concerns || (!world.uses(node, next) && !waits))
                return QStringLiteral("no ring at ") + ring[i].text;
        }
        return ring.isEmpty() || m_plan.steps.isEmpty() ? QString() : QStringLiteral("steps beside a ring");
    }

    QString blockersAreConcerned() const
    {
        for (const Blocker& blocker : m_plan.blockers) {
            const int node = nodeOf(blocker.resource);
            if (m_closure.count(node) == 0)
                return QStringLiteral("a bystander blocks: ") + blocker.resource.text;
            const bool isNoRelease
                = blocker.reason == BlockReason::NoRelease || blocker.reason == BlockReason::CauseNotFound;
            if (isNoRelease && at(node).hasRelease)
                return QStringLiteral("it has a release: ") + blocker.resource.text;
            if (!isNoRelease && blocker.reason != BlockReason::Ring)
                return QStringLiteral("no reason for ") + token(blocker.reason);
        }
        return {};
    }

    // Nobody says how such a goal could go; its plan is empty and a look tells.
    bool goesByNothing(int node) const
    {
        return at(node).goes == Goes::WithItsLastUser && !at(node).hasRelease
            && World(m_host).holders(node).empty();
    }

private:
    const MadeNode& at(int node) const { return m_host[static_cast<size_t>(node)]; }
    Nodes nodesOfGoals() const
    {
        Nodes goals;
        for (const Goal& goal : m_plan.goals)
            goals.insert(nodeOf(goal.resource));
        return goals;
    }
    std::set<int> before_(int n) const
    {
        std::set<int> all;
        for (const int before : m_plan.steps[n - 1].after) {
            all.insert(before);
            all.merge(before_(before));
        }
        return all;
    }
    QString take(World& world, const Step& step) const
    {
        const int node = nodeOf(step.resource);
        if (!world.isThere(node))
            return QStringLiteral("step %1 is on what is gone").arg(step.n);
        if (!at(node).hasRelease)
            return QStringLiteral("step %1 has no release").arg(step.n);
        world.remove(node);
        return world.isValid() ? QString() : QStringLiteral("step %1 leaves a need unmet").arg(step.n);
    }
    // A goal that goes with its base makes the base go.
    bool isSeed(int node) const
    {
        const World world(m_host);
        for (const int other : m_closure) {
            if (at(other).goes == Goes::WithItsBase && world.uses(other, node))
                return true;
        }
        return std::any_of(m_plan.goals.begin(), m_plan.goals.end(), [&](const Goal& goal) {
            return goal.proof == Proof::There && goal.members.contains(ResourceId {idOf(node)});
        });
    }
    bool mayBeReleased(const World& world, int node) const
    {
        World after = world;
        after.remove(node);
        const bool isChosen = nodesOfGoals().count(node) > 0;
        if (!at(node).hasRelease || !after.isValid() || (at(node).goes == Goes::WithItsBase && !isChosen))
            return false;
        // Nothing of the closure may stand on it, but what falls with it and carries nothing itself.
        return std::none_of(m_closure.begin(), m_closure.end(), [&](int user) {
            if (!world.isThere(user) || !world.uses(user, node))
                return false;
            return at(user).goes != Goes::WithItsBase || after.isThere(user)
                || !carriesNothing(world, user, 0);
        });
    }
    bool carriesNothing(const World& world, int node, int depth) const
    {
        return depth < world.size() && std::none_of(m_closure.begin(), m_closure.end(), [&](int user) {
                   return world.isThere(user) && world.uses(user, node)
                       && (at(user).goes != Goes::WithItsBase || !carriesNothing(world, user, depth + 1));
               });
    }
    const Host& m_host;
    const Plan& m_plan;
    const Nodes m_closure;
};

QString describe(const Host& host, const Plan& plan)
{
    QStringList lines;
    for (size_t node = 0; node < host.size(); ++node) {
        QString line
            = QStringLiteral("%1 %2%3").arg(idOf(static_cast<int>(node)), token(host[node].goes),
                                            host[node].hasRelease ? QStringLiteral(" release") : QString());
        for (const MadeNeed& need : host[node].needs) {
            line += QStringLiteral(" %1 of").arg(need.atLeast);
            for (const int base : need.on)
                line += QStringLiteral(" %1").arg(base);
        }
        lines.append(line);
    }
    for (const Goal& goal : plan.goals)
        lines.append(QStringLiteral("goal ") + goal.resource.text + QLatin1Char(' ') + token(goal.proof));
    for (const Step& step : plan.steps) {
        QString line = QStringLiteral("step %1 %2 after").arg(step.n).arg(step.resource.text);
        for (const int before : step.after)
            line += QStringLiteral(" %1").arg(before);
        for (const Expect& expect : step.expects.mid(1))
            line += QStringLiteral(" gone ") + expect.resource.text;
        lines.append(line);
    }
    for (const Blocker& blocker : plan.blockers)
        lines.append(QStringLiteral("blocker ") + token(blocker.reason) + QLatin1Char(' ')
                     + blocker.resource.text);
    return lines.join(QLatin1Char('\n'));
}

#define VERIFY_FINE(call)                                                                                    \
    do {                                                                                                     \
        const QString fault = (call);                                                                        \
        if (!fault.isEmpty())                                                                                \
            QFAIL(                                                                                           \
                qPrintable(QStringLiteral("round %1: %2\n%3").arg(round).arg(fault, describe(host, plan)))); \
    } while (false)
} // namespace

void TestPlannerProperty::plansAreRight_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("withRings");
    QTest::addColumn<bool>("anyBases");
    QTest::newRow("without rings") << quint32(20261120) << false << false;
    QTest::newRow("with rings") << quint32(4711) << true << false;
    QTest::newRow("several bases") << quint32(815) << true << true;
}

void TestPlannerProperty::plansAreRight()
{
    QFETCH(const quint32, seed);
    QFETCH(const bool, withRings);
    QFETCH(const bool, anyBases);
    QRandomGenerator random(seed);
    int done = 0, blocked = 0, rings = 0;
    for (int round = 0; round < 4000; ++round) {
        const Host host = makeHost(random, withRings, anyBases);
        const Plan plan = makePlan(topologyOf(host), Verb::Detach, someGoals(random, host));
        const Judge judge(host, plan);
        VERIFY_FINE(judge.stepsAreInOrder());
        VERIFY_FINE(judge.closureIsMinimal());
        VERIFY_FINE(anyBases ? QString() : judge.ringIsARing());
        VERIFY_FINE(judge.blockersAreConcerned());
        const bool isOpen = std::any_of(plan.goals.begin(), plan.goals.end(), [&](const Goal& goal) {
            return judge.goesByNothing(nodeOf(goal.resource));
        });
        if (plan.isBlocked()) {
            ++blocked;
            rings += plan.ring.isEmpty() ? 0 : 1;
            VERIFY_FINE(!anyBases && judge.canBeDone() ? QStringLiteral("blocked for nothing") : QString());
            continue;
        }
        VERIFY_FINE(judge.prefixesAreValid());
        VERIFY_FINE(judge.eachStepStandsAlone());
        VERIFY_FINE(judge.goalsAreReached(true));
        if (!isOpen)
            VERIFY_FINE(judge.closureIsWhatGoes());
        done += plan.steps.isEmpty() ? 0 : 1;
    }
    // The rounds have to be about something.
    QVERIFY2(done > 1000, qPrintable(QString::number(done)));
    QVERIFY2(blocked > 200, qPrintable(QString::number(blocked)));
    QCOMPARE(rings > 0, withRings);
}

void TestPlannerProperty::leavingOutLeavesStanding()
{
    QRandomGenerator random(99);
    int cut = 0;
    for (int round = 0; round < 3000; ++round) {
        const Host host = makeHost(random, false);
        const Topology topology = topologyOf(host);
        const QList<ResourceId> goals = someGoals(random, host);
        const Plan whole = makePlan(topology, Verb::Detach, goals);
        PlanOptions options;
        if (!whole.closure.isEmpty())
            options.leaveOut = {whole.closure[random.bounded(static_cast<int>(whole.closure.size()))]};
        const Plan plan = makePlan(topology, Verb::Detach, goals, options);
        const Judge judge(host, plan);
        for (const ResourceId& id : plan.closure)
            VERIFY_FINE(whole.closure.contains(id) ? QString()
                                                   : QStringLiteral("more than before: ") + id.text);
        VERIFY_FINE(judge.stepsAreInOrder());
        if (plan.isBlocked())
            continue;
        VERIFY_FINE(judge.prefixesAreValid());
        VERIFY_FINE(judge.goalsAreReached(false));
        World world(host);
        for (const Step& step : plan.steps)
            world.remove(nodeOf(step.resource));
        const int left = options.leaveOut.isEmpty() ? -1 : nodeOf(options.leaveOut.first());
        // What goes with others cannot be kept when those were chosen themselves.
        const bool staysByItself = left >= 0 && host[static_cast<size_t>(left)].goes == Goes::ByRelease;
        if (staysByItself)
            VERIFY_FINE(world.isThere(left) ? QString() : QStringLiteral("left out and gone: ") + idOf(left));
        cut += plan.steps.size() < whole.steps.size() && !plan.steps.isEmpty() ? 1 : 0;
    }
    QVERIFY2(cut > 200, qPrintable(QString::number(cut)));
}

void TestPlannerProperty::anyOptionsAreSafe()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 3000; ++round) {
        const Host host = makeHost(random, true, true);
        const Topology topology = topologyOf(host);
        PlanOptions options;
        options.cascade = random.bounded(2) == 0;
        options.leaveOut = someGoals(random, host);
        const auto verb = static_cast<Verb>(random.bounded(static_cast<int>(Verb::PutBack)));
        const Plan plan = makePlan(topology, random.bounded(2) == 0 ? verb : Verb::Detach,
                                   someGoals(random, host), options);
        const Judge judge(host, plan);
        VERIFY_FINE(judge.stepsAreInOrder());
        if (!options.cascade)
            QVERIFY(plan.steps.size() <= plan.closure.size());
    }
}

QTEST_GUILESS_MAIN(TestPlannerProperty)
#include "tst_planner_property.moc"

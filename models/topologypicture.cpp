// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologypicture.h"

#include "format.h"
#include "pictureexcerpt.h"
#include "picturelayout.h"
#include "wording.h"

#include <algorithm>
#include <numeric>

namespace mooring {

namespace {

// What the kinds of the two ends do not tell already.
bool isWorthALabel(How how)
{
    switch (how) {
    case How::StandsOn:
    case How::BackingFile:
    case How::SwapArea:
    case How::Member:
        return false;
    case How::OpenFile:
    case How::OpenDevice:
    case How::WorkingDirectory:
    case How::RootDirectory:
    case How::Executable:
    case How::MappedFile:
    case How::DeletedFile:
    case How::MountNamespace:
    case How::NestedMount:
    case How::OverlayLayer:
    case How::NfsExport:
    case How::ExclusiveClaim:
    case How::ServiceClient:
    case How::SeenBySession:
    case How::Exported:
        break;
    }
    return true;
}

// The links between two items as one line; what they have to say is said once.
struct Strand
{
    int from = 0;
    int to = 0;
    int need = -1; // the first
    int least = 1, count = 1;
    QStringList hows;
};

QList<Strand> strandsOf(const Topology& topology, const PictureExcerpt& excerpt)
{
    QList<Strand> strands;
    for (const PictureExcerpt::Link& link : excerpt.links) {
        auto known = std::find_if(strands.begin(), strands.end(), [&link](const Strand& strand) {
            return strand.from == link.from && strand.to == link.to;
        });
        if (known == strands.end())
            known = strands.insert(strands.end(), {link.from, link.to, link.need, 1, 1, {}});
        if (link.need < 0)
            continue;
        const Topology::Node node = excerpt.items[size_t(link.from)].node;
        const Topology::ResolvedNeed& need = topology.needs(node)[size_t(link.need)];
        const How how = topology.at(node).needs.at(need.need).how;
        if (isWorthALabel(how) && !known->hows.contains(Wording::how(how)))
            known->hows.append(Wording::how(how));
        if (int(need.on.size()) > known->count) {
            known->count = int(need.on.size());
            known->least = need.atLeast;
            known->need = link.need;
        }
    }
    return strands;
}

QString processName(const Resource& process)
{
    const QString pid = process.facts.value(Fact::Pid).toString();
    const QString command = process.facts.value(Fact::Command, process.name).toString();
    return pid.isEmpty() ? command : QStringLiteral("%1 (%2)").arg(command, pid);
}

} // namespace

struct TopologyPicture::Making
{
    const Topology& topology;
    PictureExcerpt excerpt;
    QList<Strand> strands = strandsOf(topology, excerpt);
    std::vector<int> layers {}; // of each item
    LayeredDrawing drawing {};
    std::vector<int> boxOfItem {};

    void draw()
    {
        for (const PictureExcerpt::Item& item : excerpt.items)
            layers.push_back(item.layer);
        std::vector<std::pair<int, int>> links;
        for (const Strand& strand : strands) {
            const bool down = layers[size_t(strand.from)] < layers[size_t(strand.to)];
            links.push_back(down ? std::pair(strand.from, strand.to) : std::pair(strand.to, strand.from));
        }
        drawing = layOut(layers, links);
    }

    QList<Box> boxes(Topology::Node chosen)
    {
        std::vector<int> order(layers.size());
        std::iota(order.begin(), order.end(), 0);
        const auto at
            = [this](int item) { return std::pair(layers[size_t(item)], drawing.centres[size_t(item)]); };
        std::sort(order.begin(), order.end(), [&](int left, int right) { return at(left) < at(right); });
        boxOfItem.resize(layers.size());
        QList<Box> boxes;
        for (const int item : order) {
            boxOfItem[size_t(item)] = int(boxes.size());
            const PictureExcerpt::Item& shown = excerpt.items[size_t(item)];
            Box box = shown.node < 0 ? boxOfOthers(shown.more) : boxOf(shown.node);
            box.isChosen = shown.node == chosen;
            box.isBeside = shown.isBeside;
            box.layer = shown.layer - layers[size_t(order.front())];
            box.centre = drawing.centres[size_t(item)];
            boxes.append(box);
        }
        return boxes;
    }

    static Box boxOfOthers(int count)
    {
        return {.more = count, .name = tr("and %n more", "things that are not drawn", count)};
    }

    Box boxOf(Topology::Node node) const
    {
        const Resource& resource = topology.at(node);
        Box box {.id = resource.id, .kind = resource.kind, .state = resource.state, .name = resource.name};
        const QString user = resource.facts.value(Fact::User).toString();
        box.shortCaption = Wording::state(box.state, box.kind);
        box.caption = tr("%1, %2", "kind, state").arg(Wording::kind(box.kind), box.shortCaption);
        if (box.kind == Kind::Process) {
            box.name = processName(resource);
            box.caption = user.isEmpty() ? Wording::kind(box.kind) : tr("Process of %1", "user").arg(user);
            box.shortCaption = user.isEmpty() ? box.caption : user;
        }
        return box;
    }

    QList<Line> lines() const
    {
        QList<Line> lines;
        for (qsizetype i = 0; i < strands.size(); ++i) {
            const Strand& strand = strands[i];
            const bool isPart = strand.count > 1;
            const std::vector<double>& passes = drawing.passes[size_t(i)];
            Line line {.from = boxOfItem[size_t(strand.from)], .to = boxOfItem[size_t(strand.to)]};
            line.bundle = isPart ? strand.need : -1 - int(i);
            line.least = strand.least;
            line.count = strand.count;
            line.passes = QList<double>(passes.begin(), passes.end());
            line.closesRing = layers[size_t(strand.from)] > layers[size_t(strand.to)];
            if (isPart)
                line.label = tr("needs %1 of %2", "numbers").arg(strand.least).arg(strand.count);
            else
                line.label = line.closesRing ? tr("closes a ring") : Format::list(strand.hows);
            lines.append(line);
        }
        return lines;
    }
};

TopologyPicture TopologyPicture::of(const Topology& topology, const ResourceId& chosen, int widest)
{
    TopologyPicture picture;
    const std::optional<Topology::Node> node = topology.find(chosen);
    if (!node)
        return picture;
    Making making {topology, excerptOf(topology, *node, widest)};
    making.draw();
    picture.m_boxes = making.boxes(*node);
    picture.m_lines = making.lines();
    picture.m_columns = making.drawing.width;
    return picture;
}

QString TopologyPicture::description() const
{
    if (m_boxes.size() == 1)
        return tr("%1 needs nothing else, and nothing stands on it.").arg(m_boxes.constFirst().name);
    QStringList sentences;
    for (int line = 0; line < m_lines.size(); ++line)
        sentences.append(sentence(line));
    sentences.removeAll(QString());
    return sentences.join(u'\n');
}

QString TopologyPicture::description(int box) const
{
    QStringList sentences;
    for (int line = 0; line < m_lines.size(); ++line) {
        const auto isOfBox = [&](const Line& other) {
            return other.from == m_lines[line].from && other.bundle == m_lines[line].bundle
                && (other.from == box || other.to == box);
        };
        if (std::any_of(m_lines.begin(), m_lines.end(), isOfBox))
            sentences.append(sentence(line));
    }
    sentences.removeAll(QString());
    return sentences.join(u'\n');
}

QString TopologyPicture::sentence(int line) const
{
    const Line& told = m_lines[line];
    const Box& from = m_boxes[told.from];
    const Box& to = m_boxes[told.to];
    if (told.bundle >= 0) {
        QStringList members;
        for (int other = 0; other < m_lines.size(); ++other) {
            if (m_lines[other].from != told.from || m_lines[other].bundle != told.bundle)
                continue;
            if (other < line)
                return {};
            members.append(m_boxes[m_lines[other].to].name);
        }
        return tr("%1 needs %2 of these %3: %4.", "name, number, number, names")
            .arg(from.name, QString::number(told.least), QString::number(told.count), Format::list(members));
    }
    if (from.more > 0)
        return tr("%n more need %1.", "things that are not drawn", from.more).arg(to.name);
    if (to.more > 0)
        return tr("%1 needs %n more.", "things that are not drawn", to.more).arg(from.name);
    if (told.closesRing || told.label.isEmpty())
        return tr("%1 needs %2.", "names").arg(from.name, to.name);
    return tr("%1 uses %2: %3.", "name, name, how").arg(from.name, to.name, told.label);
}

} // namespace mooring

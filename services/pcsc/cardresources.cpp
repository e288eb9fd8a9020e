// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardresources.h"

#include "atr.h"
#include "cardwords.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring::pcsc {

namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

void addText(Facts& facts, Fact fact, const QString& value)
{
    if (!value.isEmpty())
        facts.insert(fact, value);
}

void addUsb(Facts& facts, const CcidReader& usb)
{
    const auto hex = [](quint16 number) { return QStringLiteral("%1").arg(number, 4, 16, QLatin1Char('0')); };
    addText(facts, Fact::Vendor, text(usb.manufacturer));
    addText(facts, Fact::Model, text(usb.product));
    addText(facts, Fact::Serial, text(usb.serial));
    facts.insert(Fact::UsbAddress, text(usb.node().mid(13))); // behind /dev/bus/usb/
    facts.insert(Fact::UsbId, QString(hex(usb.vendorId) + QLatin1Char(':') + hex(usb.productId)));
    facts.insert(Fact::Device, usb.node());
}

QList<QByteArray> commandFor(const QByteArray& reader, Disposition disposition)
{
    QList<QByteArray> command {"mooringctl", "release"};
    if (disposition != Disposition::Leave)
        command << "--disposition" << wordOf(disposition).toLatin1();
    return command << encodeBytes("reader:" + reader).toUtf8();
}

// How to attach to it again.
QJsonObject recipe(const HeldCard& held)
{
    const QString name = encodeBytes(held.reader);
    const QJsonArray command {QStringLiteral("mooringctl"), QStringLiteral("attach"),
                              QStringLiteral("--share"), wordOf(held.share),
                              encodeBytes("reader:" + held.reader)};
    return {{QStringLiteral("provider"), QStringLiteral("pcsc")},
            {QStringLiteral("verb"), token(Verb::AttachToReader)},
            {QStringLiteral("id"), CardResources::attachmentId(held.reader).text},
            {QStringLiteral("kind"), token(Kind::CardAttachment)},
            {QStringLiteral("name"), name},
            {QStringLiteral("consequence"), token(consequenceOf(held.share))},
            {QStringLiteral("command"), command},
            {QStringLiteral("data"), QJsonObject {{QStringLiteral("share"), wordOf(held.share)}}}};
}

} // namespace

QList<qsizetype> CardView::usbMatches() const
{
    QList<QByteArray> names;
    for (const ReaderStatus& status : readers)
        names.append(status.name);
    return matchReaders(usb, names);
}

const HeldCard* CardView::heldOf(const QByteArray& reader) const
{
    const auto found = std::find_if(held.begin(), held.end(),
                                    [&reader](const HeldCard& each) { return each.reader == reader; });
    return found == held.end() ? nullptr : &*found;
}

// pcscd tells that a card is shared and not by how many.
bool CardView::isUsedByOthers(const ReaderStatus& reader) const
{
    const HeldCard* ours = heldOf(reader.name);
    const bool isOurs = ours != nullptr && (!ours->lost || ours->lost == ErrorCode::CardWasReset);
    if (!reader.isUsed() || !isOurs)
        return reader.isUsed();
    return ours->share != Share::Exclusive && (ours->hadOthers || reader.has(ReaderStatus::exclusive));
}

CardResources::CardResources(const CardView& view, Names possible)
    : m_view(view)
    , m_possible(std::move(possible))
{
}

QList<Resource> CardResources::all() const
{
    QList<Resource> nodes;
    const QList<qsizetype> matches = m_view.usbMatches();
    for (qsizetype i = 0; i < m_view.readers.size(); ++i) {
        const qsizetype usb = matches.indexOf(i);
        nodes.append(reader(m_view.readers[i], usb < 0 ? nullptr : &m_view.usb[usb]));
        if (m_view.readers[i].hasCard())
            nodes.append(card(m_view.readers[i]));
    }
    for (qsizetype i = 0; i < matches.size(); ++i) {
        if (matches[i] < 0)
            nodes.append(usbReader(i));
    }
    for (const HeldCard& held : m_view.held)
        nodes.append(attachment(held));
    return nodes;
}

Resource CardResources::reader(const ReaderStatus& status, const CcidReader* usb) const
{
    Resource node;
    node.kind = Kind::Reader;
    node.id = readerId(status.name);
    node.name = encodeBytes(status.name);
    node.keys = {readerKey(status.name)};
    node.members = {attachmentKey(status.name)};
    node.state = status.state();
    node.verbs = {Verb::Release};
    if (m_view.heldOf(status.name) == nullptr)
        node.verbs.prepend(Verb::AttachToReader);
    if (usb != nullptr)
        addUsb(node.facts, *usb);
    return node;
}

QByteArray CardResources::usbName(const CardView& view, qsizetype index)
{
    const CcidReader& reader = view.usb[index];
    const auto isAlike = [&reader](const QByteArray& name) { return name == reader.name(); };
    const auto alike = std::count_if(view.usb.begin(), view.usb.end(),
                                     [&](const CcidReader& each) { return isAlike(each.name()); });
    return alike > 1 ? reader.name() + " (" + reader.node().mid(13) + ')' : reader.name();
}

// Either nobody asks pcscd, or another program drives it.
Resource CardResources::usbReader(qsizetype index) const
{
    const QByteArray name = usbName(m_view, index);
    Resource node;
    node.kind = Kind::Reader;
    node.id = readerId(name);
    node.name = encodeBytes(name);
    node.keys = {readerKey(name)};
    node.state = State::Unknown;
    node.facts.insert(Fact::WhyLost,
                      token(m_view.service == success ? ErrorCode::ReaderTaken : codeOf(m_view.service)));
    addUsb(node.facts, m_view.usb[index]);
    return node;
}

Resource CardResources::card(const ReaderStatus& status) const
{
    Resource node;
    node.kind = Kind::Card;
    node.id = ResourceId::make(Kind::Card, status.name);
    const QStringList possible = m_possible ? m_possible(status.atr) : QStringList();
    node.name = encodeBytes(status.name);
    node.incarnation = QString::number(status.events);
    node.keys = {cardKey(status.name)};
    node.needs = {Need {{readerKey(status.name)}, 1, How::StandsOn, {}}};
    node.members = {attachmentKey(status.name)};
    node.goes = Goes::WithItsBase;
    node.state = status.cardState();
    node.verbs = {Verb::Release};
    const Atr atr = Atr::parse(status.atr);
    addText(node.facts, Fact::Atr, hexText(status.atr));
    addText(node.facts, Fact::CardProtocols, status.atr.isEmpty() ? QString() : atr.protocolText());
    addText(node.facts, Fact::HistoricalBytes, hexText(atr.historical));
    addText(node.facts, Fact::PossibleCards, possible.join(QLatin1Char('\n')));
    return node;
}

Resource CardResources::attachment(const HeldCard& held) const
{
    Resource node;
    node.kind = Kind::CardAttachment;
    node.id = attachmentId(held.reader);
    node.name = encodeBytes(held.reader);
    node.incarnation = QString::number(held.number);
    node.keys = {attachmentKey(held.reader)};
    const auto status = std::find_if(m_view.readers.begin(), m_view.readers.end(),
                                     [&held](const ReaderStatus& each) { return each.name == held.reader; });
    if (status != m_view.readers.end())
        node.needs = {
            Need {{status->hasCard() ? cardKey(held.reader) : readerKey(held.reader)}, 1, How::StandsOn, {}}};
    node.state = held.lost ? State::Failed : held.inTransaction ? State::InUse : State::Attached;
    node.release = release(held);
    node.verbs = {Verb::Release, Verb::Reconnect};
    if (!held.lost)
        node.verbs.append(held.inTransaction ? Verb::EndTransaction : Verb::BeginTransaction);
    node.facts = {{Fact::ShareMode, wordOf(held.share)},
                  {Fact::InTransaction, held.inTransaction},
                  {Fact::Since, held.since},
                  {Fact::HeldBy, QStringLiteral("mooring")}};
    addText(node.facts, Fact::CardProtocol, protocolWord(held.protocol));
    if (held.lost)
        node.facts.insert(Fact::WhyLost, token(*held.lost));
    return node;
}

// A handle that somebody else lent is not ours to end: the card stays as it is.
Release CardResources::release(const HeldCard& held) const
{
    Release release;
    release.verb = Verb::Release;
    release.command = commandFor(held.reader, Disposition::Leave);
    release.consequence = consequenceOf(Disposition::Leave);
    release.reversible = !held.isBorrowed;
    if (held.isBorrowed)
        return release;
    release.restore = recipe(held);
    release.choice = QStringLiteral("disposition");
    for (const Disposition disposition : dispositions) {
        ReleaseChoice choice;
        choice.word = wordOf(disposition);
        choice.consequence = consequenceOf(disposition);
        choice.reversible = disposition != Disposition::Eject;
        choice.command = commandFor(held.reader, disposition);
        choice.arguments = {{QStringLiteral("disposition"), choice.word}};
        choice.restore = choice.reversible ? recipe(held) : QJsonObject();
        release.choices.append(choice);
    }
    return release;
}

} // namespace mooring::pcsc

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsiname.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace mooring::iscsi {

namespace {

bool isLowerHex(char16_t c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); }
bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }

// RFC 3722, 6: what a name may have after the mappings. Of ASCII only letters, digits, '-', '.' and ':'.
// Letters written from right to left cannot stand beside the "iqn." of every name (RFC 3454, 6).
bool isAllowed(char32_t c)
{
    if (c < 0x80)
        return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-' || c == U'.' || c == U':';
    if (c == 0x3002) // the ideographic full stop, RFC 3722, 6.2
        return false;
    const QChar::Direction direction = QChar::direction(c);
    if (direction == QChar::DirR || direction == QChar::DirAL)
        return false;
    switch (QChar::category(c)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return c != 0xfffd && c != 0xfffc; // RFC 3454, C.6
    }
}

bool isDate(QStringView text) // YYYY-MM
{
    if (text.size() != 7 || text[4] != u'-')
        return false;
    for (const int at : {0, 1, 2, 3, 5, 6}) {
        if (!isDigit(text[at].unicode()))
            return false;
    }
    const int month = (text[5].unicode() - u'0') * 10 + text[6].unicode() - u'0';
    return month >= 1 && month <= 12;
}

// iqn.YYYY-MM.reversed-domain[:anything]: RFC 7143, 4.2.7.4
bool isIqn(QStringView rest)
{
    if (!isDate(rest.first(std::min<qsizetype>(7, rest.size()))) || rest.size() < 9 || rest[7] != u'.')
        return false;
    const QStringView authority = rest.sliced(8);
    const qsizetype colon = authority.indexOf(u':');
    const auto labels = authority.first(colon < 0 ? authority.size() : colon).split(u'.');
    return std::none_of(labels.begin(), labels.end(), [](QStringView label) { return label.isEmpty(); });
}

bool isHex(QStringView rest, std::initializer_list<qsizetype> lengths)
{
    return std::find(lengths.begin(), lengths.end(), rest.size()) != lengths.end()
        && std::all_of(rest.begin(), rest.end(), [](QChar c) { return isLowerHex(c.unicode()); });
}

bool hasForm(QStringView name)
{
    const QStringView rest = name.sliced(std::min<qsizetype>(4, name.size()));
    if (name.startsWith(u"iqn."))
        return isIqn(rest);
    if (name.startsWith(u"eui."))
        return isHex(rest, {16}); // RFC 7143, 4.2.7.5
    return name.startsWith(u"naa.") && isHex(rest, {16, 32}); // RFC 7143, 4.2.7.6
}

Error notAName(QByteArrayView text)
{
    return errorOf(ErrorCode::NameNotIscsi,
                   QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 512))));
}

} // namespace

Result<QByteArray> parseIscsiName(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 4 * kLongestName) // what folds to less is still of this size
        return fail(notAName(text));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString given = decoder.decode(text);
    if (decoder.hasError())
        return fail(notAName(text));
    const QString name = given.toCaseFolded().normalized(QString::NormalizationForm_KC).toCaseFolded();
    const auto points = name.toUcs4();
    if (!std::all_of(points.begin(), points.end(), [](uint c) { return isAllowed(c); }) || !hasForm(name))
        return fail(notAName(text));
    QByteArray bytes = name.toUtf8();
    if (bytes.size() > kLongestName)
        return fail(notAName(text));
    return bytes;
}

bool isUsableName(QByteArrayView name)
{
    if (name.size() < 5 || name.size() > kLongestName)
        return false;
    const QByteArray prefix = name.first(4).toByteArray().toLower();
    return (prefix == "iqn." || prefix == "eui." || prefix == "naa.")
        && std::all_of(name.begin(), name.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte > 0x20 && byte != 0x7f;
           });
}

} // namespace mooring::iscsi

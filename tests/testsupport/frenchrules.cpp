// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frenchrules.h"

#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include <algorithm>

namespace {

const QStringList& allowedEqual()
{
    static const QStringList words {
        QStringLiteral("Action"),       QStringLiteral("Details"),     QStringLiteral("Format"),
        QStringLiteral("PID"),          QStringLiteral("Partition"),   QStringLiteral("Type"),
        QStringLiteral("UUID"),         QStringLiteral("WWN"),         QStringLiteral("iSCSI"),
        QStringLiteral("SID"),          QStringLiteral("ISID"),        QStringLiteral("TSIH"),
        QStringLiteral("Alias"),        QStringLiteral("Mooring"),     QStringLiteral("LUN"),
        QStringLiteral("CHAP"),         QStringLiteral("ATR"),         QStringLiteral("USB"),
        QStringLiteral("Transaction"),  QStringLiteral("direct"),      QStringLiteral("Ctrl+%1"),
        QStringLiteral("%1 ms"),        QStringLiteral("%1 s"),        QStringLiteral("%1/s"),
        QStringLiteral("%1 min %2 s"),  QStringLiteral("%1 h %2 min"), QStringLiteral("%n process(es)"),
        QStringLiteral("JSON (*.json)")};
    return words;
}

QRegularExpression insensitive(const QString& pattern)
{
    return QRegularExpression(
        pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

bool hasLetters(QString text)
{
    static const QRegularExpression placeholder(QStringLiteral("%(\\d+|n)"));
    text.remove(placeholder);
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

QStringList matchesOf(const QRegularExpression& pattern, const QString& text)
{
    QStringList found;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();)
        found.append(matches.next().captured());
    found.sort();
    return found;
}

void checkWords(const TsMessage& message, const QString& form, QStringList& problems)
{
    static const QRegularExpression forbidden = insensitive(QStringLiteral(
        "pièces? jointes?|cartes? intelligentes?|lettres? de "
        "lecteur|poignée|rafraîch|délogu|time-?out|cancell|relâch|"
        "pas supporté|\\blogin\\b|objectif|resource manager|appel de carte|mot de passe CHAP|se joindre"));
    const QRegularExpressionMatch match = forbidden.match(form);
    if (match.hasMatch())
        problems.append(QStringLiteral("forbidden word: ") + match.captured());
    static const QList<std::pair<QRegularExpression, QRegularExpression>> terms {
        {insensitive(QStringLiteral("\\bunmount")), insensitive(QStringLiteral("démont"))},
        {insensitive(QStringLiteral("\\bdetach")), insensitive(QStringLiteral("détach"))},
        {insensitive(QStringLiteral("\\bput\\b.*\\bback\\b")),
         insensitive(QStringLiteral("rem(ettre|ise|ettez).*en place"))},
        {insensitive(QStringLiteral("\\bloop device")), insensitive(QStringLiteral("périphériques? boucle"))},
        {insensitive(QStringLiteral("\\bsmart card")), insensitive(QStringLiteral("cartes? à puce"))},
    };
    for (const auto& [english, french] : terms) {
        if (english.match(message.source).hasMatch() && !french.match(form).hasMatch())
            problems.append(QStringLiteral("another term than agreed: ") + french.pattern());
    }
}

void checkTypography(const QString& form, QStringList& problems)
{
    static const QList<std::pair<QRegularExpression, QString>> rules {
        {QRegularExpression(QStringLiteral("(?<!\\x{00a0}):(?=\\s|$)")),
         QStringLiteral("no U+00A0 before :")},
        {QRegularExpression(QStringLiteral("(?<!\\x{202f})[;!?]")), QStringLiteral("no U+202F before ; ! ?")},
        {QRegularExpression(QStringLiteral("«(?!\\x{00a0})")), QStringLiteral("no U+00A0 after «")},
        {QRegularExpression(QStringLiteral("(?<!\\x{00a0})»")), QStringLiteral("no U+00A0 before »")},
        {QRegularExpression(QStringLiteral("[\"“”]")), QStringLiteral("quotes that are no guillemets")},
        {QRegularExpression(QStringLiteral("'")), QStringLiteral("straight apostrophe")},
        {QRegularExpression(QStringLiteral("\\.\\.\\.")), QStringLiteral("three dots that are not …")},
        {QRegularExpression(QStringLiteral("^\\s|\\s$|  ")), QStringLiteral("stray spaces")},
    };
    for (const auto& [pattern, problem] : rules) {
        if (pattern.match(form).hasMatch())
            problems.append(problem);
    }
}

// Codes, options, devices and names are the same in every language.
void checkIdentifiers(const QString& source, const QString& form, QStringList& problems)
{
    static const QRegularExpression identifier(
        QStringLiteral("\\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\\b|0x[0-9A-Fa-f]+|--[a-z][a-z-]*( "
                       "raw)?|/dev/\\S+|\\biqn\\.\\S+|\\(\\*\\.[^)]*\\)|"
                       "\\b(LUN|CHAP|iSCSI|LUKS|UUID|ISO|WWN|MD|NFS|PID|Mooring|systemd|fstab|overlay|GNU)"
                       "\\b|Ctrl\\+[A-Z%]"));
    for (const QString& word : matchesOf(identifier, source)) {
        if (!form.contains(word))
            problems.append(QStringLiteral("identifier changed: ") + word);
    }
}

void checkForm(const TsMessage& message, const QString& form, QStringList& problems)
{
    static const QRegularExpression placeholder(QStringLiteral("%\\d+"));
    static const QRegularExpression mnemonic(QStringLiteral("&(?=\\w)"),
                                             QRegularExpression::UseUnicodePropertiesOption);
    if (form.trimmed().isEmpty())
        problems.append(QStringLiteral("empty"));
    if (form == message.source && hasLetters(form) && !allowedEqual().contains(form))
        problems.append(QStringLiteral("copied from English"));
    if (matchesOf(placeholder, form) != matchesOf(placeholder, message.source))
        problems.append(QStringLiteral("placeholders differ"));
    if (!message.isNumerus
        && form.contains(QLatin1String("%n")) != message.source.contains(QLatin1String("%n")))
        problems.append(QStringLiteral("%n differs"));
    if (form.count(mnemonic) != message.source.count(mnemonic))
        problems.append(QStringLiteral("mnemonics differ"));
    if (form.endsWith(u'…') != message.source.endsWith(u'…'))
        problems.append(QStringLiteral("… at the end differs"));
    checkWords(message, form, problems);
    checkTypography(form, problems);
    checkIdentifiers(message.source, form, problems);
}

QStringList checkCount(const TsMessage& message)
{
    QStringList problems;
    if (!message.isFinished)
        problems.append(QStringLiteral("unfinished"));
    if (message.forms.size() != (message.isNumerus ? 2 : 1))
        problems.append(QStringLiteral("number of plural forms"));
    return problems;
}

TsMessage readMessage(QXmlStreamReader& xml, const QString& context)
{
    TsMessage message;
    message.context = context;
    message.isNumerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.isNumerus) {
                message.forms.append(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                message.forms.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

} // namespace

QList<TsMessage> readTs(const QByteArray& bytes, QString* error)
{
    QList<TsMessage> messages;
    QXmlStreamReader xml(bytes);
    xml.readNextStartElement(); // TS
    while (xml.readNextStartElement()) { // context
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages.append(readMessage(xml, context));
            else
                xml.skipCurrentElement();
        }
    }
    *error = xml.hasError() ? xml.errorString() : QString();
    return messages;
}

QStringList frenchProblems(const TsMessage& message)
{
    QStringList problems = checkCount(message);
    for (const QString& form : message.forms)
        checkForm(message, form, problems);
    return problems;
}

QStringList englishProblems(const TsMessage& message)
{
    QStringList problems = checkCount(message);
    for (const QString& form : message.forms) {
        if (form.trimmed().isEmpty())
            problems.append(QStringLiteral("empty"));
        if (form.contains(QLatin1String("(s)")) || form.contains(QLatin1String("(es)")))
            problems.append(QStringLiteral("a plural in brackets"));
    }
    return problems;
}

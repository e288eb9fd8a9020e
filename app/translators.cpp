// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "translators.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

namespace mooring {
namespace {

QString settingKey() { return QStringLiteral("language"); }

} // namespace

Translators::Translators(QObject* parent)
    : QObject(parent)
{
}

QStringList Translators::languages() { return {QStringLiteral("en"), QStringLiteral("fr")}; }

void Translators::start(const QString& asked)
{
    QString language = asked;
    if (!languages().contains(language))
        language = QSettings().value(settingKey()).toString();
    if (!languages().contains(language))
        language = QLocale::system().name().section(QLatin1Char('_'), 0, 0);
    use(languages().contains(language) ? language : languages().constFirst());
}

void Translators::use(const QString& language)
{
    if (!languages().contains(language) || language == m_language)
        return;
    m_language = language;
    const QLocale system = QLocale::system();
    const bool systemSpeaksIt = system.name().section(QLatin1Char('_'), 0, 0) == language;
    QLocale::setDefault(systemSpeaksIt ? system : QLocale(language));
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_own);
    if (m_qt.load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(QStringLiteral(":/i18n/mooring_") + language))
        QCoreApplication::installTranslator(&m_own);
    emit languageChanged(language);
}

void Translators::chosen(const QString& language)
{
    if (!languages().contains(language))
        return;
    QSettings().setValue(settingKey(), language);
    use(language);
}

} // namespace mooring

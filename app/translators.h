// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

namespace mooring {

// Which language the program speaks: the one asked for, else the one remembered, else the locale's; English
// when it is none of ours. Numbers and dates follow.
class Translators : public QObject
{
    Q_OBJECT
public:
    explicit Translators(QObject* parent = nullptr);
    static QStringList languages(); // "en", "fr"
    QString language() const { return m_language; }

    void start(const QString& asked); // empty: as remembered, or by locale
    void use(const QString& language); // at once
    void chosen(const QString& language); // use() and remember

signals:
    void languageChanged(const QString& language);

private:
    QTranslator m_own, m_qt;
    QString m_language;
};

} // namespace mooring

// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

// One message of a .ts file.
struct TsMessage
{
    QString context, source, comment;
    bool isNumerus = false;
    bool isFinished = false;
    QStringList forms; // one, or the plural forms
    QString name() const { return context + QStringLiteral(": ") + source; }
};
QList<TsMessage> readTs(const QByteArray& xml, QString* error);

// What is wrong with one French message; empty when nothing is. CONTRACT E5.1 to .7 and D2.
QStringList frenchProblems(const TsMessage& message);
// What is wrong with one English plural.
QStringList englishProblems(const TsMessage& message);

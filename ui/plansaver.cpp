// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plansaver.h"

#include "models/wording.h"
#include "services/core/serialize.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QJsonDocument>
#include <QSaveFile>

namespace mooring {
namespace {

std::optional<Error> write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    Error error = errorOf(ErrorCode::SystemCallFailed, path);
    error.text = file.errorString();
    return error;
}

} // namespace

void savePlan(Engine& engine, const Plan& plan, QWidget* parent, std::function<void(const Error&)> failed)
{
    const QString title = QCoreApplication::translate("mooring::PlanDialog", "Save the plan");
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({QCoreApplication::translate("mooring::PlanDialog", "Text (*.txt)"),
                            QStringLiteral("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("json")) ? QStringLiteral("json")
                                                                        : QStringLiteral("txt"));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [&engine, plan, parent, failed](const QString& path) {
                         const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
                         const QByteArray content
                             = json ? QJsonDocument(toJson(plan)).toJson() : Wording::planText(plan).toUtf8();
                         auto error = std::make_shared<std::optional<Error>>();
                         engine.inBackground([=] { *error = write(path, content); }, parent,
                                             [error, failed] {
                                                 if (*error)
                                                     failed(**error);
                                             });
                     });
    dialog->open();
}

} // namespace mooring

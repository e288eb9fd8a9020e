// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagechooser.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>

namespace mooring {
void chooseImages(QWidget* parent, std::function<void(const QList<QByteArray>&)> chosen)
{
    auto* dialog = new QFileDialog(
        parent, QCoreApplication::translate("mooring::AttachDialog", "Choose a disk image"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {QCoreApplication::translate(
             "mooring::AttachDialog",
             "Disk images (*.vhd *.vhdx *.vmdk *.vdi *.qcow2 *.img *.raw *.iso *.bin *.dd)"),
         QCoreApplication::translate("mooring::AttachDialog", "All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, parent,
                     [chosen = std::move(chosen)](const QStringList& files) {
                         QList<QByteArray> paths;
                         for (const QString& file : files)
                             paths.append(QFile::encodeName(file));
                         if (!paths.isEmpty())
                             chosen(paths);
                     });
    dialog->open();
}

} // namespace mooring

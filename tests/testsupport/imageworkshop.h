// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/imagesniff/sniff.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace mooring::testsupport {

// Makes image files with qemu-img, in a folder of its own, and asks qemu-img what they are.
class ImageWorkshop
{
public:
    static QString unavailable(); // why there can be no images here; empty: there can

    QByteArray path(const QByteArray& name) const;
    QByteArray write(const QByteArray& name, const QByteArray& content) const; // returns its path
    QByteArray read(const QByteArray& name) const;
    // `qemu-img create` with these options and then NAME SIZE; stops the test when it fails. Returns the
    // path.
    QByteArray create(const QByteArray& name, const QList<QByteArray>& options,
                      const QByteArray& size = "8M") const;
    // `qemu-img convert` of a raw disk, with the same options.
    void convert(const QByteArray& content, const QByteArray& name, const QList<QByteArray>& options) const;
    // Empty when it does not open the file. `format` as qemu calls it, empty: as it guesses.
    QJsonObject info(const QByteArray& name, const QByteArray& format = {}) const;
    QByteArray contentOf(const QByteArray& name) const; // of its disk, by `qemu-img convert`
    imagesniff::Findings sniff(const QByteArray& name) const;

private:
    void must(const QList<QByteArray>& words) const;
    QTemporaryDir m_folder;
};

imagesniff::Findings sniffBytes(const QByteArray& content);
inline QByteArray text(std::string_view bytes) { return {bytes.data(), qsizetype(bytes.size())}; }
template <class Enumerator> QByteArray named(Enumerator value) { return text(word(value)); }

// A file of another size than its bytes: zeros up to there, and no room taken for them.
class SparseSource final : public imagesniff::Source
{
public:
    SparseSource(QByteArray content, quint64 size)
        : m_content(std::move(content))
        , m_size(size)
    {
    }
    uint64_t size() const override { return m_size; }
    std::optional<std::string> read(uint64_t offset, size_t length) const override;
    mutable quint64 asked = 0; // bytes

private:
    QByteArray m_content;
    quint64 m_size;
};

// Every format and kind of image that qemu-img makes: options for create(), and what it is then called.
struct Kind
{
    const char* name;
    QList<QByteArray> options;
    imagesniff::Format format;
    const char* subformat;
    const char* qemuFormat; // to be forced, where it does not guess rightly
};
QList<Kind> kindsOfImages();

} // namespace mooring::testsupport

Q_DECLARE_METATYPE(mooring::testsupport::Kind)

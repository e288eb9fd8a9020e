// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconffiles.h"

#include "services/system/sysfs.h"

#include <QDir>

#include <algorithm>
#include <glob.h>
#include <sys/stat.h>

namespace mooring::tgt {
namespace {

constexpr qsizetype kMaxFiles = 256;
constexpr qsizetype kMaxFile = 4 << 20;
constexpr qsizetype kMaxTotal = 16 << 20;
constexpr qsizetype kMaxPattern = 1024; // of an include
constexpr qsizetype kMaxBraces = 2; // each multiplies what a pattern stands for

bool isPattern(const QByteArray& name)
{
    return std::any_of(name.begin(), name.end(), [](char c) { return strchr("*?[{\\", c) != nullptr; });
}

QByteArray escaped(const QByteArray& path)
{
    QByteArray result;
    for (const char c : path) {
        if (strchr("*?[]{},\\~", c) != nullptr)
            result += '\\';
        result += c;
    }
    return result;
}

std::optional<QByteArray> textOf(int fd)
{
    QByteArray text(kMaxFile + 1, Qt::Uninitialized);
    qsizetype used = 0;
    while (used < text.size()) {
        const ssize_t count = ::read(fd, text.data() + used, static_cast<size_t>(text.size() - used));
        if (count < 0)
            return {};
        if (count == 0)
            break;
        used += count;
    }
    text.truncate(used);
    return text;
}

ConfFault faultAt(const ConfInclude& by, const QByteArray& what) { return {by.file, by.line, what}; }

} // namespace

ConfFiles::ConfFiles(QByteArray root, QSet<QByteArray> rejected, Texts instead)
    : m_root(root.endsWith('/') ? root.chopped(1) : std::move(root))
    , m_rejected(std::move(rejected))
    , m_instead(std::move(instead))
{
}

std::optional<ConfFault> ConfFiles::read(const QByteArray& main)
{
    m_mainFolder = main.left(std::max<qsizetype>(main.lastIndexOf('/'), 0));
    struct stat info;
    const qsizetype known = errors.size();
    if (!isThere(main, info)) {
        if (errors.size() == known && errno != ENOENT && errno != ENOTDIR)
            errors.append(errnoError(errno, QString::fromLocal8Bit(main)));
        return {};
    }
    return load(main, {});
}

// False: errno says why; what we may not see is told.
bool ConfFiles::isThere(const QByteArray& path, struct stat& info)
{
    if (::stat(inRoot(path).constData(), &info) == 0)
        return true;
    if (errno == EACCES)
        errors.append(errnoError(EACCES, QString::fromLocal8Bit(path)));
    return false;
}

// A ".." never leads above the root.
QByteArray ConfFiles::inRoot(const QByteArray& path) const
{
    if (!path.contains(".."))
        return m_root + path;
    return m_root + QFile::encodeName(QDir::cleanPath(QFile::decodeName(path)));
}

std::optional<ConfFault> ConfFiles::include(const ConfInclude& include)
{
    if (include.name.size() > kMaxPattern || include.name.count('{') > kMaxBraces)
        return faultAt(include, "includes more than is looked at");
    if (!isPattern(include.name))
        return includeOne(include);
    // systemd starts tgt-admin in the root folder; what is not found there is sought beside the main file
    QList<QByteArray> found = matches(include.name.startsWith('/') ? include.name : '/' + include.name);
    if (found.isEmpty() && !include.name.startsWith('/'))
        found = matches(escaped(m_mainFolder) + '/' + include.name);
    return loadAll(found, include);
}

std::optional<ConfFault> ConfFiles::includeOne(const ConfInclude& include)
{
    struct stat info;
    const QByteArray beside = m_mainFolder + '/' + include.name;
    QByteArray path = include.name.startsWith('/') ? include.name : '/' + include.name;
    const qsizetype known = errors.size();
    if (!isThere(path, info)) {
        path = beside;
        if (errors.size() > known)
            return {};
        if (!isThere(path, info)) {
            if (include.isOptional || errors.size() > known)
                return {};
            return faultAt(include, "includes a file that is not there");
        }
    }
    if (include.isOptional && !S_ISREG(info.st_mode))
        return {};
    return S_ISDIR(info.st_mode) ? loadAll(filesIn(path), include) : load(path, include);
}

QList<QByteArray> ConfFiles::matches(const QByteArray& pattern) const
{
    const QByteArray whole = escaped(m_root) + pattern;
    QList<QByteArray> result;
    glob_t found = {};
    if (!pattern.contains("..")
        && ::glob(whole.constData(), GLOB_BRACE | GLOB_NOSORT, nullptr, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; ++i) {
            struct stat info;
            if (::stat(found.gl_pathv[i], &info) == 0 && S_ISREG(info.st_mode))
                result.append(QByteArray(found.gl_pathv[i]).mid(m_root.size()));
        }
    }
    ::globfree(&found);
    std::sort(result.begin(), result.end());
    return result;
}

QList<QByteArray> ConfFiles::filesIn(const QByteArray& folder)
{
    QList<QByteArray> result;
    const SysFolder open(inRoot(folder).constData());
    if (!open) {
        errors.append(errnoError(errno, QString::fromLocal8Bit(folder)));
        return result;
    }
    open.list([&](std::string_view name, unsigned char) {
        const QByteArray copy(name.data(), static_cast<qsizetype>(name.size()));
        struct stat info;
        if (::fstatat(open.fd(), copy.constData(), &info, 0) == 0 && S_ISREG(info.st_mode))
            result.append(folder.endsWith('/') ? folder + copy : folder + '/' + copy);
    });
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<ConfFault> ConfFiles::loadAll(const QList<QByteArray>& paths, const ConfInclude& by)
{
    for (const QByteArray& path : paths) {
        if (auto fault = load(path, by))
            return fault;
    }
    return {};
}

std::optional<ConfFault> ConfFiles::load(const QByteArray& path, const ConfInclude& by)
{
    if (m_loaded.contains(path)) // Config::General warns and goes on
        return {};
    if (m_loaded.size() >= kMaxFiles)
        return faultAt(by, "includes more than is looked at");
    m_loaded.insert(path);
    return m_rejected.contains(path) ? std::nullopt : takeText(path, by);
}

std::optional<ConfFault> ConfFiles::takeText(const QByteArray& path, const ConfInclude& by)
{
    const Descriptor fd(::open(inRoot(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat info;
    if (!fd || ::fstat(fd.get(), &info) != 0) {
        errors.append(errnoError(errno, QString::fromLocal8Bit(path)));
        return {};
    }
    const int file = static_cast<int>(files.size());
    files.append({path, {}});
    if (!S_ISREG(info.st_mode))
        return file == 0 ? ConfFault {0, 1, "is no file"} : faultAt(by, "includes what is no file");
    const auto instead = m_instead.constFind(path);
    const auto text = instead == m_instead.constEnd() ? textOf(fd.get()) : *instead;
    if (!text) {
        errors.append(errnoError(errno, QString::fromLocal8Bit(path)));
        return {};
    }
    m_total += text->size();
    if (text->size() > kMaxFile || m_total > kMaxTotal)
        return ConfFault {file, 1, "is larger than what is looked at"};
    files[file].text = *text;
    entries.append({ConfEntry::Kind::FileBegins, {}, {}, file, 0, 0});
    ConfLines lines(file, entries, [this](const ConfInclude& found) { return include(found); });
    auto fault = lines.read(*text);
    entries.append({ConfEntry::Kind::FileEnds, {}, {}, file, 0, 0});
    return fault;
}

} // namespace mooring::tgt

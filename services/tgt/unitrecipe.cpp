// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unitrecipe.h"

#include <algorithm>
#include <array>

namespace mooring::tgt {
namespace {

struct NamedType
{
    const char* shown; // by "show"
    const char* word; // for tgtadm -Y
    quint32 number;
};
// usr/target.c, print_type; usr/tgtadm.c, device_types.
constexpr std::array types {
    NamedType {"disk", "disk", 0},        NamedType {"tape", "tape", 1},    NamedType {"cd/dvd", "cd", 5},
    NamedType {"changer", "changer", 8},  NamedType {"controller", "", 12}, NamedType {"osd", "osd", 17},
    NamedType {"passthrough", "pt", 255},
};

const NamedType* typeCalled(const QByteArray& type)
{
    const QByteArray wanted = type.isEmpty() ? QByteArray("disk") : type;
    const auto found = std::find_if(types.begin(), types.end(),
                                    [&wanted](const NamedType& each) { return wanted == each.shown; });
    return found == types.end() ? nullptr : &*found;
}

// Values end at a comma, and there is no way to quote one (usr/target.c, strsep in tgt_device_create). With a
// line break, the listing could not be read any more.
bool isSayable(const QByteArray& value)
{
    return !value.contains(',') && !value.contains('\0') && !value.contains('\n');
}

void append(QByteArray& parameters, const char* key, const QByteArray& value)
{
    if (value.isEmpty())
        return;
    if (!parameters.isEmpty())
        parameters += ',';
    parameters += QByteArray(key) + '=' + value;
}

} // namespace

std::optional<quint32> deviceTypeOf(const QByteArray& type)
{
    const NamedType* named = typeCalled(type);
    return named == nullptr ? std::nullopt : std::optional(named->number);
}

UnitRecipe UnitRecipe::of(const Target& target, const Unit& unit)
{
    UnitRecipe recipe;
    recipe.target = target.name;
    recipe.lun = unit.number;
    recipe.path = unit.storePath;
    recipe.storeType = unit.storeType;
    recipe.storeFlags = unit.storeFlags;
    recipe.type = unit.type;
    recipe.scsiId = unit.scsiId;
    recipe.scsiSerial = unit.scsiSerial;
    recipe.blockSize = unit.type == "disk" ? unit.blockSize : 0;
    recipe.isReadOnly = unit.isReadOnly;
    recipe.isRemovable = unit.isRemovable;
    recipe.isThin = unit.isThin;
    return recipe;
}

QJsonObject UnitRecipe::data() const
{
    return {{QStringLiteral("target"), encodeBytes(target)},
            {QStringLiteral("lun"), static_cast<qint64>(lun)},
            {QStringLiteral("path"), encodeBytes(path)},
            {QStringLiteral("storeType"), encodeBytes(storeType)},
            {QStringLiteral("storeFlags"), encodeBytes(storeFlags)},
            {QStringLiteral("type"), encodeBytes(type)},
            {QStringLiteral("scsiId"), encodeBytes(scsiId)},
            {QStringLiteral("scsiSerial"), encodeBytes(scsiSerial)},
            {QStringLiteral("blockSize"), static_cast<qint64>(blockSize)},
            {QStringLiteral("readOnly"), isReadOnly},
            {QStringLiteral("removable"), isRemovable},
            {QStringLiteral("thin"), isThin},
            {QStringLiteral("file"), encodeBytes(file)},
            {QStringLiteral("saved"), inSaved}};
}

std::optional<UnitRecipe> UnitRecipe::fromData(const QJsonObject& data)
{
    const auto bytes
        = [&data](const char* name) { return decodeBytes(data.value(QLatin1String(name)).toString()); };
    const auto flag = [&data](const char* name) { return data.value(QLatin1String(name)).toBool(); };
    UnitRecipe recipe;
    recipe.target = bytes("target");
    const qint64 lun = data.value(QLatin1String("lun")).toInteger(-1);
    recipe.lun = static_cast<quint64>(lun);
    recipe.path = bytes("path");
    recipe.storeType = bytes("storeType");
    recipe.storeFlags = bytes("storeFlags");
    recipe.type = bytes("type");
    recipe.scsiId = bytes("scsiId");
    recipe.scsiSerial = bytes("scsiSerial");
    recipe.blockSize = static_cast<quint32>(data.value(QLatin1String("blockSize")).toInteger());
    recipe.isReadOnly = flag("readOnly");
    recipe.isRemovable = flag("removable");
    recipe.isThin = flag("thin");
    recipe.file = bytes("file");
    recipe.inSaved = flag("saved");
    return recipe.target.isEmpty() || lun < 0 ? std::nullopt : std::optional(recipe);
}

std::optional<Error> UnitRecipe::refusal() const
{
    if (!deviceTypeOf(type))
        return errorOf(ErrorCode::NotSupportedHere, encodeBytes(type));
    for (const QByteArray& value : {path, storeType, storeFlags, scsiId, scsiSerial}) {
        if (!isSayable(value))
            return errorOf(ErrorCode::InvalidArgument, encodeBytes(value));
    }
    return {};
}

Request UnitRecipe::making(qint32 number) const
{
    Request request {Mode::Device, Op::New, number};
    request.lun = lun;
    request.deviceType = deviceTypeOf(type).value_or(0);
    append(request.parameters, "path",
           path.isEmpty() && storeType == "null" ? QByteArray("/dev/null") : path);
    append(request.parameters, "bstype", storeType);
    append(request.parameters, "bsoflags", storeFlags);
    append(request.parameters, "blocksize", blockSize == 0 ? QByteArray() : QByteArray::number(blockSize));
    return request;
}

Request UnitRecipe::shaping(qint32 number) const
{
    Request request {Mode::Device, Op::Update, number};
    request.lun = lun;
    append(request.parameters, "scsi_id", scsiId);
    append(request.parameters, "scsi_sn", scsiSerial);
    append(request.parameters, "readonly", isReadOnly ? "1" : "");
    append(request.parameters, "removable", isRemovable ? "1" : "");
    append(request.parameters, "thin_provisioning", isThin ? "1" : "");
    return request;
}

QList<QByteArray> UnitRecipe::command(const Control& control, qint32 number) const
{
    const NamedType* named = typeCalled(type);
    QList<QByteArray> command {"tgtadm",
                               "-C",
                               control.name,
                               "--lld",
                               "iscsi",
                               "-m",
                               "logicalunit",
                               "-o",
                               "new",
                               "-t",
                               QByteArray::number(number),
                               "-l",
                               QByteArray::number(lun),
                               "-b",
                               path};
    if (named != nullptr && named->number != 0)
        command << "-Y" << named->word;
    if (!storeType.isEmpty() && storeType != "rdwr")
        command << "-E" << storeType;
    return command;
}

} // namespace mooring::tgt

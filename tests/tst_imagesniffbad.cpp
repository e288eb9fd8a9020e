// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/imageforge.h"
#include "testsupport/imageworkshop.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;

namespace {

// Where something is written: what is worth changing, and where it is worth cutting.
QList<qsizetype> marks(const QByteArray& content)
{
    QList<qsizetype> places;
    const char* const bytes = content.constData();
    for (qsizetype at = 0; at < content.size(); ++at)
        if (bytes[at] != '\0' && bytes[at] != 'x')
            places.append(at);
    return places;
}

struct Image
{
    Image(QByteArray ofName, QByteArray itsContent, QByteArray inQemu, Format itsFormat)
        : name(std::move(ofName))
        , content(std::move(itsContent))
        , qemuFormat(std::move(inQemu))
        , format(itsFormat)
        , places(marks(content))
    {
    }
    QByteArray name, content, qemuFormat;
    Format format;
    QList<qsizetype> places;
};

// One of each format, with tables, names and blocks in it.
QList<Image> images()
{
    QList<Image> all;
    const ImageWorkshop workshop;
    workshop.write("content", QByteArray(700 << 10, 'x') + QByteArray(324 << 10, '\0'));
    for (Kind kind : kindsOfImages()) {
        if (kind.options.contains("--object") || kind.format == Format::Raw)
            continue;
        if (kind.format == Format::Vhdx)
            kind.options += {"-o", "block_size=1M"};
        const QByteArray format = kind.format == Format::Vhd ? QByteArray("vpc") : named(kind.format);
        workshop.convert("content", "image", kind.options);
        all.append({kind.name, workshop.read("image"), format, kind.format});
        if (format != "qcow2" && format != "qed" && format != "qcow")
            continue;
        workshop.create("image", {"-f", format, "-u", "-b", "base.img", "-F", "raw"}, "1M");
        all.append({kind.name + QByteArray(", backed"), workshop.read("image"), format, kind.format});
    }
    forge::Vhd child {.type = forge::Differencing, .parentIdentifier = "fedcba9876543210"};
    child.locators = {{"W2ru", forge::utf16(QStringLiteral(".\\p.vhd"), false)}};
    all.append({"vhd differencing", forge::vhd(child), "vpc", Format::Vhd});
    const QList<forge::VhdxPair> pairs {{QStringLiteral("parent_linkage"), QStringLiteral("{0}")},
                                        {QStringLiteral("relative_path"), QStringLiteral("p.vhdx")}};
    all.append({"vhdx differencing", forge::vhdx({.flags = 2, .parent = pairs}), "vhdx", Format::Vhdx});
    all.append({"iso", forge::iso(40 << 11, true), "raw", Format::Iso});
    all.append({"dmg", forge::dmg(2048), "dmg", Format::Dmg});
    return all;
}

QList<qsizetype> lengths(const Image& image)
{
    QSet<qsizetype> all {0, 1, 3, 4, 7, 8, 63, 64, 71, 72, 103, 104, 511, 512, 513, 1023, 1024, 1535, 1536};
    for (qsizetype i = 0; i < image.places.size() && all.size() < 600; ++i) {
        const qsizetype place = image.places[i];
        if (i > 0 && place == image.places[i - 1] + 1)
            continue;
        for (const qsizetype near : {place - 1, place, place + 1, place / 512 * 512})
            all.insert(std::max<qsizetype>(near, 0));
    }
    for (qsizetype length = image.content.size(); length > 0; length /= 2)
        for (const qsizetype less : {0, 1, 2, 511, 512, 513})
            all.insert(std::max<qsizetype>(length - less, 0));
    all.removeIf([&image](qsizetype length) { return length > image.content.size(); });
    return all.values();
}

// The image with a few bytes changed; the same for the same seed.
QByteArray mutated(const Image& image, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray content = image.content;
    const auto somewhere = [&] { return image.places[random.bounded(image.places.size())]; };
    for (quint32 changes = 1 + random.bounded(4); changes > 0; --changes) {
        const qsizetype at = std::min(somewhere() + qsizetype(random.bounded(8U)), content.size() - 1);
        const int width = 1 << random.bounded(4);
        switch (random.bounded(4)) {
        case 0:
            content[at] = char(content[at] ^ (1 << random.bounded(8)));
            break;
        case 1:
            forge::put(content, at, QByteArray(width, random.bounded(2) != 0 ? '\xff' : '\0'));
            break;
        case 2:
            forge::put(content, at, forge::big(random.generate64() >> random.bounded(64), width));
            break;
        default:
            forge::put(content, at, image.content.mid(somewhere(), 16));
        }
    }
    return content;
}

quint64 qemuSize(const QJsonObject& info) { return quint64(info[QLatin1String("virtual-size")].toDouble()); }

} // namespace

// Damaged images: never a crash, and never a size or a name that is not in the bytes.
class TstImageSniffBad : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void takesImagesCutAnywhere_data();
    void takesImagesCutAnywhere();
    void takesChangedImages_data();
    void takesChangedImages();
    void opensNoOtherFileThanQemu_data();
    void opensNoOtherFileThanQemu();

private:
    void addImages() const;
    QList<Image> m_images;
};

void TstImageSniffBad::initTestCase()
{
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    m_images = images();
}

void TstImageSniffBad::addImages() const
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(m_images.size()); ++i)
        QTest::newRow(m_images[i].name.constData()) << i;
}

void TstImageSniffBad::takesImagesCutAnywhere_data() { addImages(); }

void TstImageSniffBad::takesImagesCutAnywhere()
{
    QFETCH(int, index);
    const Image& image = m_images[index];
    const Findings whole = sniffBytes(image.content);
    QCOMPARE(named(whole.fault), named(Fault::None));
    for (const qsizetype length : lengths(image)) {
        const Findings findings = sniffBytes(QByteArray::fromRawData(image.content.constData(), length));
        if (findings.fault != Fault::None || findings.format == Format::Raw)
            continue;
        // what is missing does not change what the rest says
        QCOMPARE(findings.format, whole.format);
        if (whole.format != Format::Iso && whole.format != Format::Vmdk)
            QCOMPARE(findings, whole);
    }
}

void TstImageSniffBad::takesChangedImages_data() { addImages(); }

void TstImageSniffBad::takesChangedImages()
{
    QFETCH(int, index);
    const Image& image = m_images[index];
    for (quint32 seed = 0; seed < 200; ++seed) {
        const QByteArray changed = mutated(image, seed);
        QElapsedTimer clock;
        clock.start();
        const Findings findings = sniffBytes(changed);
        QVERIFY(clock.elapsed() < 20000);
        for (const Reference& reference : findings.references) {
            if (findings.format == Format::Vhd || findings.format == Format::Vhdx)
                continue; // not the same bytes: those are UTF-16
            QVERIFY(changed.contains(text(reference.name)));
        }
        if (findings.fault == Fault::None)
            QVERIFY(findings.virtualSize.has_value());
    }
}

void TstImageSniffBad::opensNoOtherFileThanQemu_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(m_images.size()); ++i)
        if (m_images[i].format != Format::Iso && m_images[i].format != Format::Dmg) // nothing for qemu to see
            QTest::newRow(m_images[i].name.constData()) << i;
}

// Where we see no fault and qemu opens the image, both see the same.
void TstImageSniffBad::opensNoOtherFileThanQemu()
{
    QFETCH(int, index);
    const Image& image = m_images[index];
    const ImageWorkshop workshop;
    const quint32 seeds = qEnvironmentVariableIntValue("MOORING_SNIFF_SEEDS");
    for (quint32 seed = 0; seed < std::max(seeds, 20U); ++seed) {
        const QByteArray changed = mutated(image, 1000 + seed);
        const Findings findings = sniffBytes(changed);
        if (findings.fault != Fault::None || findings.format != image.format)
            continue;
        workshop.write("image", changed);
        const QJsonObject info = workshop.info("image", image.qemuFormat);
        if (info.isEmpty())
            continue;
        if (findings.format != Format::Vmdk || findings.references.empty()) // the extents are not there
            QCOMPARE(quint64(findings.virtualSize.value_or(0)), qemuSize(info));
        QByteArray backing;
        for (const Reference& reference : findings.references)
            if (reference.role == Role::Backing
                || (reference.role == Role::Parent && findings.format == Format::Vmdk))
                backing = text(reference.name);
        const QString told = info[QLatin1String("backing-filename")].toString();
        if (!told.contains(QChar::ReplacementCharacter))
            QCOMPARE(backing, told.toUtf8());
    }
}

QTEST_GUILESS_MAIN(TstImageSniffBad)
#include "tst_imagesniffbad.moc"

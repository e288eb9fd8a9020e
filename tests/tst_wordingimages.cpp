// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

// What is told about an image file before it is attached.
class TestWordingImages : public QObject
{
    Q_OBJECT
    static QString lines(const ImageReport& report)
    {
        QStringList lines;
        for (const auto& [label, value] : Wording::imageFacts(report))
            lines.append(label + u'=' + value);
        return lines.join(u'|').replace(QChar(0xa0), u' ');
    }
    static ImageReport report(const QString& format)
    {
        ImageReport report;
        report.facts = {{Fact::Path, QByteArray("/srv/images/a")},
                        {Fact::Size, quint64(40) << 30},
                        {Fact::OnDisk, quint64(12) << 30},
                        {Fact::Format, format},
                        {Fact::ReadOnly, false}};
        return report;
    }

private slots:
    void aRefusalNamesWhoHasTheImageOpen()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::ImageInUse, QStringLiteral("/a.img"));
        QCOMPARE(Wording::error(error).what, QStringLiteral("Another program has the image open: /a.img."));
        error.text = QStringLiteral("VM web01");
        QCOMPARE(Wording::error(error).what, QStringLiteral("VM web01 has the image open: /a.img."));
        error = errnoError(EBUSY, error.subject, ErrorCode::ImageInUse);
        QCOMPARE(Wording::error(error).what, QStringLiteral("Another program has the image open: /a.img."));
    }

    void whatIsOpenElsewhereIsNotAttached()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::ImageNotAttached, QStringLiteral("/a.img"));
        QCOMPARE(Wording::error(error).what, QStringLiteral("The image is not attached: /a.img."));
        error.text = QStringLiteral("VM web01");
        QCOMPARE(Wording::error(error).what,
                 QStringLiteral("The image is not attached, VM web01 has it open: /a.img."));
    }

    void saysWhatIsParticular_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("next");
        const auto row
            = [](const char* name, ErrorCode code, const char* text, const char* what, const char* next) {
                  Error error = errorOf(code, QStringLiteral("/a"));
                  error.text = QString::fromLatin1(text);
                  QTest::newRow(name) << error << QString::fromUtf8(what) << QString::fromUtf8(next);
              };
        row("compressed", ErrorCode::NotSupportedHere, "streamOptimized",
            "The image is compressed and can only be read: /a.", "Attach it read-only, or with an overlay.");
        row("of a kind that is only read", ErrorCode::NotSupportedHere, "seSparse",
            "The image is of a kind that can only be read, seSparse: /a.",
            "Attach it read-only, or with an overlay.");
        row("extent alone", ErrorCode::ImageFormatNoProvider, "vmdk seSparse extent",
            "The file is only a part of an image: /a.",
            "Attach the descriptor that names it, a small file ending in .vmdk.");
        row("cut short", ErrorCode::ImageCutShort, "4194304",
            "The image file is cut short, 4\u00a0MiB are missing: /a.",
            "Copy the image again from where it came from.");
        row("other format", ErrorCode::ImageContentUnknown, "vhdx",
            "The image is of another format than was said, vhdx: /a.",
            "Leave the format out, or give the right one.");
        row("unknown", ErrorCode::ImageContentUnknown, "", "The content of the file is not known: /a.",
            "If it is a raw image all the same, say so (--format raw).");
        row("protocol", ErrorCode::ImagePartWrong, "protocol",
            "The image names something that is no file: /a.",
            "Such images are not opened. Convert it to one that stands on files only.");
        row("cyclic", ErrorCode::ImagePartWrong, "cyclic", "The image stands on itself: /a.",
            "Look at what its files name, and correct it with the program that made them.");
        QTest::newRow("immutable") << errnoError(EPERM, QStringLiteral("/a"), ErrorCode::WrongState)
                                   << QStringLiteral("The file is immutable or append-only: /a.")
                                   << QStringLiteral(
                                          "Take that mark away (chattr), or ask for read-only access.");
        QTest::newRow("leftover") << errorOf(ErrorCode::ImageAlreadyAttached,
                                             QStringLiteral("/run/mooring/images/1:2:3"))
                                  << QStringLiteral(
                                         "Something is left of an earlier attachment of the image: "
                                         "/run/mooring/images/1:2:3.")
                                  << QStringLiteral("Clean it up, then attach the image again.");
        QTest::newRow("attached") << errorOf(ErrorCode::ImageAlreadyAttached, QStringLiteral("/dev/loop1"))
                                  << QStringLiteral("The image is attached already: /dev/loop1.")
                                  << QStringLiteral("Use the device that is there, or detach it first.");
    }

    void saysHowMuchIsMissing()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::ImageCutShort, QStringLiteral("/a"));
        error.text = QStringLiteral("4194304");
        const ErrorText told = Wording::error(error);
        QVERIFY2(told.details.contains(QLatin1String("(4,194,304 bytes)")), qPrintable(told.details));
        QVERIFY(told.data.contains(QLatin1String("read-only")));
    }

    void saysThatMergingIsNotPossible()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::InvalidArgument, QStringLiteral("overlay merge"));
        error.text = QStringLiteral("keep, discard");
        QVERIFY(Wording::error(error).what.startsWith(QLatin1String("What was written cannot be merged")));
        QCOMPARE(Wording::error(error).next, QStringLiteral("Choose one of these instead: keep, discard."));
    }

    void saysWhatIsParticular()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        QFETCH(const Error, error);
        QTEST(Wording::error(error).what, "what");
        QTEST(Wording::error(error).next, "next");
    }

    void namesFormatAndKind_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("subformat");
        QTest::addColumn<QString>("english");
        const auto row = [](const char* format, const char* subformat, const char* english) {
            QTest::addRow("%s %s", format, subformat)
                << QString::fromLatin1(format) << QString::fromLatin1(subformat)
                << QString::fromLatin1(english);
        };
        row("vhdx", "dynamic", "VHDX image, dynamic");
        row("vhd", "fixed", "VHD image, of fixed size");
        row("vhd", "differencing", "VHD image, differencing");
        row("qcow2", "3", "QCOW2 image, version 3 of the format");
        row("vmdk", "monolithicSparse", "VMDK image, monolithicSparse"); // as VMware calls it
        row("vdi", "", "VDI image");
        row("iso", "", "ISO image");
        row("raw", "", "Raw image");
        row("", "", "not recognised");
    }
    void namesFormatAndKind()
    {
        QFETCH(QString, format);
        QFETCH(QString, subformat);
        QFETCH(QString, english);
        const sample::Speaking speaking(QStringLiteral("en"));
        QCOMPARE(Wording::imageKind({{Fact::Format, format}, {Fact::Subformat, subformat}}), english);
    }

    void tellsTheWholeInOrder()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        ImageReport vhdx = report(QStringLiteral("vhdx"));
        vhdx.facts.insert(Fact::Subformat, QStringLiteral("dynamic"));
        vhdx.facts.insert(Fact::Condition, QStringLiteral("unclean"));
        QCOMPARE(lines(vhdx),
                 QStringLiteral("Format=VHDX image, dynamic|Size=40 GiB|On disk=12 GiB|"
                                "Condition=not closed by its last writer|Access=read and write"));
    }

    void aRawImageIsToldByWhatItHolds()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        ImageReport raw = report(QStringLiteral("raw"));
        QVERIFY(lines(raw).contains(QStringLiteral("Content=not recognised")));
        raw.facts.insert(Fact::FilesystemType, QStringLiteral("ext4"));
        raw.facts.insert(Fact::Label, QStringLiteral("data"));
        QVERIFY(lines(raw).contains(QStringLiteral("Content=file system (ext4)|Label=data")));
        raw.facts.insert(Fact::PartitionTable, QStringLiteral("gpt"));
        QVERIFY(lines(raw).contains(QStringLiteral("Content=partition table (gpt)")));
    }

    void partsBesideTheImageAreNamedWithoutTheirFolder()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        ImageReport split = report(QStringLiteral("vmdk"));
        split.facts.insert(Fact::Parts, QByteArray("/srv/images/a-s001.vmdk\n/srv/images/sub/b\n/srv/base"));
        QVERIFY2(lines(split).contains(
                     QStringLiteral("Other files it needs=a-s001.vmdk\n/srv/images/sub/b\n/srv/base")),
                 qPrintable(lines(split)));
        split.facts.insert(Fact::Parts, QByteArray("/srv/images/x\n").repeated(8) + "/srv/images/x");
        QVERIFY2(lines(split).contains(QStringLiteral("x\nx\nx\nx\nx\nand 4 ")), qPrintable(lines(split)));
        QCOMPARE(lines(split).count(QStringLiteral("\nx")), 4);
    }

    void accessIsToldOnlyOfWhatCanBeAttached()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        ImageReport iso = report(QStringLiteral("iso"));
        QVERIFY(lines(iso).endsWith(QStringLiteral("Access=always read-only")));
        ImageReport kept = report(QStringLiteral("vdi"));
        kept.facts.insert(Fact::ReadOnly, true);
        kept.facts.insert(Fact::LockedBy, QStringLiteral("readers"));
        QVERIFY(lines(kept).endsWith(QStringLiteral("Open in=programs that read it|Access=read-only")));
        kept.error = errorOf(ErrorCode::ImageDamaged);
        QVERIFY(!lines(kept).contains(QStringLiteral("Access")));
    }

    void ofWhatCouldNotBeLookedIntoNothingIsTold()
    {
        ImageReport missing;
        missing.facts = {{Fact::Path, QByteArray("/srv/none")}};
        missing.error = errorOf(ErrorCode::ImageMissing);
        QVERIFY(Wording::imageFacts(missing).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWordingImages)
#include "tst_wordingimages.moc"

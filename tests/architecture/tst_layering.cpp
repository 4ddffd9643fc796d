// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

struct Layer
{
    QString folder;
    QSet<QString> mayInclude;  //!< folders of ours
    QStringList neverIncludes; //!< beginnings of foreign headers
};

const QStringList kWidgets{QStringLiteral("QWidget"), QStringLiteral("QDialog"),
                           QStringLiteral("QApplication"), QStringLiteral("QMainWindow"),
                           QStringLiteral("QtWidgets")};
const QStringList kNetwork{QStringLiteral("QNetwork"), QStringLiteral("QSsl"),
                           QStringLiteral("QTcp"), QStringLiteral("QtNetwork"),
                           QStringLiteral("QHttp")};

QList<Layer> layers()
{
    const auto set = [](std::initializer_list<const char *> names) {
        QSet<QString> result;
        for (const char *name : names)
            result.insert(QString::fromLatin1(name));
        return result;
    };
    const auto core =
        kWidgets + kNetwork +
        QStringList{QStringLiteral("QFile"), QStringLiteral("QSaveFile"), QStringLiteral("QDir")};
    return {
        {QStringLiteral("app/core"), set({}), core},
        {QStringLiteral("app/net"), set({"core"}), kWidgets + QStringList{QStringLiteral("QJson")}},
        {QStringLiteral("app/api"), set({"core", "net"}), kWidgets + kNetwork},
        {QStringLiteral("app/session"), set({"core", "net", "api"}), kWidgets + kNetwork},
        {QStringLiteral("app/fleet"), set({"core", "session"}), kWidgets + kNetwork},
        {QStringLiteral("app/sandbox"), set({"core"}), kWidgets + kNetwork},
        {QStringLiteral("app/cli"),
         set({"core", "session", "fleet", "ui/support/centralerrortext.h", "ui/support/errortext.h",
              "ui/support/openapierrortext.h"}),
         kWidgets + kNetwork},
        {QStringLiteral("ui"), set({"core", "session", "fleet"}), kNetwork},
    };
}

const QSet<QString> kOurFolders{QStringLiteral("core"),  QStringLiteral("net"),
                                QStringLiteral("api"),   QStringLiteral("session"),
                                QStringLiteral("fleet"), QStringLiteral("sandbox"),
                                QStringLiteral("ui"),    QStringLiteral("cli")};

QStringList sourcesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator it(QStringLiteral(LW_SOURCE_ROOT "/") + folder,
                    {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

QString contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

//! main() constructs everything, so it sees more than the library around it.
bool isCompositionRoot(const QString &path)
{
    return path.endsWith(QLatin1String("/main.cpp"));
}

//! Nothing, or what is wrong with including \a header from \a layer.
QString violation(const Layer &layer, const QString &header)
{
    for (const QString &forbidden : layer.neverIncludes) {
        if (header.startsWith(forbidden))
            return QStringLiteral("includes <%1>").arg(header);
    }
    const QString target = header.section(QLatin1Char('/'), 0, 0);
    const bool isOurs = header.contains(QLatin1Char('/')) && kOurFolders.contains(target);
    const bool isOwn = layer.folder.endsWith(target);
    if (isOurs && !isOwn && !layer.mayInclude.contains(target) &&
        !layer.mayInclude.contains(header))
        return QStringLiteral("reaches into %1").arg(header);
    return {};
}

} // namespace

/*! Reads the sources and fails on an include or a word that breaks the architecture. */
class TestLayering : public QObject
{
    Q_OBJECT
private slots:
    void layersIncludeOnlyWhatTheyMay();
    void ruleCatchesViolation_data();
    void ruleCatchesViolation();
    void forbiddenWords_data();
    void forbiddenWords();
    void formsCarryNoConnections();
    void onlyTheAgreedFoldersExist();
};

void TestLayering::layersIncludeOnlyWhatTheyMay()
{
    static const QRegularExpression kInclude(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
        QRegularExpression::MultilineOption);
    int files = 0;
    QStringList broken;
    for (const Layer &layer : layers()) {
        for (const QString &path : sourcesBelow(layer.folder)) {
            ++files;
            if (isCompositionRoot(path))
                continue;
            auto it = kInclude.globalMatch(contentOf(path));
            while (it.hasNext()) {
                const QString problem = violation(layer, it.next().captured(1));
                if (!problem.isEmpty())
                    broken.append(path + QLatin1Char(' ') + problem);
            }
        }
    }
    QVERIFY(files > 10);
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
}

void TestLayering::ruleCatchesViolation_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("ui may not reach net") << "ui"
                                          << "net/httptransport.h" << false;
    QTest::newRow("ui may not reach api") << "ui"
                                          << "api/portalclient.h" << false;
    QTest::newRow("ui may use fleet") << "ui"
                                      << "fleet/pbxregistry.h" << true;
    QTest::newRow("core has no network") << "app/core"
                                         << "QNetworkRequest" << false;
    QTest::newRow("core has no files") << "app/core"
                                       << "QFile" << false;
    QTest::newRow("sandbox is the other side") << "app/sandbox"
                                               << "api/portalclient.h" << false;
    QTest::newRow("session has no widget") << "app/session"
                                           << "QWidget" << false;
    QTest::newRow("net knows no JSON") << "app/net"
                                       << "QJsonObject" << false;
    QTest::newRow("command line words errors") << "app/cli"
                                               << "ui/support/errortext.h" << true;
    QTest::newRow("command line shows no page") << "app/cli"
                                                << "ui/mainwindow.h" << false;
}

void TestLayering::ruleCatchesViolation()
{
    QFETCH(QString, folder);
    QFETCH(QString, header);
    QFETCH(bool, isAllowed);
    for (const Layer &layer : layers()) {
        if (layer.folder == folder)
            QCOMPARE(violation(layer, header).isEmpty(), isAllowed);
    }
}

void TestLayering::forbiddenWords_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("folders");
    const QStringList all{QStringLiteral("app"), QStringLiteral("ui")};
    const QStringList below{QStringLiteral("app/core"), QStringLiteral("app/net"),
                            QStringLiteral("app/api"), QStringLiteral("app/session"),
                            QStringLiteral("app/fleet")};
    QTest::newRow("no nested event loops") << "QEventLoop|processEvents" << all;
    QTest::newRow("no singletons") << "::instance\\(\\)" << all;
    QTest::newRow("no sender()") << "\\bsender\\(\\)" << all;
    QTest::newRow("no string connects") << "\\b(SIGNAL|SLOT)\\(" << all;
    QTest::newRow("verification stays on") << "VerifyNone|QueryPeer|ignoreSslErrors\\(\\)" << all;
    QTest::newRow("translated text only in ui") << "\\btr\\(|QCoreApplication::translate" << below;
    QTest::newRow("categories instead of qDebug")
        << "\\bq(Debug|Info|Warning|Critical)\\(\\)" << all;
}

void TestLayering::forbiddenWords()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, folders);
    const QRegularExpression expression(pattern);
    QVERIFY(expression.isValid());
    QStringList found;
    for (const QString &folder : folders) {
        for (const QString &path : sourcesBelow(folder)) {
            if (contentOf(path).contains(expression))
                found.append(path);
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestLayering::formsCarryNoConnections()
{
    QDirIterator it(QStringLiteral(LW_SOURCE_ROOT "/ui"), {QStringLiteral("*.ui")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QString content = contentOf(path);
        const qsizetype start = content.indexOf(QLatin1String("<connections>"));
        QVERIFY2(start < 0, qPrintable(path));
    }
}

void TestLayering::onlyTheAgreedFoldersExist()
{
    const QSet<QString> agreed{QStringLiteral("app"),       QStringLiteral("ui"),
                               QStringLiteral("resources"), QStringLiteral("translations"),
                               QStringLiteral("tests"),     QStringLiteral("packaging"),
                               QStringLiteral("build"),     QStringLiteral("dist")};
    const QStringList folders =
        QDir(QStringLiteral(LW_SOURCE_ROOT)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders)
        QVERIFY2(agreed.contains(folder), qPrintable(folder));
}

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"

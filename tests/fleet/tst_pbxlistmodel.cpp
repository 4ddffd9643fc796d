// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/pbxlistmodel.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <session/centralsession.h>
#include <support/sessionfixture.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

/*! The tree of PBXs, watched by Qt's own model tester. */
class TestPbxListModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void empty();
    void groupsAreSortedAndSandboxIsLast();
    void pbxsAreSorted();
    void roles();
    void statesFollowTheSession();
    void removalAndRenaming();
    void foreignIndexes();
    void platformsComeLast();
    void platformStatesFollowTheSession();

private:
    PbxSettings add(const QString &name, const QString &group)
    {
        return m_registry
            ->add({.name = name,
                   .group = group,
                   .address = PbxAddress::parse(u"pbx.example"_s).value()})
            .value();
    }
    void addPractice(const QString &name)
    {
        m_registry->setPractice({{.id = u"practice"_s,
                                  .name = name,
                                  .address = PbxAddress::parse(u"127.0.0.1:4"_s).value()}});
    }
    QStringList names(const QModelIndex &parent = {}) const
    {
        QStringList result;
        for (int row = 0; row < m_model->rowCount(parent); ++row)
            result.append(m_model->index(row, 0, parent).data().toString());
        return result;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<SessionPool> m_pool;
    std::unique_ptr<PbxListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestPbxListModel::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<SessionFixture>();
    m_registry = std::make_unique<PbxRegistry>(m_folder->path());
    m_pool = std::make_unique<SessionPool>(*m_registry, m_fixture->environment);
    m_model = std::make_unique<PbxListModel>(*m_registry, *m_pool);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestPbxListModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_pool.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestPbxListModel::empty()
{
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->indexOf(u"x"_s).isValid());
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
}

void TestPbxListModel::groupsAreSortedAndSandboxIsLast()
{
    addPractice(u"Lab"_s);
    add(u"1"_s, u"zurich"_s);
    add(u"2"_s, u"Bern"_s);
    add(u"3"_s, u""_s);
    add(u"4"_s, u"ämter"_s);
    add(u"5"_s, u"Bern"_s);
    QCOMPARE(names(), (QStringList{u""_s, u"ämter"_s, u"Bern"_s, u"zurich"_s, u""_s}));
    const QModelIndex sandbox = m_model->index(4, 0);
    QVERIFY(sandbox.data(PbxListModel::IsPracticeRole).toBool());
    QVERIFY(!m_model->index(0, 0).data(PbxListModel::IsPracticeRole).toBool());
    QCOMPARE(names(sandbox), QStringList{u"Lab"_s});
    QCOMPARE(names(m_model->index(2, 0)), (QStringList{u"2"_s, u"5"_s}));
    m_registry->setPractice({});
    QCOMPARE(m_model->rowCount(), 4);
}

void TestPbxListModel::pbxsAreSorted()
{
    for (const QString &name : {u"Site 10"_s, u"Site 9"_s, u"site 2"_s, u"Älpli"_s, u"Zug"_s})
        add(name, u"g"_s);
    QCOMPARE(names(m_model->index(0, 0)),
             (QStringList{u"Älpli"_s, u"site 2"_s, u"Site 9"_s, u"Site 10"_s, u"Zug"_s}));
}

void TestPbxListModel::roles()
{
    const PbxSettings added = add(u"Head office"_s, u"Sites"_s);
    const QModelIndex index = m_model->indexOf(added.id);
    QVERIFY(index.isValid());
    QCOMPARE(index.data().toString(), u"Head office"_s);
    QCOMPARE(index.data(PbxListModel::IdRole).toString(), added.id);
    QCOMPARE(index.data(PbxListModel::AddressRole).toString(), u"pbx.example:8088"_s);
    QCOMPARE(index.data(PbxListModel::StateRole).toInt(), int(State::Disconnected));
    QVERIFY(!index.data(PbxListModel::IsPracticeRole).toBool());
    QCOMPARE(index.parent().data().toString(), u"Sites"_s);
    QVERIFY(index.parent().data(PbxListModel::IdRole).toString().isEmpty());
    QVERIFY(!m_pool->existing(added.id)); // looking opens no session
}

void TestPbxListModel::statesFollowTheSession()
{
    const PbxSettings added = add(u"A"_s, u""_s);
    add(u"B"_s, u""_s);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    PbxSession *session = m_pool->session(added.id);
    session->open();
    QCOMPARE(m_model->indexOf(added.id).data(PbxListModel::StateRole).toInt(),
             int(State::Connecting));
    QVERIFY(changed.count() >= 1);
    QCOMPARE(changed.first().first().toModelIndex(), m_model->indexOf(added.id));
    SessionFixture::settleAll([session] { return !session->isBusy(); });
    QCOMPARE(m_model->indexOf(added.id).data(PbxListModel::StateRole).toInt(),
             int(State::NeedsPassword));
}

void TestPbxListModel::removalAndRenaming()
{
    PbxSettings first = add(u"A"_s, u"x"_s);
    const PbxSettings second = add(u"B"_s, u"x"_s);
    first.group = u"y"_s;
    first.name = u"C"_s;
    QVERIFY(m_registry->update(first));
    QCOMPARE(names(), (QStringList{u"x"_s, u"y"_s}));
    QVERIFY(m_registry->remove(second.id));
    QCOMPARE(names(), QStringList{u"y"_s});
    QVERIFY(!m_model->indexOf(second.id).isValid());
    QCOMPARE(m_model->indexOf(first.id).data().toString(), u"C"_s);
}

void TestPbxListModel::foreignIndexes()
{
    add(u"A"_s, u""_s);
    const QModelIndex group = m_model->index(0, 0);
    const QModelIndex pbx = m_model->index(0, 0, group);
    QVERIFY(pbx.isValid());
    QVERIFY(!m_model->index(1, 0, group).isValid());
    QVERIFY(!m_model->index(0, 1, group).isValid());
    QVERIFY(!m_model->index(-1, 0).isValid());
    QVERIFY(!m_model->index(0, 0, pbx).isValid());
    QCOMPARE(m_model->rowCount(pbx), 0);
    QCOMPARE(m_model->columnCount(group), 1);
    QCOMPARE(pbx.parent(), group);
    QVERIFY(!group.parent().isValid());
}

void TestPbxListModel::platformsComeLast()
{
    CentralRegistry centrals(m_folder->path());
    CentralPool pool(centrals, m_fixture->environment);
    m_model->addPlatforms(centrals, pool);
    add(u"A"_s, u"Sites"_s);
    addPractice(u"Lab"_s);
    const auto address = PbxAddress::parse(u"ycm.example"_s, kCentralPort).value();
    centrals.setPractice({{.id = u"p"_s, .name = u"Hosted"_s, .address = address}});
    QVERIFY(centrals.add({.name = u"Zeta"_s, .address = address}));
    QVERIFY(centrals.add({.name = u"Alpha"_s, .address = address}));
    QCOMPARE(m_model->rowCount(), 3);
    const QModelIndex platforms = m_model->index(2, 0);
    QVERIFY(platforms.data(PbxListModel::IsPlatformRole).toBool());
    QVERIFY(!m_model->index(1, 0).data(PbxListModel::IsPlatformRole).toBool());
    // The saved ones in alphabetical order, then those of the sandbox.
    QCOMPARE(names(platforms), (QStringList{u"Alpha"_s, u"Zeta"_s, u"Hosted"_s}));
    const QModelIndex hosted = m_model->indexOf(u"p"_s);
    QVERIFY(hosted.data(PbxListModel::IsPracticeRole).toBool());
    QVERIFY(hosted.data(PbxListModel::IsPlatformRole).toBool());
    QCOMPARE(hosted.data(PbxListModel::AddressRole).toString(), u"ycm.example:443"_s);
    QVERIFY(!pool.existing(u"p"_s)); // looking opens no session
    m_tester.reset();
    m_model.reset();
}

void TestPbxListModel::platformStatesFollowTheSession()
{
    CentralRegistry centrals(m_folder->path());
    CentralPool pool(centrals, m_fixture->environment);
    m_model->addPlatforms(centrals, pool);
    centrals.setPractice({{.id = u"p"_s,
                           .name = u"Hosted"_s,
                           .address = PbxAddress::parse(u"ycm.example"_s, kCentralPort).value()}});
    const auto state = [this] {
        return m_model->indexOf(u"p"_s).data(PbxListModel::StateRole).toInt();
    };
    QCOMPARE(state(), int(CentralSession::State::Disconnected));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    pool.session(u"p"_s)->signIn(Secret(QByteArrayView("secret")));
    QCOMPARE(state(), int(CentralSession::State::Connecting));
    QVERIFY(changed.count() >= 1);
    m_tester.reset();
    m_model.reset();
}

QTEST_GUILESS_MAIN(TestPbxListModel)
#include "tst_pbxlistmodel.moc"

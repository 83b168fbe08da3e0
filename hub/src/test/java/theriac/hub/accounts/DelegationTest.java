package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.testing.TestDatabase;
import theriac.stix.Tlp;
import theriac.testkit.FixedClock;

/// What a firm sees of a member for which it acts, from when and until when, by the rule in Java and in SQL.
class DelegationTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final Duration QUARTER = Duration.ofDays(90);

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private Organizations organizations;
    private SharingGroups groups;
    private Viewers viewers;
    private Organization firm;
    private Organization member;
    private Organization other;

    @BeforeEach
    void parties() {
        var jdbc = DATABASE.database().jdbc();
        var sql = new OrganizationsSql(jdbc);
        organizations = new Organizations(sql, clock);
        groups = new SharingGroups(jdbc);
        viewers = new Viewers(sql, clock);
        firm = make("Firm", "security-firm");
        member = make("Member", "hospital");
        other = make("Other", "gp");
    }

    private Organization make(String name, String kind) {
        return organizations.create(new Organizations.NewOrganization(name, kind, "nl", ""));
    }

    private void actsForAQuarter() {
        organizations.delegate(
                firm, member, Set.of("monitoring"), Optional.of(clock.instant().plus(QUARTER)));
    }

    /// Asked of both rules, which must agree.
    private boolean sees(Organization who, Audience audience) {
        Viewer viewer = viewers.organization(who);
        var rule = Visibility.sql(viewer, "a");
        var jdbc = DATABASE.database().jdbc();
        long row = jdbc.sql("""
                        insert into audience (digest, tlp, owner_id, organizations, groups, people)
                        values (:digest, :tlp, :owner, :organizations, :groups, '{}') returning id""")
                .param("digest", UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .param("tlp", audience.tlp().ordinal())
                .param("owner", audience.owner())
                .param("organizations", audience.organizations().toArray(Long[]::new))
                .param("groups", audience.groups().toArray(Long[]::new))
                .query(Long.class)
                .single();
        boolean java = Visibility.allows(viewer, audience);
        boolean sql = jdbc.sql("select " + rule.sql() + " from audience a where a.id = :row")
                .param("row", row)
                .params(rule.parameters())
                .query(Boolean.class)
                .single();
        assertThat(sql).as("%s of %s", audience, viewer).isEqualTo(java);
        return java;
    }

    @Test
    void aFirmSeesTheAmberOfTheMemberForWhichItActsAndNeverTheStrict() {
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key())))
                .as("before")
                .isFalse();
        actsForAQuarter();
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isTrue();
        assertThat(sees(member, Audience.of(Tlp.AMBER, firm.key())))
                .as("to its client")
                .isTrue();
        assertThat(sees(firm, Audience.of(Tlp.AMBER_STRICT, member.key()))).isFalse();
        assertThat(sees(firm, Audience.undecided(member.key()))).isFalse();
        assertThat(sees(firm, Audience.of(Tlp.RED, member.key()))).isFalse();
        assertThat(sees(firm, Audience.of(Tlp.AMBER, other.key())))
                .as("no client of it")
                .isFalse();
        assertThat(sees(other, Audience.of(Tlp.AMBER, member.key())))
                .as("another client")
                .isFalse();
    }

    @Test
    void aPurposeThatNeedsNoSightGivesNone() {
        organizations.delegate(firm, member, Set.of("acknowledgement", "reporting"));
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isFalse();
        assertThat(sees(member, Audience.of(Tlp.AMBER, firm.key()))).isFalse();
        organizations.delegate(firm, member, Set.of("reporting", "incident-response"));
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isTrue();
        assertThat(sees(firm, Audience.of(Tlp.AMBER_STRICT, member.key()))).isFalse();
    }

    @Test
    void whatEndsByItsDateEndsAtThatMoment() {
        actsForAQuarter();
        clock.advance(QUARTER.minusMillis(1));
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isFalse();
        assertThat(sees(member, Audience.of(Tlp.AMBER, firm.key()))).isFalse();
        actsForAQuarter();
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).as("again").isTrue();
        organizations.endDelegation(firm, member);
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key())))
                .as("ended by hand")
                .isFalse();
        assertThatThrownBy(() -> organizations.endDelegation(firm, member)).isInstanceOf(Problem.class);
    }

    @Test
    void aFirmSeesWhatGoesToTheGroupsOfItsMembersAsAmberOnly() {
        var id = DATABASE.database().inTransaction(() -> groups.create("Academic", "", Set.of(member.key())));
        long group = organizations.findGroup(id).orElseThrow();
        actsForAQuarter();
        var amber = Audience.of(Tlp.AMBER, other.key()).withGroup(group);
        var strict = Audience.of(Tlp.AMBER_STRICT, other.key()).withGroup(group);
        assertThat(sees(member, amber)).isTrue();
        assertThat(sees(firm, amber)).isTrue();
        assertThat(sees(member, strict)).isTrue();
        assertThat(sees(firm, strict)).isFalse();
        DATABASE.database().inTransaction(() -> groups.change(id, "Academic", "", Set.of(other.key())));
        assertThat(sees(member, amber)).as("left the group").isFalse();
        assertThat(sees(firm, amber)).isFalse();
    }

    @Test
    void nobodyActsForOneThatIsClosedNorByIt() {
        actsForAQuarter();
        organizations.delegate(firm, other, Set.of("monitoring"));
        organizations.close(member.id());
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isFalse();
        assertThat(sees(firm, Audience.of(Tlp.AMBER, other.key())))
                .as("its other client")
                .isTrue();
        organizations.reopen(member.id());
        assertThat(sees(firm, Audience.of(Tlp.AMBER, member.key()))).isTrue();
        organizations.close(firm.id());
        assertThat(sees(member, Audience.of(Tlp.AMBER, firm.key()))).isFalse();
    }

    @Test
    void oneThatIsClosedHasNoSessionsNoKeysAndNoLogIn() {
        var jdbc = DATABASE.database().jdbc();
        var accounts = new Accounts(jdbc, clock);
        var sessions = new Sessions(jdbc, Duration.ofHours(12), clock);
        var tokens = new Tokens(jdbc, clock);
        var ann = accounts.create(member, "ann", "Ann", "three words together", EnumSet.of(Role.READER));
        var session = sessions.open(ann, "", "");
        var key = tokens.issue(member, "proxy", Set.of(Scope.LISTS));
        organizations.close(member.id());
        assertThat(sessions.find(session.secret())).isEmpty();
        assertThat(tokens.find(key.secret())).isEmpty();
        assertThat(accounts.authenticate("ann", "three words together")).isEmpty();
        assertThat(organizations.members()).extracting(Organization::name).containsExactly("Other");
        organizations.reopen(member.id());
        assertThat(sessions.find(session.secret()))
                .as("sessions do not come back")
                .isEmpty();
        assertThat(tokens.find(key.secret())).isPresent();
        assertThat(accounts.authenticate("ann", "three words together")).isPresent();
    }

    @Test
    void whatIsNoDelegationIsRefused() {
        var partner = make("Partner", "partner");
        var cert = make("Cert", "cert");
        var past = Optional.of(clock.instant());
        refused("Only a security firm", () -> organizations.delegate(member, other, Set.of("monitoring")));
        refused("acts for members", () -> organizations.delegate(firm, partner, Set.of("monitoring")));
        refused("acts for members", () -> organizations.delegate(firm, firm, Set.of("monitoring")));
        refused("in the past", () -> organizations.delegate(firm, member, Set.of("monitoring"), past));
        refused("cannot be closed", () -> organizations.close(cert.id()));
        actsForAQuarter();
        refused("end that first", () -> organizations.change(firm.id(), wish("Firm", "supplier")));
        refused("as it was set up", () -> organizations.change(cert.id(), wish("Cert", "hospital")));
        refused("as it was set up", () -> organizations.change(other.id(), wish("Other", "cert")));
        refused("has its CERT", () -> organizations.create(wish("Second", "cert")));
    }

    @Test
    void whoBecomesAPartnerLeavesTheMembers() {
        assertThat(groups.of(other))
                .extracting(SharingGroups.SharingGroup::name)
                .containsExactly("members");
        organizations.change(other.id(), wish("Other", "partner"));
        assertThat(groups.of(other)).isEmpty();
        organizations.change(other.id(), wish("Other", "lab"));
        assertThat(groups.of(other)).hasSize(1);
    }

    private static Organizations.NewOrganization wish(String name, String kind) {
        return new Organizations.NewOrganization(name, kind, "nl", "");
    }

    private static void refused(String because, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(Problem.class).hasMessageContaining(because);
    }
}

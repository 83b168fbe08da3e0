package theriac.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.Tlp;

/// TLP 2.0 as audience sets: the cases that other hubs got wrong, each by name.
class VisibilityTest {

    private static final long CERT = 1;
    private static final long HOSPITAL = 2;
    private static final long OTHER_HOSPITAL = 3;
    private static final long FIRM = 4;
    private static final long MEMBERS = 10;

    private static Viewer of(long organization, Set<Long> circle, Set<Long> groups) {
        return new Viewer.Party("someone", 0, organization, groups, circle, groups, Set.of());
    }

    private static final Viewer HOSPITAL_SEES = of(HOSPITAL, Set.of(HOSPITAL, FIRM), Set.of(MEMBERS));
    private static final Viewer OTHER_SEES = of(OTHER_HOSPITAL, Set.of(OTHER_HOSPITAL), Set.of(MEMBERS));
    private static final Viewer CERT_SEES = of(CERT, Set.of(CERT), Set.of());

    @Test
    void unmarkedStaysWithItsOwner() {
        var audience = Audience.undecided(HOSPITAL);
        assertThat(Visibility.allows(HOSPITAL_SEES, audience)).isTrue();
        assertThat(Visibility.allows(CERT_SEES, audience)).isFalse();
        assertThat(Visibility.allows(Viewer.anonymous(), audience)).isFalse();
    }

    @Test
    void amberOfAFirmReachesItsClients() {
        assertThat(Visibility.allows(HOSPITAL_SEES, Audience.of(Tlp.AMBER, FIRM)))
                .isTrue();
        assertThat(Visibility.allows(OTHER_SEES, Audience.of(Tlp.AMBER, FIRM))).isFalse();
    }

    @Test
    void amberStrictStaysInsideTheOrganization() {
        assertThat(Visibility.allows(HOSPITAL_SEES, Audience.of(Tlp.AMBER_STRICT, FIRM)))
                .isFalse();
        assertThat(Visibility.allows(OTHER_SEES, Audience.of(Tlp.AMBER_STRICT, HOSPITAL)))
                .isFalse();
    }

    @Test
    void amberToAGroupReachesTheGroup() {
        var audience = Audience.of(Tlp.AMBER, CERT).withGroup(MEMBERS);
        assertThat(Visibility.allows(HOSPITAL_SEES, audience)).isTrue();
        assertThat(Visibility.allows(OTHER_SEES, audience)).isTrue();
        assertThat(Visibility.allows(of(9, Set.of(9L), Set.of()), audience)).isFalse();
    }

    @Test
    void aNamedRecipientGetsAmberStrict() {
        var audience = Audience.of(Tlp.AMBER_STRICT, HOSPITAL).withOrganization(CERT);
        assertThat(Visibility.allows(CERT_SEES, audience)).isTrue();
        assertThat(Visibility.allows(OTHER_SEES, audience)).isFalse();
    }

    @Test
    void redIsForNamedPeopleAndNotForTheirColleaguesOrMachines() {
        var audience = Audience.of(Tlp.RED, HOSPITAL).withPerson(7);
        Viewer named = new Viewer.Party("named", 7, CERT, Set.of(), Set.of(CERT), Set.of(), Set.of());
        Viewer colleague = new Viewer.Party("colleague", 8, HOSPITAL, Set.of(), Set.of(HOSPITAL), Set.of(), Set.of());
        assertThat(Visibility.allows(named, audience)).isTrue();
        assertThat(Visibility.allows(colleague, audience)).isFalse();
        assertThat(Visibility.allows(HOSPITAL_SEES, audience)).isFalse();
    }

    @Test
    void clearIsForEverybodyUnlessADistributionLimitNarrowsIt() {
        assertThat(Visibility.allows(Viewer.anonymous(), Audience.of(Tlp.CLEAR, CERT)))
                .isTrue();
        var limited = Audience.of(Tlp.CLEAR, CERT).withOrganization(HOSPITAL);
        assertThat(Visibility.allows(Viewer.anonymous(), limited)).isFalse();
        assertThat(Visibility.allows(HOSPITAL_SEES, limited)).isTrue();
        assertThat(Visibility.allows(OTHER_SEES, limited)).isFalse();
    }

    @Test
    void greenIsForTheCommunityAndNotForTheWorld() {
        assertThat(Visibility.allows(Viewer.anonymous(), Audience.of(Tlp.GREEN, CERT)))
                .isFalse();
        assertThat(Visibility.allows(OTHER_SEES, Audience.of(Tlp.GREEN, CERT))).isTrue();
    }
}

package theriac.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What a producer limits narrows an audience and never widens it: every limit against every label, set of recipients
/// and viewer of a small hub, compared with the two sets that it stands for.
class ReachTest {

    private static final long OWNER = 1;
    private static final UUID KNOWN = UUID.fromString("5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4d1");
    private static final UUID FOREIGN = UUID.fromString("5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4d2");
    private static final long GROUP = 10;

    /// Organisations 1 (the owner) to 4; 2 and 3 are in the group; 4 is the firm of 2 and acts for it.
    private static List<Viewer> viewers() {
        var viewers = new ArrayList<Viewer>();
        viewers.add(Viewer.anonymous());
        for (long organization = 1; organization <= 4; organization++) {
            for (long account : new long[] {0, 100 + organization}) {
                var groups = organization == 2 || organization == 3 ? Set.of(GROUP) : Set.<Long>of();
                var circle = organization == 4 ? Set.of(4L, 2L) : Set.of(organization);
                var circleGroups = organization == 4 ? Set.of(GROUP) : groups;
                viewers.add(new Viewer.Party("v", account, organization, groups, circle, circleGroups, Set.of()));
            }
        }
        return viewers;
    }

    private static List<Audience> audiences() {
        var audiences = new ArrayList<Audience>();
        for (var tlp : Tlp.values()) {
            var plain = Audience.of(tlp, OWNER);
            audiences.addAll(List.of(
                    plain,
                    plain.withOrganization(3),
                    plain.withOrganization(4),
                    plain.withGroup(GROUP),
                    plain.withGroup(11),
                    plain.withGroup(GROUP).withOrganization(4),
                    plain.withPerson(101).withPerson(102).withPerson(104)));
        }
        return audiences;
    }

    @Test
    void aLimitNeverShowsToAnybodyWhatTheAudienceOrTheLimitForbids() {
        var limits = List.of(
                List.of("organization"),
                List.of("community"),
                List.of("group:" + KNOWN),
                List.of("group:" + FOREIGN),
                List.of("group:" + KNOWN, "community"),
                List.of("group:" + KNOWN, "group:" + FOREIGN),
                List.of("community", "organization"),
                List.of("something new"),
                List.of("group:no uuid"),
                List.<String>of());
        for (var audience : audiences()) {
            for (var limit : limits) {
                var narrowed = narrow(audience, limit);
                for (var viewer : viewers()) {
                    if (Visibility.allows(viewer, narrowed)) {
                        assertThat(Visibility.allows(viewer, audience))
                                .as("%s limited to %s, seen by %s", audience, limit, viewer)
                                .isTrue();
                        assertThat(!limit.isEmpty() && limit.stream().allMatch(one -> within(viewer, one))
                                        || isOwner(viewer))
                                .as("%s limited to %s, seen by %s", audience, limit, viewer)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void theOwnerSeesWhatItSawUnlessPeopleWereNamed() {
        var owner = viewers().get(1);
        for (var audience : audiences()) {
            if (audience.tlp() != Tlp.RED) {
                for (var limit : List.of("organization", "community", "group:" + KNOWN)) {
                    assertThat(Visibility.allows(owner, narrow(audience, List.of(limit))))
                            .as("%s limited to %s", audience, limit)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aGroupSeesWhatIsForIt() {
        var open = Audience.of(Tlp.GREEN, OWNER);
        var seeing = viewers().stream()
                .filter(viewer -> Visibility.allows(viewer, narrow(open, List.of("group:" + KNOWN))))
                .map(viewer -> ((Viewer.Party) viewer).organization())
                .distinct();
        assertThat(seeing).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatSaysNothingKeepsItsAudience() {
        var object = StixObject.of((JsonObject) Json.read("{\"type\":\"url\",\"id\":\"url--%s\"}".formatted(KNOWN)));
        assertThat(audiences())
                .allSatisfy(audience -> assertThat(Reach.narrow(audience, object, id -> OptionalLong.empty()))
                        .isEqualTo(audience));
    }

    private static boolean within(Viewer viewer, String limit) {
        return switch (viewer) {
            case Viewer.Party party when limit.equals("community") -> true;
            case Viewer.Party party
            when limit.equals("group:" + KNOWN) -> party.groups().contains(GROUP);
            default -> false;
        };
    }

    private static boolean isOwner(Viewer viewer) {
        return Stream.of(viewer).anyMatch(one -> one instanceof Viewer.Party party && party.organization() == OWNER);
    }

    private static Audience narrow(Audience audience, List<String> limits) {
        var object = (JsonObject) Json.read("{\"type\":\"url\",\"id\":\"url--%s\"}".formatted(KNOWN));
        return Reach.narrow(
                audience,
                StixObject.of(object.with(Reach.PROPERTY, JsonArray.ofTexts(limits))),
                id -> id.equals(KNOWN) ? OptionalLong.of(GROUP) : OptionalLong.empty());
    }
}

package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Community;
import theriac.hub.policy.Ground;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.policy.WhoSees;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;

/// Everybody at once is what each is alone, and who sees is who is let see.
class CommunityTest {

    private static final int ORGANIZATIONS = 12;
    private static final int AUDIENCES = 400;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @Test
    void everybodyAtOnceIsWhatEachIsAloneAndWhoSeesIsWhoIsLetSee() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var organizations = HUB.part(Organizations.class);
        var keys = new ArrayList<Organization>();
        for (int n = 0; n < ORGANIZATIONS; n++) {
            keys.add(
                    HUB.organization("Organisation " + n, n == 0 ? "cert" : n % 4 == 1 ? "security-firm" : "hospital"));
            HUB.part(Accounts.class)
                    .create(keys.get(n), "person" + n, "Person " + n, RunningHub.PASSWORD, EnumSet.of(Role.READER));
        }
        var groups = List.of(organizations.group("One"), organizations.group("Two"));
        for (var organization : keys) {
            groups.stream()
                    .filter(group -> random.nextInt(3) == 0)
                    .forEach(group -> organizations.join(group, organization));
            if (organization.kind().equals("security-firm")) {
                var member = keys.get(2 + 4 * random.nextInt(2));
                organizations.delegate(organization, member, Set.of("all"));
                organizations.delegate(organization, keys.get(3), Set.of(random.nextBoolean() ? "all" : "reporting"));
            }
        }
        HUB.part(Database.class)
                .jdbc()
                .sql("update delegation set until_at = now() - interval '1 day' where member_id = :member")
                .param("member", keys.get(3).key())
                .update();
        organizations.close(keys.get(9).id());
        var viewers = HUB.part(Viewers.class);
        var members = viewers.community().load(true);
        assertThat(members)
                .hasSize(ORGANIZATIONS - 1)
                .extracting(Community.Member::name)
                .doesNotContain("Organisation 9");
        for (var member : members) {
            var alone = viewers.organization(organizations.find(member.id()).orElseThrow());
            assertThat(member.machine()).as("seed %d", seed).isEqualTo(alone);
            for (var person : member.people()) {
                assertThat(person.viewer().circleGroups()).isEqualTo(alone.circleGroups());
                assertThat(person.viewer().account()).isPositive();
            }
        }
        compare(random, seed, members, groups);
    }

    private static void compare(Random random, long seed, List<Community.Member> members, List<Long> groups) {
        // As from the database: without people, nobody is there.
        var deserted = members.stream()
                .map(m -> new Community.Member(m.id(), m.name(), m.kind(), m.machine(), List.of()))
                .toList();
        var whoSees = new WhoSees(people -> people ? members : deserted);
        var grounds = EnumSet.noneOf(Ground.class);
        for (int n = 0; n < AUDIENCES; n++) {
            var audiences = List.of(audience(random, members, groups), audience(random, members, groups));
            var said = new TreeSet<String>();
            for (var seer : whoSees.of(audiences)) {
                said.add(seer.name() + seer.person());
                grounds.add(seer.ground());
                assertThat(seer.through().isEmpty())
                        .as("seed %d: who it comes through is told for the circle alone: %s", seed, seer)
                        .isEqualTo(seer.ground() != Ground.CIRCLE);
                assertThat(new TreeSet<>(seer.through()))
                        .as("seed %d: through whom: %s", seed, seer)
                        .isEqualTo(through(seer, members));
            }
            var allowed = new TreeSet<String>();
            for (var member : members) {
                if (sees(member.machine(), audiences)) {
                    allowed.add(member.name());
                } else {
                    member.people().stream()
                            .filter(person -> sees(person.viewer(), audiences))
                            .forEach(person -> allowed.add(member.name() + person.name()));
                }
            }
            assertThat(said).as("seed %d: %s", seed, audiences).isEqualTo(allowed);
        }
        assertThat(grounds).as("rules that were seen").isEqualTo(EnumSet.allOf(Ground.class));
    }

    /// Those of its circle who are recipients themselves: whose word it is, who is named, or whose group is.
    private static TreeSet<String> through(WhoSees.Seer seer, List<Community.Member> members) {
        var names = new TreeSet<String>();
        var own = members.stream()
                .filter(member -> member.id().equals(seer.organization()))
                .findFirst()
                .orElseThrow()
                .machine();
        var audience = seer.audience();
        for (var other : members) {
            var machine = other.machine();
            boolean recipient = audience.owner() == machine.organization()
                    || audience.organizations().contains(machine.organization())
                    || machine.groups().stream().anyMatch(audience.groups()::contains);
            if (seer.ground() == Ground.CIRCLE
                    && recipient
                    && machine.organization() != own.organization()
                    && own.circle().contains(machine.organization())) {
                names.add(other.name());
            }
        }
        return names;
    }

    private static boolean sees(Viewer viewer, List<Audience> audiences) {
        return audiences.stream().anyMatch(audience -> Visibility.allows(viewer, audience));
    }

    private static Audience audience(Random random, List<Community.Member> members, List<Long> groups) {
        var someone = members.get(random.nextInt(members.size()));
        var audience =
                Audience.of(Tlp.values()[random.nextInt(5)], someone.machine().organization());
        var other = members.get(random.nextInt(members.size()));
        return switch (random.nextInt(4)) {
            case 0 -> audience;
            case 1 -> audience.withOrganization(other.machine().organization());
            case 2 -> audience.withGroup(groups.get(random.nextInt(groups.size())));
            default -> audience.withPerson(other.people().getFirst().viewer().account());
        };
    }
}

package theriac.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;
import theriac.stix.Pap;

/// Law 2: the rule in Java and the rule in SQL are one rule, over random viewers and random audiences.
class VisibilityPropertyTest {

    private static final int ORGANIZATIONS = 6;
    private static final int AUDIENCES = 1_500;
    private static final int VIEWERS = 400;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void javaAndSqlSeeTheSame() {
        long seed = new Random().nextLong();
        var random = new RandomPolicy(new Random(seed), organizations());
        var audiences = new ArrayList<Audience>();
        for (int i = 0; i < AUDIENCES; i++) {
            audiences.add(random.audience());
        }
        var keys = insert(audiences);
        int seen = 0;
        int blocked = 0;
        for (int i = 0; i < VIEWERS; i++) {
            var viewer = random.viewer();
            assertThat(sql(Visibility.sql(viewer, "a")))
                    .as("seed %d, viewer %s", seed, viewer)
                    .isEqualTo(java(viewer, Use.READ, audiences, keys));
            for (var use : Use.values()) {
                assertThat(sql(Visibility.sql(viewer, use, "a")))
                        .as("seed %d, viewer %s, to %s", seed, viewer, use)
                        .isEqualTo(java(viewer, use, audiences, keys));
            }
            seen += java(viewer, Use.READ, audiences, keys).size();
            blocked += java(viewer, Use.BLOCK, audiences, keys).size();
        }
        // A rule that hides or shows everything would agree with itself just as well.
        assertThat(seen).isBetween(VIEWERS * AUDIENCES / 10, VIEWERS * AUDIENCES * 9 / 10);
        assertThat(blocked).isBetween(seen / 4, seen * 9 / 10);
    }

    private static TreeSet<Long> java(Viewer viewer, Use use, List<Audience> audiences, List<Long> keys) {
        var java = new TreeSet<Long>();
        for (int n = 0; n < audiences.size(); n++) {
            if (Visibility.allows(viewer, use, audiences.get(n))) {
                java.add(keys.get(n));
            }
        }
        return java;
    }

    /// The protocol in so many words: what is PAP:AMBER or PAP:RED goes to nothing that blocks.
    @Test
    void whatMustNotBeNoticedIsNotForBlocking() {
        for (var pap : Pap.values()) {
            assertThat(Use.BLOCK.permits(Optional.of(pap)))
                    .as(pap.label())
                    .isEqualTo(pap == Pap.CLEAR || pap == Pap.GREEN);
            assertThat(Use.READ.permits(Optional.of(pap))).isTrue();
        }
        assertThat(Use.BLOCK.permits(Optional.empty())).isTrue();
    }

    /// What is within another reaches nobody else: changing it so takes no second person.
    @Test
    void withinAnotherIsNobodyElse() {
        long seed = new Random().nextLong();
        var random = new RandomPolicy(new Random(seed), List.of(1L, 2L, 3L, 4L, 5L, 6L));
        int within = 0;
        for (int n = 0; n < 60_000; n++) {
            var one = random.audience();
            var other = random.audience();
            if (one.within(other)) {
                within++;
                for (int i = 0; i < 20; i++) {
                    var viewer = random.party();
                    for (var use : Use.values()) {
                        assertThat(Visibility.allows(viewer, use, other) || !Visibility.allows(viewer, use, one))
                                .as("seed %d: %s sees %s and not %s, to %s", seed, viewer, one, other, use)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(within).isGreaterThan(300);
    }

    private static TreeSet<Long> sql(Visibility.Predicate rule) {
        return DATABASE
                .database()
                .jdbc()
                .sql("select a.id from audience a where " + rule.sql())
                .params(rule.parameters())
                .query(Long.class)
                .list()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Long> organizations() {
        var keys = new ArrayList<Long>();
        for (int i = 0; i < ORGANIZATIONS; i++) {
            keys.add(DATABASE.database()
                    .jdbc()
                    .sql("""
                            insert into organization (public_id, name, kind, identity_id, created_at)
                            values (:id, :name, 'member', :name, :now) returning id""")
                    .param("id", UUID.randomUUID())
                    .param("name", "organisation " + i)
                    .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                    .query(Long.class)
                    .single());
        }
        return keys;
    }

    private List<Long> insert(List<Audience> audiences) {
        var keys = new ArrayList<Long>();
        for (var audience : audiences) {
            keys.add(DATABASE.database()
                    .jdbc()
                    .sql("""
                            insert into audience (digest, tlp, owner_id, organizations, groups, people, pap)
                            values (:digest, :tlp, :owner, :organizations, :groups, :people, :pap) returning id""")
                    // The digest of the store makes equal rules one row; here every rule keeps its own.
                    .param("digest", UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .param("tlp", audience.tlp().ordinal())
                    .param("owner", audience.owner())
                    .param("organizations", audience.organizations().toArray(Long[]::new))
                    .param("groups", audience.groups().toArray(Long[]::new))
                    .param("people", audience.people().toArray(Long[]::new))
                    .param("pap", audience.pap().map(Pap::ordinal).orElse(null), Types.SMALLINT)
                    .query(Long.class)
                    .single());
        }
        return keys;
    }
}

package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.testing.TestDatabase;
import theriac.stix.Tlp;

/// Keys of rules are remembered, and only those that are there.
class AudiencesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void aKeyOfATransactionThatRolledBackIsForgotten() {
        var database = DATABASE.database();
        try (var fixture = new StoreFixture(database)) {
            var rule = Audience.of(Tlp.AMBER, fixture.north).withOrganization(fixture.south);
            var audiences = fixture.store.audiences();
            assertThatThrownBy(() -> database.inTransaction(() -> {
                        audiences.intern(rule);
                        throw new IllegalStateException("as if the disk were full");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            long key = audiences.intern(rule);
            assertThat(audiences.intern(rule)).isEqualTo(key);
            assertThat(audiences.load(key)).isEqualTo(rule);
        }
    }
}

package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;

/// Connections are lent in the order in which they are asked for.
class FairConnectionsTest {

    private static final int CLIENTS = 20;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perClass();

    /// Whoever has just given a connection back is quicker than anybody who must be woken.
    @Test
    void whoGivesAConnectionBackAndWantsAnotherStandsBehindThoseWhoWait() throws InterruptedException {
        try (var database = Database.openMigrated(DATABASE.url(), DATABASE.user(), DATABASE.password(), 1)) {
            var served = Collections.synchronizedList(new ArrayList<Integer>());
            var waiting = new ArrayList<Thread>();
            database.inTransaction(() -> {
                for (int client = 0; client < CLIENTS; client++) {
                    waiting.add(asking(database, client, served));
                }
            });
            database.inTransaction(() -> served.add(CLIENTS));
            for (var client : waiting) {
                client.join();
            }
            assertThat(served)
                    .isEqualTo(IntStream.rangeClosed(0, CLIENTS).boxed().toList());
        }
    }

    /// @return when it stands in the queue
    private static Thread asking(Database database, int client, List<Integer> served) {
        var thread = Thread.ofVirtual().start(() -> database.inTransaction(() -> served.add(client)));
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void aConnectionThatIsClosedTwiceIsGivenBackOnce() throws Exception {
        try (var database = Database.openMigrated(DATABASE.url(), DATABASE.user(), DATABASE.password(), 1)) {
            for (int round = 0; round < 3; round++) {
                var connection = database.dataSource().getConnection();
                connection.close();
                connection.close();
                assertThat(connection.isClosed()).isTrue();
            }
            var one = database.dataSource().getConnection();
            var other = Thread.ofVirtual()
                    .start(() -> assertThat(database.answers()).isTrue());
            while (other.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            one.close();
            other.join();
        }
    }
}

package theriac.hub.mail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The life of a row that is sent once, whatever table it stands in: `waiting`, `leased` by one
/// process, `sending` from just before the conversation, then `sent`, `failed`, `uncertain`, or
/// `waiting` again. The table has the columns `id`, `state`, `lease`, `leased_until`, `due_at`,
/// `sent_at` and `problem`. How a row is leased and begun is the table's own.
public final class SendingSql {

    private final JdbcClient jdbc;
    private final String table;

    /// @param table written by us, never by a person
    public SendingSql(JdbcClient jdbc, String table) {
        if (!table.matches("[a-z_]+")) {
            throw new IllegalArgumentException("\"" + table + "\" is no name of a table.");
        }
        this.jdbc = jdbc;
        this.table = table;
    }

    /// What a dead process left: leases that never began go back, conversations that never ended are uncertain.
    public void recover(Instant now) {
        jdbc.sql("update " + table + """
                         set state = case state when 'leased' then 'waiting' else 'uncertain' end, lease = null,
                            problem = case state when 'leased' then problem else
                              'The hub stopped while this was being sent; it may have arrived.' end
                        where state in ('leased', 'sending') and leased_until < :now""").param("now", at(now)).update();
    }

    /// The process goes on with what it has.
    public void renew(UUID lease, Instant until) {
        jdbc.sql("update " + table + """
                         set leased_until = :until
                        where lease = :lease and state in ('leased', 'sending')""")
                .param("until", at(until))
                .param("lease", lease)
                .update();
    }

    public void end(long id, UUID lease, String state, Optional<Instant> sentAt, String problem) {
        jdbc.sql("update " + table + """
                         set state = :state, lease = null, sent_at = :sentAt, problem = :problem
                        where id = :id and lease = :lease""")
                .param("id", id)
                .param("lease", lease)
                .param("state", state)
                .param("sentAt", sentAt.map(SendingSql::at).orElse(null), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("problem", problem)
                .update();
    }

    /// Certainly not sent; due once more.
    public void again(long id, UUID lease, Instant due, String problem) {
        jdbc.sql("update " + table + """
                         set state = 'waiting', lease = null, due_at = :due, problem = :problem
                        where id = :id and lease = :lease""")
                .param("id", id)
                .param("lease", lease)
                .param("due", at(due))
                .param("problem", problem)
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What a log-in must remember between two requests of one browser. It is taken up once, by who has the secret, in
/// time. Thread-safe.
final class Steps {

    /// Long enough to find a telephone and to enter a password elsewhere.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StepsSql sql;
    private final Clock clock;

    Steps(JdbcClient jdbc, Clock clock) {
        this.sql = new StepsSql(jdbc);
        this.clock = clock;
    }

    /// @return the secret, for a cookie
    String keep(JsonObject content) {
        var now = clock.instant();
        sql.forget(at(now));
        var secret = Secrets.random();
        sql.insert(Secrets.hash(secret), Json.write(content), at(now.plus(PATIENCE)));
        return secret;
    }

    /// Looks without taking it up.
    Optional<JsonObject> find(String secret) {
        return sql.find(Secrets.hash(secret), at(clock.instant())).map(text -> (JsonObject) Json.read(text));
    }

    /// Empty when it is unknown, too old, or was taken up already.
    Optional<JsonObject> take(String secret) {
        return sql.take(Secrets.hash(secret), at(clock.instant())).map(text -> (JsonObject) Json.read(text));
    }
}

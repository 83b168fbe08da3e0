package theriac.hub.app;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import theriac.hub.accounts.Issuers;
import theriac.hub.accounts.SecondFactors;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.publications.Webhooks;
import theriac.hub.vault.Renewal;
import theriac.hub.vault.SigningKey;
import theriac.hub.vault.Vault;

/// `./theriac vault renew`: another key for the vault.
final class VaultCommand {

    static final String KEY = "vault.key";

    private final Map<String, String> environment;
    private final PrintStream out;

    VaultCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.println("""
                    ./theriac vault renew [--data=FOLDER]   makes a new key for the vault and seals every secret with it
                    Stop the hub first; of several hubs on one database all, and give each of them the new file vault.key.
                    Cut off at any moment, the same again ends it.""");
            return arguments.isEmpty() ? 2 : 0;
        }
        if (!arguments.getFirst().equals("renew")) {
            throw Problem.badRequest("\"vault\" can only \"renew\": ./theriac vault renew [--data=FOLDER].");
        }
        var config = Installation.settings(environment, arguments.subList(1, arguments.size()));
        mustBeStopped(config);
        var renewal = Renewal.begin(config.dataFolder().resolve(KEY));
        Attached.use(
                config,
                database -> database.inTransaction(() -> {
                    seal(database, renewal);
                    return renewal.done();
                }));
        var old = renewal.end(Instant.now());
        out.printf(
                """
                %,d secrets are sealed with a new key now.%s
                The old key opens backups made before now and nothing here. It lies in %s: keep it with those backups, away from this hub, or delete it.
                Whoever had the old key and a copy of the database can know the secrets themselves: change those at the partners too.
                """,
                renewal.done(),
                renewal.lost() == 0
                        ? ""
                        : " %,d could not be opened with the old one and stay as they are: enter them again."
                                .formatted(renewal.lost()),
                old);
        return 0;
    }

    private static void mustBeStopped(HubConfig config) {
        if (config.database().isEmpty()
                && EmbeddedPostgres.running(config.dataFolder().resolve("postgres"))
                        .isPresent()) {
            throw Problem.conflict("The hub is running. Stop it first: it would go on sealing with the old key.");
        }
    }

    static void seal(Database database, Renewal renewal) {
        Vault.reseal(database, renewal);
        SigningKey.reseal(database, renewal);
        Webhooks.reseal(database, renewal);
        SecondFactors.reseal(database, renewal);
        Issuers.reseal(database, renewal);
    }
}

package theriac.hub.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import theriac.hub.accounts.Organization;
import theriac.hub.app.Installation;
import theriac.hub.core.HubConfig;
import theriac.hub.fetch.Credential;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Scope;
import theriac.hub.vault.Vault;
import theriac.stix.json.JsonObject;

/// Everything that runs while the demo plays: the hub on its PostgreSQL, a mail server and a gateway for short
/// messages that keep what they get, the partner's TAXII server, the members' scouts. Closing it stops all of it, in
/// the reverse
/// order. For one thread; [#close] may come from another.
final class Stage implements AutoCloseable {

    /// The name of the partner's token in the vault.
    static final String PARTNER = "poolster";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    /// To which members forward suspicious mails.
    static final String DESK = "meld@cert.example";

    private final DemoOptions options;
    private final DemoFolder folder;
    private final Path root;
    private final MailSink mails;
    private final SmsSink messages;
    private final Partner partner;
    private final Installation hub;
    private final Cast cast;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<ScoutProcess> scouts = new ArrayList<>();
    private boolean closed;

    /// What the steps find on their way.
    private Optional<UUID> report = Optional.empty();
    private Optional<UUID> publication = Optional.empty();

    private Stage(
            DemoOptions options,
            DemoFolder folder,
            Path root,
            MailSink mails,
            SmsSink messages,
            Partner partner,
            Installation hub) {
        this.options = options;
        this.folder = folder;
        this.root = root;
        this.mails = mails;
        this.messages = messages;
        this.partner = partner;
        this.hub = hub;
        this.cast = Cast.assemble(hub, login -> folder.find("account." + login).isPresent(), folder);
    }

    /// Starts the hub and what surrounds it.
    ///
    /// @param root the project's folder: samples, the scout's program
    static Stage open(DemoOptions options, DemoFolder folder, Path root) throws IOException {
        var token = folder.secret("partner.token");
        int before = folder.find("partner.port").map(Integer::parseInt).orElse(0);
        var mails = MailSink.start(0);
        var opened = new ArrayDeque<Runnable>(List.of(mails::close));
        try {
            mails.keepIn(mails(folder));
            var messages = SmsSink.start(messages(folder));
            opened.push(messages::close);
            var partner = Partner.start(root.resolve("samples/partner-feed.json"), before, token);
            opened.push(partner::close);
            folder.keep("partner.port", Integer.toString(partner.port()));
            var url = "http://127.0.0.1:" + options.port();
            var config = new HubConfig(
                            folder.path(),
                            "127.0.0.1",
                            options.port(),
                            url,
                            Optional.empty(),
                            Optional.of(mails.settings()))
                    .asPlayground()
                    .withReportMail(desk(folder))
                    .withSms(messages.settings());
            var installation = Installation.start(config);
            installation.part(Vault.class).put(PARTNER, "127.0.0.1", new Credential.Bearer(token), "demo");
            return new Stage(options, folder, root, mails, messages, partner, installation);
        } catch (IOException | RuntimeException failed) {
            opened.forEach(Runnable::run);
            throw failed;
        }
    }

    /// Where the mails lie that the hub sent: nobody else gets them.
    static Path mails(DemoFolder folder) {
        return folder.resolve("mails");
    }

    /// The same for short messages.
    static Path messages(DemoFolder folder) {
        return folder.resolve("short-messages");
    }

    /// Where members forward mails to: a port that is kept, so that a demo which goes on has the same.
    private static HubConfig.ReportMail desk(DemoFolder folder) throws IOException {
        int port = folder.find("desk.port").map(Integer::parseInt).orElseGet(Stage::freePort);
        folder.keep("desk.port", Integer.toString(port));
        return new HubConfig.ReportMail(
                DESK,
                Optional.of(new HubConfig.MailListener(InetAddress.getLoopbackAddress(), port, Optional.empty(), "")),
                Optional.empty());
    }

    private static int freePort() {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("This machine has no free port for mails to the desk.", none);
        }
    }

    DemoOptions options() {
        return options;
    }

    DemoFolder folder() {
        return folder;
    }

    Path sample(String name) {
        return root.resolve("samples").resolve(name);
    }

    MailSink mails() {
        return mails;
    }

    Partner partner() {
        return partner;
    }

    Installation hub() {
        return hub;
    }

    Cast cast() {
        return cast;
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    UUID report() {
        return report.orElseThrow(() -> new DemoFailed("There is no report yet."));
    }

    void reported(UUID id) {
        report = Optional.of(id);
    }

    UUID publication() {
        return publication.orElseThrow(() -> new DemoFailed("There is no publication yet."));
    }

    void drafted(UUID id) {
        publication = Optional.of(id);
    }

    /// The person, logged in.
    Session as(Cast.Person person) {
        return sessions.computeIfAbsent(
                person.login(), login -> Session.person(client, hub.url(), login, folder.secret("password." + login)));
    }

    /// A machine of an organisation, with a token of its own.
    Session machine(Organization organization, String name, Scope... scopes) {
        return Session.machine(client, hub.url(), Cast.token(hub, organization, name, scopes));
    }

    /// Sets the hospitals' scouts up, if they are not, and starts them. Their logs are yesterday's.
    ///
    /// @return how many lines of log there are
    int startScouts() throws IOException {
        var program = root.resolve("scout/target/theriac-scout-0.1.0.jar");
        var samples = new SampleLogs(sample("logs"), clock());
        int lines = 0;
        for (int i = 0; i < cast.hospitals().size(); i++) {
            var hospital = cast.hospitals().get(i);
            var name = List.of("noord", "zuid", "oost").get(i);
            var home = folder.resolve("scouts").resolve(name);
            var logs = folder.resolve("logs").resolve(name);
            lines += samples.write(name, logs);
            if (folder.find("scout." + name).isEmpty()) {
                var token = Cast.token(hub, hospital, "scout of " + hospital.name(), Scope.SCOUT);
                ScoutProcess.setUp(program, home, hub.url(), token, logs);
                folder.keep("scout." + name, "set up");
            } else {
                ScoutProcess.point(home, hub.url(), logs);
            }
            start(program, home);
        }
        return lines;
    }

    private synchronized void start(Path program, Path home) throws IOException {
        if (closed) {
            throw new DemoFailed("The demo was stopped.");
        }
        scouts.add(ScoutProcess.start(program, home));
    }

    /// How far the publication got, as the CERT sees it.
    JsonObject immunity() {
        return as(Cast.ANNA).get("/api/publications/" + publication() + "/immunity");
    }

    /// Waits until something has happened.
    ///
    /// @param what for the sentence when it does not
    void await(String what, BooleanSupplier happened) {
        var end = clock().instant().plus(options.data().isPresent() ? PATIENCE.multipliedBy(10) : PATIENCE);
        while (!happened.getAsBoolean()) {
            scouts.forEach(ScoutProcess::check);
            if (clock().instant().isAfter(end)) {
                throw new DemoFailed("The demo waited in vain for this: " + what + ".");
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new DemoFailed("The demo was stopped.");
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        scouts.forEach(ScoutProcess::close);
        hub.close();
        partner.close();
        messages.close();
        mails.close();
        client.shutdownNow();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}

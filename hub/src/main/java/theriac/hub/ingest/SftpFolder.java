package theriac.hub.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchFailure.Kind;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Inflated;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;

/// A folder of an SFTP server: `sftp://files.example.org/feeds?fingerprint=SHA256:…`. The server must show the
/// key of that fingerprint before the password is sent; each content is taken once, by its digest, and files
/// stay where they are. Files whose name begins with a dot or ends with `.part` or `.tmp` are still being
/// written; links are not followed.
final class SftpFolder implements Way {

    private static final int MOST_FILES = 10_000;
    private static final Pattern FINGERPRINT =
            Pattern.compile("(?:^|&)fingerprint=(SHA256:[A-Za-z0-9+/]{43})=?(?:&|$)");

    private final Access access;
    private final Fetcher fetcher;
    private final Spool spool;
    private final Ingest ingest;
    private final Plans plans;
    private final Once once;

    SftpFolder(Feeds.Ground ground, Spool spool) {
        this.access = ground.access();
        this.fetcher = ground.fetcher();
        this.ingest = ground.ingest();
        this.plans = ground.plans();
        this.once = new Once(ingest, plans);
        this.spool = spool;
    }

    private record Waiting(String name, String stamp, long changed) {}

    /// The fingerprint in an address, as `ssh-keygen -l` writes it.
    ///
    /// @throws Problem when there is none
    static String fingerprint(URI address) {
        var found =
                FINGERPRINT.matcher(Optional.ofNullable(address.getRawQuery()).orElse(""));
        if (!found.find()) {
            throw Problem.badRequest(
                    "The address of an SFTP server names its key, so that nobody else can pose as it: sftp://host/folder?fingerprint=SHA256:… as ssh-keygen -lf writes it.");
        }
        return found.group(1);
    }

    @Override
    public Outcome ask(Source source) throws IOException {
        var address = access.address(source, "sftp");
        var wanted = fingerprint(address);
        if (!(access.credential(source, address) instanceof Credential.Basic who)) {
            throw Problem.badRequest("An SFTP server needs a credential with user and password.");
        }
        var addresses = fetcher.addresses(address, Access.rules(source), access.limits());
        try (var client = client(wanted)) {
            client.start();
            // Silence is limited by the client itself; a server that drips for ever is left here.
            var guard = Thread.ofVirtual().start(() -> leave(client));
            try (var session = session(client, address, addresses.getFirst(), who);
                    var files = SftpClientFactory.instance().createSftpClient(session)) {
                return read(
                        source,
                        files,
                        address.getPath() == null || address.getPath().isEmpty() ? "." : address.getPath());
            } finally {
                guard.interrupt();
            }
        } catch (FetchFailure known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new FetchFailure(
                    Kind.UNREACHABLE,
                    "The SFTP server %s does not answer as it should (%s). What was read is stored; the hub goes on the next time."
                            .formatted(
                                    address.getHost(),
                                    Shown.clean(String.valueOf(broken.getMessage()), who.secrets())));
        }
    }

    private void leave(SshClient client) {
        try {
            Thread.sleep(access.limits().total());
            client.close(true);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads no settings and no keys of the machine.
    private SshClient client(String wanted) {
        var limits = access.limits();
        var client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier((session, from, key) -> MessageDigest.isEqual(
                KeyUtils.getFingerPrint(BuiltinDigests.sha256, key).getBytes(StandardCharsets.US_ASCII),
                wanted.getBytes(StandardCharsets.US_ASCII)));
        CoreModuleProperties.IDLE_TIMEOUT.set(client, limits.silence());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.answer());
        return client;
    }

    private ClientSession session(SshClient client, URI address, InetAddress where, Credential.Basic who)
            throws IOException {
        var limits = access.limits();
        int port = address.getPort() < 0 ? 22 : address.getPort();
        var session = client.connect(who.user(), new InetSocketAddress(where, port))
                .verify(limits.connect())
                .getSession();
        session.addPasswordIdentity(who.password());
        session.auth().verify(limits.answer());
        return session;
    }

    private Outcome read(Source source, SftpClient files, String folder) throws IOException {
        var waiting = waiting(files, folder);
        var marks = plans.marks(
                source.key(),
                waiting.stream().map(file -> "file:" + file.name()).toList());
        Optional<Delivery> last = Optional.empty();
        for (var file : waiting) {
            if (!file.stamp().equals(marks.get("file:" + file.name()))) {
                var taken = take(source, files, folder, file);
                last = taken.isPresent() ? taken : last;
            }
        }
        return last.map(Outcome::of).orElseGet(Outcome.Unchanged::new);
    }

    private List<Waiting> waiting(SftpClient files, String folder) throws IOException {
        var found = new ArrayList<Waiting>();
        int seen = 0;
        try (var handle = files.openDir(folder)) {
            var entries = files.readDir(handle);
            while (entries != null) {
                for (var entry : entries) {
                    if (++seen > MOST_FILES) {
                        throw Folder.tooMany(MOST_FILES);
                    }
                    var attributes = entry.getAttributes();
                    if (attributes.isRegularFile() && Folder.isWhole(entry.getFilename())) {
                        var changed = attributes.getModifyTime() == null
                                ? 0
                                : attributes.getModifyTime().toMillis();
                        found.add(new Waiting(entry.getFilename(), attributes.getSize() + " " + changed, changed));
                    }
                }
                entries = files.readDir(handle);
            }
        }
        found.sort(Comparator.comparingLong(Waiting::changed).thenComparing(Waiting::name));
        return found;
    }

    private Optional<Delivery> take(Source source, SftpClient files, String folder, Waiting file) throws IOException {
        try (var content = files.read(folder + "/" + file.name());
                var spooled =
                        spool.keep(Inflated.capped(content, access.limits().bytes()))) {
            return once.take(
                    source, Shown.clean(file.name(), List.of()), spooled, Map.of("file:" + file.name(), file.stamp()));
        } catch (FetchFailure tooLarge) {
            plans.mark(source.key(), Map.of("file:" + file.name(), file.stamp()));
            return Optional.of(
                    ingest.failed(source, Shown.clean(file.name(), List.of()), tooLarge.code(), tooLarge.sentence()));
        }
    }
}

package theriac.hub.core;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Everything an operator can set. Keys come from the environment (`THERIAC_MAIL_HOST`), from
/// `theriac.properties` in the data folder and from the command line (`--mail-host=…`); the later one wins. An
/// unknown key stops the start with a suggestion.
///
/// @param dataFolder where the database, its password and the caches live
/// @param address the address to listen on; the default is loopback, because TLS belongs to a proxy in front
/// @param port the port to listen on; 0 takes a free one
/// @param publicUrl how people reach the hub, for links in mails; without a trailing slash
/// @param database the operator's own PostgreSQL; empty: the hub starts its own
/// @param mail how warnings are sent by mail; empty: portal and machines only
/// @param taxii how much a TAXII client may have and send at once, and how often it may ask
/// @param audit where copies of the audit trail go, and how long it is kept
/// @param certificateProxies addresses of TLS proxies whose word on client certificates counts; empty: nobody's
/// @param web how often people, machines and strangers may ask, and whose word counts on where they are
/// @param logIns when sessions end, and which passwords are refused
/// @param sightingsLeast how many organisations must have seen something before others hear of it; at least 1
/// @param reportMail how suspicious mails are forwarded to the desk
/// @param sms how short messages of what is urgent are sent; empty: they are not
/// @param virusScanner where clamd listens that looks at files from outside; empty: nobody does
/// @param playground whether this hub neither asks nor is asked by any machine but its own
/// @param signing how mails are signed
/// @param lookups what the desk may ask of others
public record HubConfig(
        Path dataFolder,
        String address,
        int port,
        String publicUrl,
        Optional<DatabaseAt> database,
        Optional<MailServer> mail,
        TaxiiLimits taxii,
        AuditCopies audit,
        Set<InetAddress> certificateProxies,
        WebLimits web,
        LogIns logIns,
        int sightingsLeast,
        ReportMail reportMail,
        Optional<SmsGateway> sms,
        Optional<SocketAddress> virusScanner,
        boolean playground,
        MailSigning signing,
        DeskLookups lookups) {

    /// How mails are signed beside the hub's own OpenPGP key, which every hub has.
    ///
    /// @param keystore PKCS#12 with the key and the certificates for S/MIME; empty: none
    /// @param passwordFile whose first line is its password; empty only without a keystore
    /// @param forms `none`, `pgp` or `smime` by kind of mail; absent kinds: S/MIME where there is a
    ///     keystore, otherwise PGP
    public record MailSigning(Optional<Path> keystore, Optional<Path> passwordFile, Map<String, String> forms) {

        /// With the hub's own OpenPGP key.
        public static final MailSigning OWN_KEY = new MailSigning(Optional.empty(), Optional.empty(), Map.of());

        public MailSigning {
            forms = Map.copyOf(forms);
        }
    }

    /// @param address to which people forward suspicious mails; empty: nobody can
    /// @param listen where the hub itself receives mail; empty: it does not
    /// @param mailbox a mailbox that the hub reads; empty: none
    public record ReportMail(String address, Optional<MailListener> listen, Optional<Mailbox> mailbox) {

        /// No way in.
        public static final ReportMail NONE = new ReportMail("", Optional.empty(), Optional.empty());
    }

    /// @param address to listen on
    /// @param port 0 takes a free one
    /// @param keystore PKCS#12 with the key for STARTTLS; empty: not offered
    public record MailListener(InetAddress address, int port, Optional<Path> keystore, String password) {
        @Override
        public String toString() {
            return "MailListener[" + address + ":" + port + ", " + keystore + ", ***]";
        }
    }

    /// @param url `imaps://HOST/FOLDER`
    public record Mailbox(String url, String user, String password) {
        @Override
        public String toString() {
            return "Mailbox[" + url + ", " + user + ", ***]";
        }
    }

    /// So many that none of them can be guessed.
    public static final int SIGHTINGS_LEAST = 3;

    /// @param file a file elsewhere that gets a copy; empty: none
    /// @param syslog a syslog server that gets a copy, as `tcp://HOST:PORT`; empty: none
    /// @param days how long rows are kept; 0: for ever
    public record AuditCopies(String file, String syslog, int days) {

        /// No copies, kept for ever.
        public static final AuditCopies NONE = new AuditCopies("", "", 0);
    }

    /// @param pageLimit most objects on a page, 1 to 10,000
    /// @param largestPost octets of a body, after decompression
    /// @param requestsPerMinute of one token or person; as many may come at once; 0 for no limit
    public record TaxiiLimits(int pageLimit, int largestPost, int requestsPerMinute) {

        /// Pages of 1,000, bodies of 100 MiB, 6,000 requests a minute.
        public static final TaxiiLimits STANDARD = new TaxiiLimits(1_000, 100 << 20, 6_000);
    }

    /// Requests in a minute, as many of which may come at once; 0 for no limit.
    ///
    /// @param perClient of one machine, or of all sessions and keys of one person; TAXII has its own
    /// @param perOrganization of everybody of one organisation
    /// @param perAddress of one address without a log-in, or with a wrong one
    /// @param proxies addresses of proxies whose `X-Forwarded-For` counts; empty: nobody's
    public record WebLimits(int perClient, int perOrganization, int perAddress, Set<InetAddress> proxies) {

        /// 6,000, 60,000 and 600.
        public static final WebLimits STANDARD = new WebLimits(6_000, 60_000, 600, Set.of());
    }

    /// @param idle after which a session ends that nobody uses
    /// @param leakedPasswords a file with SHA-1 digests of passwords that are refused; empty: none
    public record LogIns(Duration idle, Optional<Path> leakedPasswords) {

        /// An hour, and no list.
        public static final LogIns STANDARD = new LogIns(Duration.ofHours(1), Optional.empty());
    }

    /// With the standard limits.
    public HubConfig(
            Path dataFolder,
            String address,
            int port,
            String publicUrl,
            Optional<DatabaseAt> database,
            Optional<MailServer> mail) {
        this(
                dataFolder,
                address,
                port,
                publicUrl,
                database,
                mail,
                TaxiiLimits.STANDARD,
                AuditCopies.NONE,
                Set.of(),
                WebLimits.STANDARD,
                LogIns.STANDARD,
                SIGHTINGS_LEAST,
                ReportMail.NONE,
                Optional.empty(),
                Optional.empty(),
                false,
                MailSigning.OWN_KEY,
                DeskLookups.NONE);
    }

    /// The same with a way in for suspicious mails.
    public HubConfig withReportMail(ReportMail reports) {
        return with(reports, sms, virusScanner, playground, signing);
    }

    /// The same with a virus scanner.
    public HubConfig withVirusScanner(SocketAddress clamd) {
        return with(reportMail, sms, Optional.of(clamd), playground, signing);
    }

    /// The same, as a playground.
    public HubConfig asPlayground() {
        return with(reportMail, sms, virusScanner, true, signing);
    }

    /// The same with mails signed in another way.
    public HubConfig withSigning(MailSigning other) {
        return with(reportMail, sms, virusScanner, playground, other);
    }

    /// The same with a gateway for short messages.
    public HubConfig withSms(SmsGateway gateway) {
        return with(reportMail, Optional.of(gateway), virusScanner, playground, signing);
    }

    private HubConfig with(
            ReportMail reports,
            Optional<SmsGateway> gateway,
            Optional<SocketAddress> clamd,
            boolean alone,
            MailSigning otherSigning) {
        return new HubConfig(
                dataFolder,
                address,
                port,
                publicUrl,
                database,
                mail,
                taxii,
                audit,
                certificateProxies,
                web,
                logIns,
                sightingsLeast,
                reports,
                gateway,
                clamd,
                alone,
                otherSigning,
                lookups);
    }

    /// @param url a JDBC URL
    public record DatabaseAt(String url, String user, String password) {
        @Override
        public String toString() {
            return "DatabaseAt[" + url + ", " + user + ", ***]";
        }
    }

    /// @param user empty: no authentication
    /// @param from the sender's address
    /// @param startTls whether the connection must be upgraded to TLS before anything is said
    public record MailServer(String host, int port, String user, String password, String from, boolean startTls) {
        @Override
        public String toString() {
            return "MailServer[" + host + ":" + port + ", " + user + ", ***, " + from + "]";
        }
    }

    /// One setting, as the reference page shows it.
    ///
    /// @param name dashed; `THERIAC_` and upper case with underscores in the environment
    public record Key(String name, String fallback, String meaning) {
        public String environment() {
            return "THERIAC_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        }
    }

    private static final int PORTS = 65_535;

    /// All keys, in the order of the reference page.
    public static final List<Key> KEYS = List.of(
            new Key("data", "data", "Folder for the database, its password and caches; made when absent."),
            new Key("address", "127.0.0.1", "Address to listen on. Put a TLS proxy in front before you change it."),
            new Key("port", "8080", "Port to listen on; 0 takes a free one."),
            new Key("public-url", "", "How people reach the hub, for links in mails; empty: http://address:port."),
            new Key(
                    "db-url",
                    "",
                    "JDBC URL of your own PostgreSQL 18; empty: the hub starts its own in the data folder."),
            new Key("db-user", "theriac", "User for db-url."),
            new Key("db-password", "", "Password for db-url. Secret: set it in the environment."),
            new Key("mail-host", "", "SMTP server for warnings; empty: no mail is sent."),
            new Key("mail-port", "25", "Port of the SMTP server."),
            new Key("mail-user", "", "User at the SMTP server; empty: no log-in."),
            new Key("mail-password", "", "Password at the SMTP server. Secret: set it in the environment."),
            new Key("mail-from", "", "Sender's address of warnings."),
            new Key("mail-starttls", "true", "Refuse to send before the connection is TLS: true or false."),
            new Key(
                    "smime-keystore",
                    "",
                    "PKCS#12 file with certificate and key to sign mails by S/MIME; empty: they are signed by OpenPGP."),
            new Key("smime-keystore-password-file", "", "File whose first line is the password of smime-keystore."),
            new Key(
                    "mail-signatures",
                    "",
                    "How kinds of mail are signed, with commas: advisory=smime, end-of-day=none, letter=pgp. Others: by S/MIME where smime-keystore is set."),
            new Key(
                    "report-mail-address",
                    "",
                    "Address to which people forward suspicious mails; empty: no mail is taken in."),
            new Key(
                    "report-mail-port",
                    "0",
                    "Port on which the hub itself receives mail for report-mail-address by SMTP; 0: it does not."),
            new Key("report-mail-listen", "127.0.0.1", "IP address to receive that mail on."),
            new Key(
                    "report-mail-keystore",
                    "",
                    "PKCS#12 file with certificate and key for STARTTLS on that port; empty: no STARTTLS."),
            new Key(
                    "report-mail-keystore-password",
                    "",
                    "Password of report-mail-keystore. Secret: set it in the environment."),
            new Key(
                    "report-mail-imap",
                    "",
                    "Mailbox with forwarded mails that the hub reads without changing it: imaps://HOST/FOLDER; empty: none."),
            new Key("report-mail-imap-user", "", "User of that mailbox."),
            new Key("report-mail-imap-password", "", "Password of that mailbox. Secret: set it in the environment."),
            new Key(
                    "sms-gateway",
                    "",
                    "Address of your gateway for short messages of what is urgent: https://HOST/PATH; empty: none are sent."),
            new Key("sms-token", "", "Token at that gateway. Secret: set it in the environment."),
            new Key(
                    "sms-allow",
                    "",
                    "Networks in which that gateway may be although they are not public, with commas, as 10.1.2.0/24."),
            new Key(
                    "virus-scanner",
                    "",
                    "clamd that looks at every file and mail from outside: tcp://HOST:PORT or unix:/PATH; empty: none."),
            new Key(
                    "rdap-service",
                    "",
                    "RDAP service that the desk asks how old a reported domain is: https://HOST/PATH; empty: nobody."),
            new Key(
                    "rdap-bootstrap",
                    "",
                    "File that says which RDAP service knows which domains (RFC 9224), in place of rdap-service."),
            new Key("rdap-allow", "", "Networks of an RDAP service that are fine although not public, with commas."),
            new Key(
                    "follow-links",
                    "false",
                    "Whether analysts may follow a link of a report, which whoever made the link sees: true or false."),
            new Key("follow-links-agent", DeskLookups.PLAIN_AGENT, "What the hub says it is when it follows a link."),
            new Key("taxii-page-limit", "1000", "Most objects on a TAXII page: 1 to 10000."),
            new Key("taxii-largest-post", "104857600", "Octets of a body sent over TAXII, after decompression."),
            new Key(
                    "taxii-requests-per-minute",
                    "6000",
                    "TAXII requests of one token or person in a minute, before 429; 0: no limit."),
            new Key(
                    "audit-file",
                    "",
                    "File that gets a copy of the audit trail, on a disk that others own; empty: none."),
            new Key(
                    "audit-syslog",
                    "",
                    "Syslog server that gets a copy: tcp://HOST:PORT, tls://HOST:PORT or udp://HOST:PORT; empty: none."),
            new Key("audit-days", "0", "Days after which rows of the audit trail are removed; 0: never."),
            new Key(
                    "client-cert-proxies",
                    "",
                    "IP addresses of TLS proxies, with commas, that tell client certificates in Client-Cert; empty: none."),
            new Key(
                    "requests-per-minute",
                    "6000",
                    "Requests of one person or machine in a minute, before 429, TAXII apart; 0: no limit."),
            new Key(
                    "requests-per-minute-organization",
                    "60000",
                    "Requests of everybody of one organisation in a minute, before 429; 0: no limit."),
            new Key(
                    "requests-per-minute-address",
                    "600",
                    "Requests of one address without a log-in, or with a wrong one, in a minute, before 429; 0: no limit."),
            new Key(
                    "forwarding-proxies",
                    "",
                    "IP addresses of proxies, with commas, whose X-Forwarded-For says where somebody is; empty: none."),
            new Key(
                    "session-idle-minutes",
                    Long.toString(LogIns.STANDARD.idle().toMinutes()),
                    "Minutes after which a session ends in which nobody does anything: 5 to 720, which is the longest session."),
            new Key(
                    "leaked-passwords",
                    "",
                    "File of SHA-1 digests of leaked passwords, ordered, one a line, as Have I Been Pwned gives it out; those are refused. Empty: none."),
            new Key(
                    "sightings-least",
                    Integer.toString(SIGHTINGS_LEAST),
                    "Other organisations that must have seen a thing before anybody hears that it was seen: 1 to 1000."),
            new Key(
                    "playground",
                    "false",
                    "A hub to learn on: it asks no machine but its own and is asked by none, so nothing gets out: true or false."));

    /// Reads the settings.
    ///
    /// @param environment the process environment; only `THERIAC_…` is looked at
    /// @param file the content of `theriac.properties`; empty when there is none
    /// @param arguments `--key=value` or `--key value`
    /// @throws Problem with one sentence per fault, all faults at once
    public static HubConfig of(Map<String, String> environment, Map<String, String> file, List<String> arguments) {
        var faults = new ArrayList<String>();
        var values = new TreeMap<String, String>();
        KEYS.forEach(key -> values.put(key.name(), key.fallback()));
        file.forEach((name, value) -> put(values, faults, name, value, "theriac.properties"));
        for (var key : KEYS) {
            var value = environment.get(key.environment());
            if (value != null) {
                values.put(key.name(), value);
            }
        }
        unknownEnvironment(environment, faults);
        arguments(arguments, values, faults);
        int port = number(values, "port", 0, PORTS, faults);
        int mailPort = number(values, "mail-port", 0, PORTS, faults);
        var taxii = new TaxiiLimits(
                number(values, "taxii-page-limit", 1, 10_000, faults),
                number(values, "taxii-largest-post", 1, Integer.MAX_VALUE, faults),
                number(values, "taxii-requests-per-minute", 0, 1_000_000, faults));
        var audit = new AuditCopies(
                text(values, "audit-file"),
                text(values, "audit-syslog"),
                number(values, "audit-days", 0, 36_500, faults));
        var proxies = addresses(values, "client-cert-proxies", faults);
        var web = new WebLimits(
                number(values, "requests-per-minute", 0, 1_000_000, faults),
                number(values, "requests-per-minute-organization", 0, 1_000_000, faults),
                number(values, "requests-per-minute-address", 0, 1_000_000, faults),
                addresses(values, "forwarding-proxies", faults));
        var logIns = new LogIns(
                Duration.ofMinutes(number(values, "session-idle-minutes", 5, 720, faults)),
                Optional.of(text(values, "leaked-passwords"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of));
        var reports = ReportMailSettings.of(values, faults);
        var sms = SmsGateway.of(values, faults);
        var scanner = ScannerSetting.of(values, faults);
        var signing = MailSigningSettings.of(values, faults);
        var lookups = DeskLookups.of(values, faults);
        int sightings = number(values, "sightings-least", 1, 1_000, faults);
        onThisMachine(values, faults);
        if (!faults.isEmpty()) {
            throw Problem.badRequest(String.join("\n", faults));
        }
        return make(
                values, port, mailPort, taxii, audit, proxies, web, logIns, sightings, reports, sms, scanner, signing,
                lookups);
    }

    private static HubConfig make(
            Map<String, String> values,
            int port,
            int mailPort,
            TaxiiLimits taxii,
            AuditCopies audit,
            Set<InetAddress> proxies,
            WebLimits web,
            LogIns logIns,
            int sightings,
            ReportMail reports,
            Optional<SmsGateway> sms,
            Optional<SocketAddress> scanner,
            MailSigning signing,
            DeskLookups lookups) {
        var address = text(values, "address");
        var url = text(values, "public-url");
        var database = text(values, "db-url").isEmpty()
                ? Optional.<DatabaseAt>empty()
                : Optional.of(
                        new DatabaseAt(text(values, "db-url"), text(values, "db-user"), text(values, "db-password")));
        var mail = text(values, "mail-host").isEmpty()
                ? Optional.<MailServer>empty()
                : Optional.of(new MailServer(
                        text(values, "mail-host"),
                        mailPort,
                        text(values, "mail-user"),
                        text(values, "mail-password"),
                        text(values, "mail-from"),
                        !text(values, "mail-starttls").equals("false")));
        return new HubConfig(
                Path.of(text(values, "data")).toAbsolutePath().normalize(),
                address,
                port,
                url.isEmpty() ? "http://" + address + ":" + port : url,
                database,
                mail,
                taxii,
                audit,
                proxies,
                web,
                logIns,
                sightings,
                reports,
                sms,
                scanner,
                text(values, "playground").equals("true"),
                signing,
                lookups);
    }

    /// What a playground is reached by and sends to is this machine.
    private static void onThisMachine(Map<String, String> values, List<String> faults) {
        var wanted = text(values, "playground");
        if (!Set.of("true", "false").contains(wanted)) {
            faults.add("The setting \"playground\" must be true or false, not \"%s\".".formatted(wanted));
        }
        if (!wanted.equals("true")) {
            return;
        }
        for (var name : List.of(
                "address",
                "db-url",
                "mail-host",
                "report-mail-imap",
                "sms-gateway",
                "rdap-service",
                "audit-syslog",
                "virus-scanner")) {
            var value = text(values, name);
            if (!value.isEmpty() && !value.startsWith("unix:") && !isThisMachine(host(value))) {
                faults.add(
                        "A playground has nothing to do with other machines, but \"%s\" is %s. Write 127.0.0.1 there, or take \"playground\" away."
                                .formatted(name, value));
            }
        }
    }

    /// Of an address with or without its scheme, port and path.
    private static String host(String address) {
        return address.replaceFirst("^[a-z:]+://", "").replaceFirst("^\\[(.*)].*$|^([^/:]+)[:/].*$", "$1$2");
    }

    private static boolean isThisMachine(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    /// Addresses and no names: what a name stands for is for others to say.
    private static Set<InetAddress> addresses(Map<String, String> values, String name, List<String> faults) {
        var addresses = new HashSet<InetAddress>();
        for (var part : text(values, name).split("[,\\s]+")) {
            if (!part.isEmpty()) {
                try {
                    addresses.add(InetAddress.ofLiteral(part));
                } catch (IllegalArgumentException noAddress) {
                    faults.add("The setting \"%s\" holds IP addresses with commas between them; \"%s\" is none."
                            .formatted(name, part));
                }
            }
        }
        return addresses;
    }

    static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "").strip();
    }

    private static void put(Map<String, String> values, List<String> faults, String name, String value, String where) {
        if (values.containsKey(name)) {
            values.put(name, value);
        } else {
            faults.add("The setting \"%s\" in %s does not exist.%s".formatted(name, where, suggestion(name)));
        }
    }

    private static void unknownEnvironment(Map<String, String> environment, List<String> faults) {
        for (var name : environment.keySet()) {
            if (name.startsWith("THERIAC_")
                    && KEYS.stream().noneMatch(key -> key.environment().equals(name))) {
                var dashed = name.substring("THERIAC_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                faults.add("The environment variable %s does not exist.%s".formatted(name, suggestion(dashed)));
            }
        }
    }

    private static void arguments(List<String> arguments, Map<String, String> values, List<String> faults) {
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                faults.add("\"%s\" is not a setting: settings are given as --name=value.".formatted(argument));
                continue;
            }
            int equals = argument.indexOf('=');
            var name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (equals >= 0) {
                put(values, faults, name, argument.substring(equals + 1), "the command line");
            } else if (i + 1 < arguments.size()) {
                put(values, faults, name, arguments.get(++i), "the command line");
            } else {
                faults.add("The setting --%s has no value: write --%s=value.".formatted(name, name));
            }
        }
    }

    static int number(Map<String, String> values, String name, int least, int most, List<String> faults) {
        var text = text(values, name);
        if (text.matches("[0-9]{1,10}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Integer.parseInt(text);
        }
        faults.add("The setting \"%s\" must be a %s from %d to %d, not \"%s\"."
                .formatted(name, most == PORTS ? "port number" : "number", least, most, text));
        return least;
    }

    private static String suggestion(String name) {
        return Suggestion.among(KEYS.stream().map(Key::name).toList(), name);
    }
}

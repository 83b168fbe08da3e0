package theriac.hub.ingest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.formats.Format;
import theriac.hub.policy.Audience;
import theriac.hub.store.NewSource;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// A source as a person sets it up.
///
/// @param kind the format of what it says: `csv`, `text`, `misp`, `stix`, `taxii`…
/// @param way how it is asked: `http`, `taxii`, `folder`…; "": things are brought to it
/// @param url its address; "" when the way needs none
/// @param folder its folder below the hub's inbox; "" when the way needs none
/// @param pgpKey public OpenPGP key, armoured, that a file, or each document of a feed, must be signed
///     by; "": none
/// @param credential the name of a secret in the vault; "": none
/// @param allow networks that are fine although they are not public
/// @param options of the format, as JSON: columns, delimiter; "": none
/// @param everyMinutes how often it is asked; absent: when a person asks
/// @param reliability Admiralty scale A to F
/// @param tlp the label for what the source leaves unmarked, as shown: `TLP:AMBER`
/// @param organization whose word it is; absent: the hub's own. It cannot be changed later
/// @param recipients who else may have what it leaves unmarked
/// @param groups sharing groups whose members may have it, whoever is in them later too; absent: as they are
/// @param keepDays after so many days what it said is withdrawn; absent: it is kept, unless a policy says
///     otherwise
public record SourceForm(
        String name,
        String kind,
        String way,
        String url,
        String folder,
        String pgpKey,
        String credential,
        List<String> allow,
        String options,
        Optional<Integer> everyMinutes,
        String reliability,
        String tlp,
        Optional<UUID> organization,
        List<UUID> recipients,
        Optional<List<UUID>> groups,
        String terms,
        String licence,
        Optional<Integer> keepDays,
        boolean enabled) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_MINUTES = 365 * 24 * 60;
    private static final int MOST_DAYS = 36_500;

    /// Names in an address behind which secrets are: they belong into the vault, not into settings that
    /// people read.
    private static final java.util.regex.Pattern SECRET =
            java.util.regex.Pattern.compile("(?i)(^|[?&])[^=&]*(key|token|secret|passw|auth|signature|sig)[^=&]*=[^&]");

    /// The settings that are ours; the rest is the format's.
    /// Ways whose files may have to be signed.
    private static final Set<String> SIGNED = Set.of("http", "misp-feed", "csaf");

    static final Set<String> OURS = Set.of("url", "folder", "pgpKey", "credential", "allow");

    /// What it says is possible.
    ///
    /// @param ways the ways that exist
    /// @throws Problem with the first thing that is not
    void check(Set<String> ways) {
        refuse(name.isBlank() || name.length() > LONGEST_NAME, "A source has a name of 1 to 200 characters.");
        refuse(Format.of(kind).isEmpty(), "The hub cannot read the format \"%s\".".formatted(kind));
        refuse(!way.isEmpty() && !ways.contains(way), "There is no way \"%s\" of asking a source.".formatted(way));
        refuse(way.startsWith("taxii") != kind.equals("taxii"), "TAXII is a way and a format: choose both or neither.");
        refuse(
                way.startsWith("misp-") && !kind.equals("misp"),
                "A MISP feed or server gives MISP events: choose that format.");
        refuse(way.equals("csaf") && !kind.equals("csaf"), "A CSAF provider has CSAF documents: choose that format.");
        refuse(terms.length() > LONGEST_TEXT || licence.length() > LONGEST_NAME, "Terms or licence are too long.");
        refuse(!reliability.matches("[A-F]"), "Reliability is a letter from A to F.");
        everyMinutes.ifPresent(minutes -> refuse(
                minutes < 1 || minutes > MOST_MINUTES, "A source is asked every minute at most, and once a year."));
        keepDays.ifPresent(
                days -> refuse(days < 1 || days > MOST_DAYS, "What a source says is kept 1 to 36,500 days."));
        Access.rules(allow);
        refuse(
                !pgpKey.isBlank() && !SIGNED.contains(way),
                "Signatures are checked of files, MISP feeds and CSAF providers over https only.");
        if (!pgpKey.isBlank()) {
            Signed.by(pgpKey);
        }
        if (way.equals("folder")) {
            Folder.check(folder);
        } else if (!way.isEmpty()) {
            var address = address();
            refuse(
                    credential.isBlank() && (way.equals("imap") || way.equals("sftp")),
                    "A mailbox or an SFTP server needs a credential with user and password.");
            refuse(address.getRawUserInfo() != null, "Keep user and password as a credential, not in the address.");
            refuse(
                    address.getRawQuery() != null
                            && SECRET.matcher(address.getRawQuery()).find(),
                    "The address holds what looks like a secret (a key, a token or the like). Everyone who sees the source would read it: keep it as a credential of the kind parameter.");
        }
        settings();
        label();
    }

    private URI address() {
        return switch (way) {
            case "imap" -> Access.address(url, "imaps", "imap");
            case "sftp" -> {
                var address = Access.address(url, "sftp");
                SftpFolder.fingerprint(address);
                yield address;
            }
            default -> Access.address(url);
        };
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw Problem.badRequest(sentence);
        }
    }

    JsonObject settings() {
        var settings = JsonObject.builder();
        if (!options.isBlank()) {
            var read = Json.parse(options, JsonLimits.standard())
                    .object()
                    .orElseThrow(() -> Problem.badRequest("The options of the format are no JSON object."));
            for (var member : read.members()) {
                refuse(OURS.contains(member.name()), "\"%s\" is no option of a format.".formatted(member.name()));
                settings.put(member.name(), member.value());
            }
        }
        put(settings, "url", way.equals("folder") ? "" : url);
        put(settings, "folder", way.equals("folder") ? folder : "");
        put(settings, "pgpKey", pgpKey);
        put(settings, "credential", credential);
        if (!allow.isEmpty()) {
            settings.put("allow", allow);
        }
        return settings.build();
    }

    private static void put(JsonObject.Builder settings, String name, String value) {
        if (!value.isBlank()) {
            settings.put(name, value.strip());
        }
    }

    private Tlp label() {
        var label = Tlp.ofLabel(tlp)
                .orElseThrow(() -> Problem.badRequest("The labels are those of TLP 2.0, such as TLP:AMBER."));
        refuse(
                label == Tlp.RED,
                "TLP:RED is for named people; it cannot be the label of everything that a source says.");
        return label;
    }

    /// The source to make or to change.
    ///
    /// @param owner whose word it is (internal key)
    /// @param also who may have what it leaves unmarked, beside the owner (internal keys)
    /// @param groups sharing groups that may (internal keys)
    /// @param had the audience that it has: the people who are named for what it marks TLP:RED stay,
    ///     for this form says nothing of them
    NewSource source(long owner, List<Long> also, List<Long> groups, Audience had) {
        var audience = Audience.of(label(), owner);
        for (long person : had.people()) {
            audience = audience.withPerson(person);
        }
        for (long group : groups) {
            audience = audience.withGroup(group);
        }
        for (long organization : also) {
            audience = organization == owner ? audience : audience.withOrganization(organization);
        }
        return new NewSource(
                owner, name.strip(), kind, settings(), reliability.charAt(0), audience, terms.strip(), licence.strip());
    }
}

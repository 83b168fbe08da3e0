package theriac.hub.publications;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.mail.MailMessage;
import theriac.hub.mail.MailSignature;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;

/// A publication as mail. TLP:CLEAR and GREEN carry the text, with every value defanged; AMBER and
/// AMBER+STRICT say only that something waits behind the log-in, not even its title; RED is never
/// mailed.
final class WarningMail {

    private static final int MOST_VALUES = 200;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_BEGINNING = 500;

    private final String certName;
    private final String publicUrl;
    private final Optional<MailSignature> signature;

    /// @param signature who signs it; empty: nobody
    WarningMail(String certName, String publicUrl, Optional<MailSignature> signature) {
        this.certName = certName;
        this.publicUrl = publicUrl;
        this.signature = signature;
    }

    /// @param more whether a section of it, which no mail carries, waits for the recipient behind the log-in
    /// @return empty when nothing about this publication may be mailed to this organisation
    Optional<MailMessage> compose(Publication publication, Organization recipient, boolean more) {
        if (recipient.mail().isEmpty()) {
            return Optional.empty();
        }
        var kind = switch (form(publication.tlp())) {
            case "text" -> "open";
            case "login" -> "login";
            default -> "";
        };
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        var language = recipient.language().equals("en") ? "en" : "nl";
        if (publication.state() == PublicationState.WITHDRAWN) {
            return Optional.of(withdrawn(publication, recipient, kind, language));
        }
        var text = Templates.render("mail-" + kind + "." + language + ".txt", values(publication, language, more));
        var body = text.getOrDefault("body", "");
        boolean update = publication.edition().number() > 0;
        var first = publication.id() + "." + recipient.id();
        return Optional.of(new MailMessage(
                update ? first + "." + publication.edition().number() : first,
                update ? first : "",
                recipient.mail().get(),
                text.getOrDefault(update ? "subject-update" : "subject", ""),
                body,
                PlainHtml.of(language, body, link(publication)),
                list(),
                signature));
    }

    /// That it was taken back, as an answer to the mail that told it.
    private MailMessage withdrawn(Publication publication, Organization recipient, String kind, String language) {
        var text = Templates.render("mail-withdrawn." + language + ".txt", values(publication, language, false));
        var body = text.getOrDefault("body-" + kind, "");
        var first = publication.id() + "." + recipient.id();
        return new MailMessage(
                first + ".withdrawn",
                first,
                recipient.mail().orElseThrow(),
                text.getOrDefault("subject-" + kind, ""),
                body,
                PlainHtml.of(language, body, link(publication)),
                list(),
                signature);
    }

    /// Several warnings in one mail: of what goes by mail as text the title, the label and the beginning; of
    /// the rest only how many there are.
    ///
    /// @param id as of [MailMessage]
    /// @return empty when nothing about any of them may be mailed to this organisation
    Optional<MailMessage> digest(List<Publication> publications, Organization recipient, String id) {
        var told =
                publications.stream().filter(p -> !form(p.tlp()).equals("none")).toList();
        if (recipient.mail().isEmpty() || told.isEmpty()) {
            return Optional.empty();
        }
        var language = recipient.language().equals("en") ? "en" : "nl";
        var file = "mail-digest." + language + ".txt";
        var open = told.stream().filter(p -> form(p.tlp()).equals("text")).toList();
        var hidden = told.size() - open.size();
        var entries = open.stream()
                .map(p -> Templates.section(
                        file,
                        "entry",
                        Map.of(
                                "title", p.wording(language).title(),
                                "reference", p.reference().orElse(""),
                                "version", p.edition().text(),
                                "changed", p.edition().changed().text(language),
                                "label", p.tlp().label(),
                                "summary", beginning(p.wording(language).summary()))))
                .collect(Collectors.joining("\n\n"));
        var strictest = open.stream().map(Publication::tlp).reduce(Tlp::strictest);
        var all = publicUrl + "/publications";
        var text = Templates.render(
                file,
                Map.of(
                        "cert",
                        certName,
                        "count",
                        Integer.toString(told.size()),
                        "tlp",
                        strictest.map(tlp -> " (" + tlp.label() + ")").orElse(" "),
                        "entries",
                        entries,
                        "hidden",
                        hidden == 0
                                ? ""
                                : Templates.section(file, "hidden", Map.of("hidden-count", Integer.toString(hidden))),
                        "link",
                        all));
        var body = text.getOrDefault("body", "");
        return Optional.of(new MailMessage(
                id,
                "",
                recipient.mail().get(),
                text.getOrDefault("subject", ""),
                body,
                PlainHtml.of(language, body, all),
                list(),
                signature));
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST_BEGINNING
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_BEGINNING) - 1)) + "…";
    }

    /// How much of a warning goes by mail: `text`, `login` (only that something waits) or `none`.
    static String form(Tlp tlp) {
        return switch (tlp) {
            case CLEAR, GREEN -> "text";
            case AMBER, AMBER_STRICT -> "login";
            case RED -> "none";
        };
    }

    private Map<String, String> values(Publication publication, String language, boolean more) {
        var words = publication.wording(language);
        return Map.ofEntries(
                Map.entry("cert", certName),
                Map.entry("title", words.title()),
                Map.entry("short-title", shortened(words.title())),
                Map.entry("reference", publication.reference().orElse("")),
                Map.entry("version", publication.edition().text()),
                Map.entry("update", publication.edition().number() > 0 ? "update" : ""),
                Map.entry("changed", publication.edition().changed().text(language)),
                Map.entry("rating", RatingText.of(publication.severity(), language)),
                Map.entry("tlp", publication.tlp().label().replace("TLP:", "")),
                Map.entry("summary", words.summary()),
                Map.entry("advice", words.advice()),
                Map.entry("indicators", indicators(publication)),
                Map.entry("reason", publication.withdrawnReason()),
                Map.entry("more", more ? "more" : ""),
                Map.entry("link", link(publication)));
    }

    private String link(Publication publication) {
        return publicUrl + "/publications/" + publication.id();
    }

    /// `warnings` at the hub's own name; "" when that is an address or a bare name.
    private String list() {
        var host = Optional.ofNullable(URI.create(publicUrl).getHost()).orElse("");
        return host.matches("([A-Za-z0-9-]{1,60}\\.){1,8}[A-Za-z][A-Za-z0-9-]{1,59}") ? "warnings." + host : "";
    }

    /// What is behind the title in a subject must not be cut off with it.
    private static String shortened(String title) {
        return title.length() <= LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, LONGEST_TITLE) - 1)) + "…";
    }

    private static String indicators(Publication publication) {
        var lines = publication.indicators().stream()
                .filter(indicator -> indicator.withdrawnSeq() == 0)
                .limit(MOST_VALUES)
                .map(indicator -> "- " + Defang.defang(indicator.value().text()))
                .collect(Collectors.joining("\n"));
        long more = publication.indicators().size() - MOST_VALUES;
        return more > 0 ? lines + "\n- … +" + more : lines;
    }
}

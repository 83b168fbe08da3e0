package theriac.hub.publications;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.mail.MailMessage;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;

/// A publication as mail. TLP:CLEAR and GREEN carry the text, with every value defanged; AMBER and
/// AMBER+STRICT say only that something waits behind the log-in, not even its title; RED is never
/// mailed.
final class WarningMail {

    private static final int MOST_VALUES = 200;

    private final String certName;
    private final String publicUrl;

    WarningMail(String certName, String publicUrl) {
        this.certName = certName;
        this.publicUrl = publicUrl;
    }

    /// @return empty when nothing about this publication may be mailed to this organisation
    Optional<MailMessage> compose(Publication publication, Organization recipient) {
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
        var text = Templates.render("mail-" + kind + "." + language + ".txt", values(publication, language));
        return Optional.of(new MailMessage(
                publication.id() + "." + recipient.id(),
                recipient.mail().get(),
                text.getOrDefault("subject", ""),
                text.getOrDefault("body", "")));
    }

    /// How much of a warning goes by mail: `text`, `login` (only that something waits) or `none`.
    static String form(Tlp tlp) {
        return switch (tlp) {
            case CLEAR, GREEN -> "text";
            case AMBER, AMBER_STRICT -> "login";
            case RED -> "none";
        };
    }

    private Map<String, String> values(Publication publication, String language) {
        var words = publication.wording(language);
        return Map.of(
                "cert", certName,
                "title", words.title(),
                "reference", publication.reference().orElse(""),
                "tlp", publication.tlp().label().replace("TLP:", ""),
                "summary", words.summary(),
                "advice", words.advice(),
                "indicators", indicators(publication),
                "link", publicUrl + "/publications/" + publication.id());
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

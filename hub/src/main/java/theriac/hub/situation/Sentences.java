package theriac.hub.situation;

import java.util.BitSet;
import java.util.HexFormat;
import theriac.hub.store.LedgerEntry;

/// A ledger row in words, in both languages.
///
/// @param organization who did or received it; "" when the viewer may not know
/// @param name of the object it is about; ""
/// @param count how many rows alike it stands for
record Sentences(LedgerEntry row, String organization, String name, int count) {

    String dutch() {
        var who = organization.isEmpty() ? "Een organisatie" : organization;
        return switch (row.kind()) {
            case CLAIMED, REVISED -> "%s meldde %s.".formatted(source("een bron"), what("een gegeven", "gegevens"));
            case REVOKED -> "%s herriep %s.".formatted(source("een bron"), what("een gegeven", "gegevens"));
            case WITHDRAWN -> "Teruggenomen: %s%s.".formatted(what("een gegeven", "gegevens"), reason());
            case RESTORED -> "Hersteld: %s%s.".formatted(what("een gegeven", "gegevens"), reason());
            case AUDIENCE_CHANGED ->
                "Andere ontvangers voor %s%s.".formatted(what("een gegeven", "gegevens"), reason());
            case MERGED -> "Gegevens als één en hetzelfde aangemerkt%s.".formatted(reason());
            case SPLIT -> "Weer als verschillende gegevens aangemerkt%s.".formatted(reason());
            case SIGHTED -> "%s zag %s in de eigen logs%s.".formatted(who, named("een indicator"), times("keer"));
            case REPORTED -> "%s meldde een verdacht bericht (%s).".formatted(who, text("channel"));
            case DRAFTED -> "Concept gemaakt: %s.".formatted(title("title"));
            case REVIEWED -> "Ter beoordeling aangeboden: %s.".formatted(title("title"));
            case APPROVED -> "Goedgekeurd door een tweede analist: %s.".formatted(title("title"));
            case PUBLISHED ->
                "Gepubliceerd: %s (%s).".formatted(title("title"), indicators("1 indicator", "indicatoren"));
            case UPDATED -> "Bijgewerkt tot versie %s: %s.".formatted(text("version"), title("title"));
            case ACKNOWLEDGED -> "%s las de waarschuwing: %s.".formatted(who, title("title"));
            case FETCHED ->
                misp()
                        ? "%s haalde via MISP op: %s.".formatted(who, named("het overzicht"))
                        : receipt()
                                ? "Blokkeerlijst van %s: %s van %s indicatoren van %s staan erin."
                                        .formatted(who, held(), figure("of"), named("een waarschuwing"))
                                : "%s haalde indicatoren op %s."
                                        .formatted(who, list() ? "als blokkeerlijst" : "over TAXII");
            case INVESTIGATED -> "In een onderzoek is gewerkt.";
            case HANDLED -> "Aan een zaak van de balie is gewerkt.";
            case RECOGNISED -> "%s herkent nu %s.".formatted(who, indicators("1 indicator", "indicatoren"));
            case DELIVERED ->
                failed()
                        ? "%s: de levering brak af na %s gegevens.".formatted(source("Een bron"), figure("read"))
                        : "%s leverde %s gegevens: %s nieuw, %s herzien, %s afgewezen."
                                .formatted(
                                        source("Een bron"),
                                        figure("read"),
                                        figure("created"),
                                        figure("revised"),
                                        figure("rejected"));
        };
    }

    String english() {
        var who = organization.isEmpty() ? "An organisation" : organization;
        return switch (row.kind()) {
            case CLAIMED, REVISED -> "%s told us about %s.".formatted(source("a source"), what("an object", "objects"));
            case REVOKED -> "%s revoked %s.".formatted(source("a source"), what("an object", "objects"));
            case WITHDRAWN -> "Taken back: %s%s.".formatted(what("an object", "objects"), reason());
            case RESTORED -> "Restored: %s%s.".formatted(what("an object", "objects"), reason());
            case AUDIENCE_CHANGED -> "Other recipients for %s%s.".formatted(what("an object", "objects"), reason());
            case MERGED -> "Objects declared one and the same%s.".formatted(reason());
            case SPLIT -> "Objects declared different again%s.".formatted(reason());
            case SIGHTED -> "%s saw %s in its own logs%s.".formatted(who, named("an indicator"), times("times"));
            case REPORTED -> "%s reported a suspicious message (%s).".formatted(who, text("channel"));
            case DRAFTED -> "Drafted: %s.".formatted(title("titleEn"));
            case REVIEWED -> "Sent to review: %s.".formatted(title("titleEn"));
            case APPROVED -> "Approved by a second analyst: %s.".formatted(title("titleEn"));
            case PUBLISHED ->
                "Published: %s (%s).".formatted(title("titleEn"), indicators("1 indicator", "indicators"));
            case UPDATED -> "Updated to version %s: %s.".formatted(text("version"), title("titleEn"));
            case ACKNOWLEDGED -> "%s read the warning: %s.".formatted(who, title("titleEn"));
            case FETCHED ->
                misp()
                        ? "%s fetched over MISP: %s.".formatted(who, named("the index"))
                        : receipt()
                                ? "Block list of %s: %s of %s indicators of %s are in it."
                                        .formatted(who, held(), figure("of"), named("a warning"))
                                : "%s fetched indicators %s.".formatted(who, list() ? "as a block list" : "over TAXII");
            case INVESTIGATED -> "Somebody worked in an investigation.";
            case HANDLED -> "Somebody worked on a case at the desk.";
            case RECOGNISED -> "%s now recognises %s.".formatted(who, indicators("1 indicator", "indicators"));
            case DELIVERED ->
                failed()
                        ? "%s: the delivery broke off after %s objects.".formatted(source("A source"), figure("read"))
                        : "%s delivered %s objects: %s new, %s revised, %s rejected."
                                .formatted(
                                        source("A source"),
                                        figure("read"),
                                        figure("created"),
                                        figure("revised"),
                                        figure("rejected"));
        };
    }

    private String source(String unknown) {
        return row.source().isEmpty() ? unknown : row.source();
    }

    private String what(String one, String many) {
        return count > 1 ? number(count) + " " + many : named(one);
    }

    private String named(String unknown) {
        return name.isEmpty() ? unknown : name;
    }

    private String reason() {
        var reason = text("reason").strip();
        return reason.isEmpty()
                ? ""
                : " (" + (reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason) + ")";
    }

    private String times(String word) {
        long times = row.detail().integer("count").orElse(1);
        return times > 1 ? ", " + number(times) + " " + word : "";
    }

    private String title(String name) {
        return text(name).isEmpty() ? "–" : text(name);
    }

    private String indicators(String one, String many) {
        long indicators = row.detail().integer("indicators").orElse(0);
        return indicators == 1 ? one : number(indicators) + " " + many;
    }

    private boolean list() {
        return text("channel").equals("list");
    }

    /// What a file said of one warning.
    private boolean receipt() {
        return row.detail().text("holds").isPresent();
    }

    private String held() {
        return number(BitSet.valueOf(HexFormat.of().parseHex(text("holds"))).cardinality());
    }

    private boolean misp() {
        return text("channel").equals("misp");
    }

    private boolean failed() {
        return text("state").equals("failed");
    }

    private String figure(String name) {
        return number(row.detail().integer(name).orElse(0));
    }

    private String text(String name) {
        return row.detail().text(name).orElse("");
    }

    /// With a thin space, which both languages read as a separator of thousands.
    private static String number(long figure) {
        return "%,d".formatted(figure).replace(',', '\u202F');
    }
}

package theriac.hub.publications;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A warning as a chat service wants it: the label, the title, the summary, what to do, and the
/// link. Values stay in the
/// portal. Whatever the words say, they make no link, name nobody and notify nobody.
final class WebhookPost {

    /// Characters with which the services' markup begins something.
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~<>@:-]");

    private static final int LONGEST = 2_500;

    private WebhookPost() {}

    /// @param link to the warning behind the log-in
    static byte[] of(Webhook.Shape shape, String cert, Publication publication, String language, String link) {
        var words = told(publication, language);
        var head = "[%s] %s: %s"
                .formatted(cert, publication.tlp().label().toUpperCase(java.util.Locale.ROOT), words.title());
        var body = shape == Webhook.Shape.TEAMS
                ? teams(head, List.of(cut(words.summary()), cut(words.advice())), link)
                : text(shape, head, cut(words.summary()) + "\n\n" + cut(words.advice()), link);
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    /// Of what was taken back only that and why. Of an update the version stands behind the title, and what changed
    /// before everything else.
    private static Wording told(Publication publication, String language) {
        var words = publication.wording(language);
        if (publication.state() == PublicationState.WITHDRAWN) {
            return new Wording(
                    (language.equals("en") ? "Taken back: " : "Ingetrokken: ") + words.title(),
                    publication.withdrawnReason(),
                    "");
        }
        var edition = publication.edition();
        return edition.number() == 0
                ? words
                : new Wording(
                        words.title() + " (" + edition.text() + ")",
                        edition.changed().text(language) + "\n\n" + words.summary(),
                        words.advice());
    }

    /// An adaptive card, as a workflow of Teams takes it. Text blocks read Markdown, so it is taken
    /// out of the words.
    private static JsonObject teams(String head, List<String> texts, String link) {
        var blocks = new java.util.ArrayList<JsonObject>();
        blocks.add(block(head).put("weight", "Bolder").build());
        texts.forEach(text -> blocks.add(block(text).build()));
        var open = JsonObject.builder()
                .put("type", "Action.OpenUrl")
                .put("title", "Theriac")
                .put("url", link)
                .build();
        var card = JsonObject.builder()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", JsonArray.of(blocks))
                .put("actions", JsonArray.of(List.of(open)))
                .build();
        var attachment = JsonObject.builder()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .put("content", card)
                .build();
        return JsonObject.builder()
                .put("type", "message")
                .put("attachments", JsonArray.of(List.of(attachment)))
                .build();
    }

    private static JsonObject.Builder block(String text) {
        return JsonObject.builder()
                .put("type", "TextBlock")
                .put("wrap", true)
                .put("text", MARKUP.matcher(text).replaceAll("\\\\$0"));
    }

    private static JsonObject text(Webhook.Shape shape, String head, String body, String link) {
        var words = head + "\n\n" + body;
        // Slack reads three characters as its own and offers entities for them; Mattermost reads Markdown.
        var safe = shape == Webhook.Shape.SLACK
                ? words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                : MARKUP.matcher(words).replaceAll("\\\\$0");
        var post = JsonObject.builder().put("text", safe + "\n\n" + link);
        return shape == Webhook.Shape.SLACK
                ? post.put("parse", "none")
                        .put("mrkdwn", false)
                        .put("link_names", false)
                        .build()
                : post.build();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST) - 1)) + "…";
    }
}

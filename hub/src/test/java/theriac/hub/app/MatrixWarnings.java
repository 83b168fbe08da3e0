package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import theriac.hub.app.MarkedWorld.Person;
import theriac.hub.app.ReferencePolicy.Marking;
import theriac.hub.app.ReferencePolicy.Recipient;
import theriac.hub.testing.RunningHub;

/// Warnings that are sent in a [MarkedWorld], and what its members' chat channels got of them.
///
/// @param drafter writes them
/// @param approver approves them
/// @param publisher sends them
record MatrixWarnings(
        MarkedWorld world, RunningHub.Browser drafter, RunningHub.Browser approver, RunningHub.Browser publisher) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ON_ITS_WAY = Set.of("waiting", "leased", "sending");
    private static final Set<String> IN_CHATS = Set.of("clear", "green");

    /// A rule on recipients, as JSON.
    static String rule(String kind, String subject) {
        return "{\"rule\":\"%s\",\"subject\":\"%s\"}".formatted(kind, subject);
    }

    /// Sends a warning.
    ///
    /// @param rule on its recipients; "" for none
    /// @return its id
    String published(String label, String title, String rule) {
        var wording = "{\"title\":\"%s\",\"summary\":\"s\",\"advice\":\"a\"}".formatted(title);
        var body = "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":[]}".formatted(label, wording, wording);
        var id = drafter.json(drafter.write("POST", "/api/publications", body, "application/json"))
                .text("id")
                .orElseThrow();
        if (!rule.isEmpty()) {
            var targets = "{\"targets\":[" + rule + "]}";
            drafter.json(drafter.write("PUT", "/api/publications/" + id + "/targets", targets, "application/json"));
        }
        step(drafter, id, "review");
        step(approver, id, "approval");
        step(publisher, id, "publication");
        return id;
    }

    private static void step(RunningHub.Browser browser, String id, String step) {
        browser.json(browser.write("POST", "/api/publications/" + id + "/" + step, "{}", "application/json"));
    }

    /// Sends one and looks at all chats, where the channel of an organisation is its name.
    ///
    /// @param rule on its recipients; "" for none
    void postedAsItShouldBe(ChatSink chat, String label, String rule) {
        var id = published(label, "Chat " + label, rule);
        untilItIsSent(id);
        var recipients = rows("/api/publications/" + id + "/recipients", "recipients", "name");
        assertThat(recipients).as("%s, %s", label, rule).isNotEmpty();
        boolean wide = rule.isEmpty() || label.equals("clear");
        var marking = new Marking(
                label, "cert", wide ? Set.of() : Set.copyOf(recipients), wide ? Set.of("members") : Set.of(), Set.of());
        for (var name : world.organizations.keySet()) {
            boolean here = chat.ids("/" + name).contains(id);
            assertThat(here)
                    .as("%s, %s, chat of %s", label, rule, name)
                    .isEqualTo(IN_CHATS.contains(label) && recipients.contains(name));
            assertThat(here && !world.policy.may(new Recipient(name, ""), marking))
                    .as("%s, %s, chat of %s by the reference policy", label, rule, name)
                    .isFalse();
            world.people.stream()
                    .filter(person -> person.organization().equals(name) && person.reads())
                    .forEach(reader -> opens(reader, chat.ids("/" + name)));
        }
    }

    private static void opens(Person reader, Set<String> ids) {
        for (var id : ids) {
            assertThat(reader.browser().get("/api/publications/" + id).statusCode())
                    .as("%s opens %s, which its organisation's chat got", reader, id)
                    .isEqualTo(200);
        }
    }

    private void untilItIsSent(String id) {
        var end = Instant.now().plus(PATIENCE);
        while (rows("/api/publications/" + id, "deliveries", "state").stream().anyMatch(ON_ITS_WAY::contains)) {
            assertThat(Instant.now()).as("everything is sent by now").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private List<String> rows(String path, String list, String field) {
        return drafter.json(path).array(list).orElseThrow().objects().stream()
                .map(row -> row.text(field).orElseThrow())
                .toList();
    }
}

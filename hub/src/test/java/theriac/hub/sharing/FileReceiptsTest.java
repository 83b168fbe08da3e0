package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Law 6 over random histories: a receipt counts exactly what the fetched bytes held. The files that were fetched are
/// kept here as texts and read again; the hub keeps a bit for each indicator of a warning.
class FileReceiptsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final int STEPS = 70;
    private static final String TAXII = "application/taxii+json;version=2.1";

    private static Organization cert;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
    }

    /// @param values in the order of the warning's indicators
    /// @param ids of the indicators, in that order
    /// @param withdrawn by place, after how many fetches
    private record Warning(String path, List<String> values, List<String> ids, Map<Integer, Integer> withdrawn) {}

    /// @param holds which of the values, by the path of the warning
    private record Fetch(int number, String file, Map<String, Set<Integer>> holds) {}

    /// @param files by path, each with what it is fetched from
    private record Member(Organization organization, String token, List<String> files, List<Fetch> fetches) {}

    @Test
    void aReceiptCountsWhatTheFetchedFilesHeld() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var members = List.of(member("North"), member("South"));
        var warnings = new ArrayList<Warning>();
        int fetches = 0;
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(10);
            if (warnings.isEmpty() || what == 0) {
                warnings.add(publish(random));
            } else if (what == 1) {
                withdraw(random, warnings, fetches);
            } else {
                fetch(random, members.get(random.nextInt(members.size())), warnings, fetches++);
            }
        }
        for (var warning : warnings) {
            check(warning, members, "seed " + seed);
        }
    }

    private static Member member(String name) {
        var organization = HUB.organization(name, "hospital");
        var files = new ArrayList<>(List.of("/lists/domains.txt", "/lists/ips.txt", "/lists/urls.txt"));
        files.add("/exports/" + profile(organization, "few", "", 2) + "/indicators.csv");
        files.add("/exports/" + profile(organization, "none", "source:Nobody", 0) + "/ips.txt");
        return new Member(organization, HUB.token(organization, Scope.LISTS), files, new ArrayList<>());
    }

    private static String profile(Organization organization, String name, String query, int most) {
        return anna.json(anna.write(
                        "POST",
                        "/api/exports",
                        """
                                {"organization":"%s","name":"%s of %s","query":"%s","minConfidence":0,"minScore":0,
                                 "most":%d,"shrinkPercent":100,"growPercent":10000}""".formatted(organization.id(), name, organization.name(), query, most),
                        "application/json"))
                .text("id")
                .orElseThrow();
    }

    private static Warning publish(Random random) {
        var values = new TreeSet<String>();
        int count = 1 + random.nextInt(4);
        while (values.size() < count) {
            int n = random.nextInt(5);
            values.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "bad%d.example".formatted(n);
                        case 1 -> "192.0.2.%d".formatted(n);
                        case 2 -> "https://worse%d.example/x".formatted(n);
                        default -> "%064x".formatted(n + 1);
                    });
        }
        return publish(new ArrayList<>(values));
    }

    private static Warning publish(List<String> values) {
        var words = "{\"title\":\"A warning\",\"summary\":\"What\",\"advice\":\"Do\"}";
        var indicators = String.join(
                ",", values.stream().map(v -> "{\"value\":\"" + v + "\"}").toList());
        var draft = anna.json(anna.write(
                "POST",
                "/api/publications",
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[%s]}".formatted(words, words, indicators),
                "application/json"));
        var path = "/api/publications/" + draft.text("id").orElseThrow();
        anna.json(anna.post(path + "/review", JsonObject.empty()));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        var published = bram.json(bram.post(path + "/publication", JsonObject.empty()))
                .array("indicators")
                .orElseThrow()
                .objects();
        var names = new LinkedHashMap<String, String>();
        published.forEach(
                i -> names.put(i.text("value").orElseThrow(), i.text("id").orElseThrow()));
        return new Warning(path, List.copyOf(names.keySet()), List.copyOf(names.values()), new HashMap<>());
    }

    private static void withdraw(Random random, List<Warning> warnings, int fetches) {
        var warning = warnings.get(random.nextInt(warnings.size()));
        int n = random.nextInt(warning.ids().size());
        if (warning.withdrawn().putIfAbsent(n, fetches) == null) {
            anna.json(anna.post(
                    warning.path() + "/indicators/" + warning.ids().get(n) + "/withdrawal",
                    JsonObject.builder().put("reason", "A mistake.").build()));
        }
    }

    private static void fetch(Random random, Member member, List<Warning> warnings, int number) {
        var file = member.files().get(random.nextInt(member.files().size()));
        var answer = HUB.ask(member.token(), file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var there = new HashSet<>(List.of(answer.body().split("[\",\r\n]+")));
        var holds = new HashMap<String, Set<Integer>>();
        for (var warning : warnings) {
            var held = new HashSet<Integer>();
            for (int n = 0; n < warning.values().size(); n++) {
                if (there.contains(warning.values().get(n))) {
                    held.add(n);
                }
            }
            holds.put(warning.path(), held);
        }
        member.fetches().add(new Fetch(number, file, holds));
    }

    private static void check(Warning warning, List<Member> members, String what) {
        var immunity = anna.json(warning.path() + "/immunity");
        for (var member : members) {
            var name = member.organization().name();
            var row = named(immunity.array("members").orElseThrow().objects(), name);
            var ever = new HashSet<Integer>();
            member.fetches().forEach(fetch -> ever.addAll(fetch.holds().getOrDefault(warning.path(), Set.of())));
            assertThat(row.integer("inFiles")).as("%s, %s", what, name).hasValue(ever.size());
            assertThat(row.text("fetchedAt").isPresent())
                    .as("%s, %s has all of %s", what, name, warning.values())
                    .isEqualTo(ever.size() == warning.values().size());
        }
        for (var withdrawal : immunity.array("withdrawals").orElseThrow().objects()) {
            int n = warning.ids().indexOf(withdrawal.text("indicatorId").orElseThrow());
            for (var member : members) {
                var receipts = withdrawal.array("receipts").orElseThrow().objects().stream()
                        .filter(r -> r.text("organization")
                                .orElseThrow()
                                .equals(member.organization().name()))
                        .map(r -> r.text("confirmedAt").isPresent())
                        .toList();
                assertThat(receipts)
                        .as(
                                "%s, %s and %s",
                                what,
                                member.organization().name(),
                                warning.values().get(n))
                        .isEqualTo(expected(warning, n, member));
            }
        }
    }

    /// None when it was in no file when it was withdrawn; else one, and whether it is in none any more.
    private static List<Boolean> expected(Warning warning, int n, Member member) {
        int when = warning.withdrawn().get(n);
        var holding = new HashMap<String, Boolean>();
        member.fetches().stream()
                .filter(fetch -> fetch.number() < when)
                .forEach(fetch -> holding.put(
                        fetch.file(),
                        fetch.holds().getOrDefault(warning.path(), Set.of()).contains(n)));
        if (!holding.containsValue(true)) {
            return List.of();
        }
        boolean dropped = false;
        for (var fetch : member.fetches()) {
            if (fetch.number() >= when) {
                holding.put(
                        fetch.file(),
                        fetch.holds().getOrDefault(warning.path(), Set.of()).contains(n));
                dropped |= !holding.containsValue(true);
            }
        }
        return List.of(dropped);
    }

    private static JsonObject named(List<JsonObject> rows, String organization) {
        return rows.stream()
                .filter(row -> row.text("organization").orElseThrow().equals(organization))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoPicksOutSomeOrBeginsLaterHasNotReadTheWarning() {
        var east = HUB.organization("East", "hospital");
        var token = HUB.token(east, Scope.TAXII);
        var warning = publish(List.of("east.example", "east2.example"));
        var now = HUB.ask(token, "/taxii2/hub/collections/intelligence/objects/?match[type]=identity", "Accept", TAXII);
        assertThat(now.statusCode()).isEqualTo(200);
        HUB.ask(
                token,
                "/taxii2/hub/collections/indicators/objects/?match[id]="
                        + warning.ids().getFirst(),
                "Accept",
                TAXII);
        assertThat(fetchedAt(warning, east)).isFalse();
        var last = HUB.ask(token, "/taxii2/hub/collections/indicators/manifest/?limit=1000", "Accept", TAXII)
                .headers()
                .firstValue("X-TAXII-Date-Added-Last")
                .orElseThrow();
        publish(List.of("later.example"));
        HUB.ask(
                HUB.token(east, Scope.TAXII),
                "/taxii2/hub/collections/indicators/objects/?added_after=" + last,
                "Accept",
                TAXII);
        assertThat(fetchedAt(warning, east)).isFalse();
        var page = HUB.ask(token, "/taxii2/hub/collections/indicators/objects/?limit=1", "Accept", TAXII);
        for (var next = next(page.body()); next.isPresent(); next = next(page.body())) {
            page = HUB.ask(
                    token, "/taxii2/hub/collections/indicators/objects/?limit=1&next=" + next.get(), "Accept", TAXII);
        }
        assertThat(fetchedAt(warning, east)).isTrue();
    }

    private static java.util.Optional<String> next(String body) {
        return ((JsonObject) Json.read(body)).text("next");
    }

    private static boolean fetchedAt(Warning warning, Organization organization) {
        return named(
                        anna.json(warning.path() + "/immunity")
                                .array("members")
                                .orElseThrow()
                                .objects(),
                        organization.name())
                .text("fetchedAt")
                .isPresent();
    }
}

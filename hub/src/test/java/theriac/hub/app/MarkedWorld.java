package theriac.hub.app;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.app.ReferencePolicy.Marking;
import theriac.hub.app.ReferencePolicy.Recipient;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A small sector in which every kind of marking exists: five organisations, the people of each with each role that
/// exists there, and for each label × owner × recipients an indicator, a relationship to something that all know, and a
/// sighting. Some indicators were told twice, under different markings and in different words; of some the marking was
/// overridden before they were told in full; some are TLP:CLEAR as a whole and marked in one part (ADR 039). Every id
/// and every word says of which thing it is, so that any text can be asked what it gives away.
final class MarkedWorld {

    static final String HUB_OBJECT = "malware--00000000-0000-4000-8000-999999999999";

    private static final Map<String, String> KINDS = new LinkedHashMap<>(Map.of(
            "cert", "cert", "north", "hospital", "south", "hospital", "firm", "security-firm", "partner", "partner"));
    private static final List<String> NAMES = List.of("cert", "north", "south", "firm", "partner");
    /// Lately, for what looks at the last days only.
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private static final int TOLD_TWICE = 30;
    private static final int OVERRIDDEN = 20;

    /// What is marked in a part: of the words, the labels, the references, and by another id than the published one.
    private static final List<String> PARTS =
            List.of("description", "labels.[0]", "external_references.[0].description", "created");
    private static final String OWN_DEFINITION = "marking-definition--00000000-0000-4000-8000-%012d";

    private static final String IN_PART = "in part";
    private static final Pattern ID =
            Pattern.compile("(?:indicator|relationship|sighting)--00000000-0000-4000-8000-(\\d{12})");
    private static final Pattern DOMAIN = Pattern.compile("m(\\d{3})\\.matrix\\.example");
    private static final Pattern WORD = Pattern.compile("w(\\d{3})x([01])z");

    /// One thing that was told, with the marking that counts for each time that it was told.
    ///
    /// @param came the label under which it came where its owner had overridden it; `in part` where the marking is
    ///     that of a part of it; "" otherwise
    record Thing(int number, List<Marking> told, String came) {

        String id() {
            return "indicator--" + tail();
        }

        String domain() {
            return "m%03d.matrix.example".formatted(number);
        }

        String tail() {
            return "00000000-0000-4000-8000-%012d".formatted(number);
        }
    }

    record Person(String organization, Role role, String login, RunningHub.Browser browser) {

        Recipient recipient() {
            return new Recipient(organization, login);
        }

        boolean reads() {
            return role.permissions().contains(Permission.READ_OBJECTS);
        }
    }

    final Map<String, Organization> organizations = new TreeMap<>();
    final List<Person> people = new ArrayList<>();
    final List<Thing> things = new ArrayList<>();
    final ReferencePolicy policy = new ReferencePolicy(
            Map.of("members", Set.of("north", "south"), "mixed", Set.of("south", "partner")),
            Map.of("firm", Set.of("north")));
    private final RunningHub hub;
    private final Map<Recipient, Set<String>> allowed = new HashMap<>();
    private final Map<String, Long> logins = new TreeMap<>();

    MarkedWorld(RunningHub hub, long seed) {
        this.hub = hub;
        for (var name : NAMES) {
            organizations.put(
                    name,
                    hub.part(Organizations.class)
                            .create(new Organizations.NewOrganization(
                                    name, KINDS.get(name), "en", name + "@mail.example")));
        }
        var all = hub.part(Organizations.class);
        all.delegate(organizations.get("firm"), organizations.get("north"), Set.of("detection"));
        policy.groups().get("mixed").forEach(name -> all.join(all.group("mixed"), organizations.get(name)));
        for (var name : NAMES) {
            for (var role : Role.values()) {
                if (name.equals("cert") || role.atMembers()) {
                    people.add(person(name, role));
                }
            }
        }
        mark(new Random(seed));
        tell();
    }

    private Person person(String organization, Role role) {
        var login = organization + "-" + role.text();
        var account = hub.part(Accounts.class)
                .create(organizations.get(organization), login, login, RunningHub.PASSWORD, Set.of(role));
        logins.put(login, account.key());
        return new Person(organization, role, login, hub.logIn(login));
    }

    private void mark(Random random) {
        for (var label : List.of("clear", "green", "amber", "amber+strict", "red")) {
            for (var owner : NAMES) {
                things.add(thing(new Marking(label, owner, Set.of(), Set.of(), Set.of())));
                things.add(thing(new Marking(label, owner, Set.of("north"), Set.of(), Set.of("north-reader"))));
                things.add(thing(new Marking(label, owner, Set.of("partner"), Set.of(), Set.of("firm-analyst"))));
                things.add(thing(new Marking(label, owner, Set.of(), Set.of("members"), Set.of("cert-analyst"))));
                things.add(thing(new Marking(
                        label, owner, Set.of("firm"), Set.of("mixed"), Set.of("south-reader", "partner-reader"))));
            }
        }
        var markings = things.stream().map(thing -> thing.told().getFirst()).toList();
        for (int n = 0; n < TOLD_TWICE; n++) {
            things.add(thing(
                    markings.get(random.nextInt(markings.size())), markings.get(random.nextInt(markings.size()))));
        }
        var overriding =
                markings.stream().filter(each -> !each.label().equals("red")).toList();
        for (int n = 0; n < OVERRIDDEN; n++) {
            var marking = overriding.get(random.nextInt(overriding.size()));
            things.add(new Thing(things.size(), List.of(marking), n % 2 == 0 ? "clear" : "amber+strict"));
        }
        // What a source marks CLEAR or GREEN is for everybody or the community; recipients are for what is stricter.
        markings.stream()
                .filter(each -> strict(each)
                        || each.organizations().isEmpty()
                                && each.recipientGroups().isEmpty())
                .forEach(each -> things.add(new Thing(things.size(), List.of(each), IN_PART)));
    }

    private static boolean strict(Marking marking) {
        return marking.label().startsWith("amber") || marking.label().equals("red");
    }

    private Thing thing(Marking... told) {
        return new Thing(things.size(), List.of(told), "");
    }

    private void tell() {
        var store = hub.part(Store.class);
        var malware = object("""
                {"type":"malware","spec_version":"2.1","id":"%s","is_family":true,"name":"Known to all",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z"}""".formatted(HUB_OBJECT));
        long cert = organizations.get("cert").key();
        store.claims()
                .claim(new ClaimBatch(
                        source("cert", 0), null, List.of(new Candidate(malware, Audience.of(Tlp.CLEAR, cert)))));
        things.stream().filter(thing -> thing.came().equals(IN_PART)).forEach(this::tellInPart);
        things.stream()
                .filter(thing -> !thing.came().isEmpty() && !thing.came().equals(IN_PART))
                .forEach(this::tellOverridden);
        for (var thing : things.stream().filter(each -> each.came().isEmpty()).toList()) {
            for (int time = 0; time < thing.told().size(); time++) {
                var marking = thing.told().get(time);
                var audience = audience(marking);
                store.claims()
                        .claim(new ClaimBatch(
                                source(marking.owner(), time),
                                null,
                                objects(thing, time).stream()
                                        .map(object -> new Candidate(object, audience))
                                        .toList()));
            }
        }
    }

    /// Its owner alone hears of it first, decides for whom it is, and then it comes in full under another label.
    private void tellOverridden(Thing thing) {
        var claims = hub.part(Store.class).claims();
        var marking = thing.told().getFirst();
        var owner = organizations.get(marking.owner());
        var person =
                new Viewer.Party(marking.owner(), 1, owner.key(), Set.of(), Set.of(owner.key()), Set.of(), Set.of());
        long source = source(marking.owner(), 0);
        var labels = List.of("amber+strict", thing.came());
        for (int minute = 0; minute < 2; minute++) {
            var audience = Audience.of(Tlp.ofLabel(labels.get(minute)).orElseThrow(), owner.key());
            var objects = objects(thing, 0, minute);
            claims.claim(new ClaimBatch(
                    source,
                    null,
                    objects.stream().map(each -> new Candidate(each, audience)).toList()));
            if (minute == 0) {
                objects.forEach(each -> claims.override(person, each.id(), audience(marking), "decided"));
            }
        }
    }

    /// As a bundle by the way on which sources deliver, each object TLP:CLEAR, with a part that is marked otherwise: by
    /// the published id or by a definition of the source's own, which comes first, last, or came before.
    private void tellInPart(Thing thing) {
        var marking = thing.told().getFirst();
        var label = Tlp.ofLabel(marking.label()).orElseThrow();
        int way = thing.number() % 4;
        var own = OWN_DEFINITION.formatted(thing.number());
        var definition =
                "{\"type\":\"marking-definition\",\"spec_version\":\"2.1\",\"id\":\"%s\",\"created\":\"%sT09:00:00Z\",\"name\":\"%s\",\"definition_type\":\"statement\",\"definition\":{\"statement\":\"as its name\"}}"
                        .formatted(own, DAY, label.label());
        var parts = new ArrayList<String>();
        objects(thing, 0)
                .forEach(each ->
                        parts.add(inPart(each, way == 0 ? label.markingId().text() : own, thing)));
        parts.add(way == 1 ? 0 : parts.size(), definition);
        long key = organizations.get(marking.owner()).key();
        var source = hub.part(Store.class)
                .sources()
                .register(new NewSource(key, "parts " + thing.number(), "stix", audience(marking)));
        if (way == 3) {
            deliver(source, List.of(definition));
        }
        deliver(source, way == 3 ? parts.subList(0, parts.size() - 1) : parts);
    }

    private void deliver(Source source, List<String> objects) {
        var bundle = "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                .formatted(UUID.randomUUID(), String.join(",", objects));
        var run = hub.part(Ingest.class)
                .take(source, "parts.json", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        if (!run.state().equals("done")) {
            throw new AssertionError(run.toString());
        }
    }

    private static String inPart(StixObject object, String marking, Thing thing) {
        return Json.write(object.json()
                .with("labels", Json.read("[\"plain\"]"))
                .with("external_references", Json.read("[{\"source_name\":\"x\",\"description\":\"y\"}]"))
                .with(
                        "object_marking_refs",
                        Json.read("[\"%s\"]".formatted(Tlp.CLEAR.markingId().text())))
                .with(
                        "granular_markings",
                        Json.read("[{\"marking_ref\":\"%s\",\"selectors\":[\"%s\"]}]"
                                .formatted(marking, PARTS.get(thing.number() / 4 % PARTS.size())))));
    }

    private long source(String owner, int time) {
        long key = organizations.get(owner).key();
        return hub.part(Store.class)
                .sources()
                .register(new NewSource(key, owner + " source " + time, "own", Audience.undecided(key)))
                .key();
    }

    private Audience audience(Marking marking) {
        var groups = hub.part(Organizations.class);
        return new Audience(
                Tlp.ofLabel(marking.label()).orElseThrow(),
                organizations.get(marking.owner()).key(),
                new TreeSet<>(marking.organizations().stream()
                        .map(name -> organizations.get(name).key())
                        .toList()),
                new TreeSet<>(
                        marking.recipientGroups().stream().map(groups::group).toList()),
                new TreeSet<>(marking.people().stream().map(logins::get).toList()));
    }

    /// What is told the second time is newer and in other words.
    private static List<StixObject> objects(Thing thing, int time) {
        return objects(thing, time, time);
    }

    private static List<StixObject> objects(Thing thing, int time, int minute) {
        var common = """
                "spec_version":"2.1","created":"%1$sT10:00:00.000Z","modified":"%1$sT10:0%2$d:00.000Z",
                "description":"w%4$03dx%3$dz\"""".formatted(DAY, minute, time, thing.number());
        return List.of(
                object("{\"type\":\"indicator\",\"id\":\"%s\",%s,\"name\":\"w%03dx%dz\","
                                .formatted(thing.id(), common, thing.number(), time)
                        + "\"pattern\":\"[domain-name:value = '%s']\",\"pattern_type\":\"stix\","
                                .formatted(thing.domain())
                        + "\"valid_from\":\"%sT10:00:00Z\"}".formatted(DAY)),
                object("""
                        {"type":"relationship","id":"relationship--%s",%s,"relationship_type":"indicates",
                         "source_ref":"%s","target_ref":"%s"}""".formatted(thing.tail(), common, thing.id(), HUB_OBJECT)),
                object("""
                        {"type":"sighting","id":"sighting--%s",%s,"sighting_of_ref":"%s","count":%d}""".formatted(thing.tail(), common, thing.id(), 1 + thing.number())));
    }

    private static StixObject object(String text) {
        return StixObject.of((JsonObject) Json.read(text));
    }

    /// What the reference policy lets this recipient have.
    Set<String> allowed(Recipient who) {
        return allowed.computeIfAbsent(who, this::reckon);
    }

    private Set<String> reckon(Recipient who) {
        return things.stream()
                .filter(thing -> thing.told().stream().anyMatch(marking -> policy.may(who, marking)))
                .map(Thing::domain)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Of which things a text speaks, by ids and domains.
    static Set<String> spokenOf(String text) {
        var found = new TreeSet<String>();
        for (var pattern : List.of(ID, DOMAIN)) {
            var matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add("m%03d.matrix.example".formatted(Integer.parseInt(matcher.group(1))));
            }
        }
        return found;
    }

    /// What a text gives away that this recipient may not have: ids, values, and words of a telling that was not for
    /// it.
    Set<String> leaked(String text, Recipient who) {
        var leaked = new TreeSet<>(spokenOf(text));
        leaked.removeAll(allowed(who));
        var words = WORD.matcher(text);
        while (words.find()) {
            var thing = things.get(Integer.parseInt(words.group(1)));
            if (!policy.may(who, thing.told().get(Integer.parseInt(words.group(2))))) {
                leaked.add(words.group().toLowerCase(Locale.ROOT));
            }
        }
        return leaked;
    }
}

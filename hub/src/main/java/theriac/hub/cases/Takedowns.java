package theriac.hub.cases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.formats.XarfMessage;
import theriac.hub.mail.Letters;
import theriac.hub.mail.MailAttachment;
import theriac.hub.mail.MailMessage;
import theriac.hub.policy.Audience;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Asking others to let something disappear. A letter goes to strangers: it carries what is
/// TLP:CLEAR, and nothing else, no organisation's name and no member's message, unless somebody
/// decides so for this letter and writes down why. The egress gate looks once more. Nothing is
/// fetched from what the case is about. Thread-safe.
public final class Takedowns {

    static final int LONGEST_REMARK = 4_000;
    private static final int SHORTEST_REASON = 10;

    private final Cases cases;
    private final TakedownSql sql;
    private final Store store;
    private final Organizations organizations;
    private final Letters letters;
    private final EgressGate gate;
    private final AbuseContacts contacts;
    private final String from;
    private final Runnable wake;

    /// @param contacts the operator's file of contacts; it may be absent
    /// @param from where answers go: the address from which the hub writes, or ""
    /// @param wake called when there is something to send
    public Takedowns(
            Cases cases,
            Database database,
            Store store,
            Organizations organizations,
            Letters letters,
            EgressGate gate,
            java.nio.file.Path contacts,
            String from,
            Runnable wake) {
        this.cases = cases;
        this.sql = new TakedownSql(database);
        this.store = store;
        this.organizations = organizations;
        this.letters = letters;
        this.gate = gate;
        this.contacts = new AbuseContacts(contacts.resolve(AbuseContacts.FILE));
        this.from = from;
        this.wake = wake;
    }

    /// @param value as typed, also defanged; "": the first suspicious value of the report
    /// @param brand whom it imitates; "": as the report says
    record Wish(String title, String text, Optional<UUID> report, String value, String brand) {}

    /// What to write to whom.
    ///
    /// @param role of [Takedown#ROLES]
    /// @param message whether the message of the member who reported it goes along
    /// @param despite why it goes out although something speaks against it; "" while nothing does
    record LetterWish(String role, String to, String language, String remark, boolean message, String despite) {}

    /// Something that speaks against sending a letter.
    ///
    /// @param code `marking`, `name` or `message`
    /// @param subject the label, or the organisation that is named; ""
    record Objection(String code, String subject) {}

    record Composed(String subject, String body, String xarf, List<Objection> objections) {}

    record Written(String role, Letters.Posted posted) {}

    /// A takedown with what was written.
    record Whole(Takedown takedown, List<Written> letters, List<AbuseContacts.Contact> contacts) {}

    Cases.Whole open(Viewer viewer, Wish wish) {
        var person = cases.analyst(viewer);
        var report = wish.report()
                .map(id -> cases.message(person, id).orElseThrow(() -> Problem.notFound("There is no such report.")));
        var value = value(wish.value(), report);
        var brand = wish.brand().isBlank()
                ? report.map(Reported.Message::brand).orElse("")
                : wish.brand().strip();
        if (brand.length() > Cases.LONGEST_TITLE) {
            throw Problem.badRequest("A brand's name has at most %d characters.".formatted(Cases.LONGEST_TITLE));
        }
        var shown = Defang.defang(value.text());
        var title = wish.title().isBlank()
                ? shown.substring(0, Math.min(shown.length(), Cases.LONGEST_TITLE))
                : wish.title();
        return cases.open(
                person,
                CaseKind.TAKEDOWN,
                new Cases.Beginning(title, wish.text(), Optional.empty(), wish.report()),
                made -> sql.insert(
                        made.key(),
                        new Takedown(
                                value,
                                brand,
                                report.map(Reported.Message::at).orElse(made.openedAt()),
                                report.filter(message -> message.suspects().contains(value))
                                        .map(Reported.Message::id))));
    }

    private static NormalValue value(String typed, Optional<Reported.Message> report) {
        var found = typed.isBlank()
                ? report.flatMap(message -> message.suspects().stream()
                        .filter(Takedowns::canDisappear)
                        .findFirst())
                : Values.recognize(Defang.refang(typed.strip())).filter(Takedowns::canDisappear);
        return found.orElseThrow(() -> Problem.badRequest(
                        "Say what is to disappear: a web address, a domain, an IP address or a mail address.")
                .because("takedown.value"));
    }

    private static boolean canDisappear(NormalValue value) {
        return switch (value.kind()) {
            case URL, DOMAIN, IPV4, IPV6, EMAIL -> value.text().length() <= 2_000;
            default -> false;
        };
    }

    Whole load(Viewer viewer, UUID id) {
        return whole(cases.find(viewer, id));
    }

    private Whole whole(DeskCase found) {
        var takedown = sql.find(found.key())
                .orElseThrow(() -> Problem.notFound("There is no such case, or it is not for you."));
        var sent = sql.letters(found.key());
        var roles = sent.stream().collect(Collectors.toMap(TakedownSql.Sent::letter, TakedownSql.Sent::role));
        var written = letters.posted(roles.keySet()).stream()
                .map(posted -> new Written(roles.getOrDefault(posted.key(), "other"), posted))
                .toList();
        return new Whole(takedown, written, contacts.of(XarfMessage.host(takedown.value())));
    }

    /// The letter as it would go out, and what speaks against it.
    Composed preview(Viewer viewer, UUID id, LetterWish wish) {
        var found = cases.find(viewer, id);
        return compose(cases.analyst(viewer), found, whole(found).takedown(), wish);
    }

    /// Writes a letter: when this returns it is in the queue, and is sent once.
    ///
    /// @throws Problem when something speaks against it and nobody says why it goes out all the same
    Cases.Whole send(Viewer viewer, UUID id, LetterWish wish) {
        var person = cases.analyst(viewer);
        var done = cases.changeOpen(person, id, found -> {
            var takedown = whole(found).takedown();
            var composed = compose(person, found, takedown, wish);
            boolean decided = wish.despite().strip().length() >= SHORTEST_REASON;
            if (!composed.objections().isEmpty() && !decided) {
                throw Problem.conflict(
                                "Something speaks against sending this to strangers: write down in at least %d characters why it goes out all the same, or leave it out."
                                        .formatted(SHORTEST_REASON))
                        .because("takedown.objections");
            }
            pass(person, takedown, decided);
            var posted = letters.post(new Letters.Letter(
                    UUID.randomUUID(),
                    wish.to().strip(),
                    composed.subject(),
                    composed.body(),
                    Optional.of(new MailAttachment("xarf.json", "application/json", composed.xarf()))));
            sql.sent(found.key(), posted, wish.role());
            if (found.state().equals("prepared")) {
                cases.remind(found.key(), Reminders.ofTakedown(cases.now()));
            } else {
                cases.remindAgain(found.key(), Reminders.ofTakedown(cases.now()).getFirst());
            }
            cases.enter(
                    person,
                    found.key(),
                    "letter",
                    wish.role() + " " + wish.to().strip(),
                    wish.despite().strip());
            if (found.state().equals("prepared")) {
                cases.moveOn(person, found, "requested");
            }
        });
        wake.run();
        return done;
    }

    /// The gate knows the address and its markings, and nothing of what was composed.
    private void pass(Viewer.Party person, Takedown takedown, boolean decided) {
        var clear = List.of(Audience.of(Tlp.CLEAR, person.organization()));
        gate.pass(
                "takedown",
                Viewer.anonymous(),
                List.of(takedown.value()),
                value -> value.kind().code(),
                value -> decided ? clear : audiences(person, takedown));
    }

    /// Under which the value, or what is around it, stands here. What was typed and is not known is
    /// the typist's own word, who decides by sending it; what came in a report is its reporter's.
    private List<Audience> audiences(Viewer.Party person, Takedown takedown) {
        var known = store.values().findAround(person, List.of(takedown.value())).stream()
                .map(hit -> store.audiences().load(hit.audience()))
                .toList();
        if (!known.isEmpty()) {
            return known;
        }
        return List.of(
                takedown.report().isPresent()
                        ? Audience.undecided(person.organization())
                        : Audience.of(Tlp.CLEAR, person.organization()));
    }

    private Composed compose(Viewer.Party person, DeskCase found, Takedown takedown, LetterWish wish) {
        check(wish);
        var cert = organizations.find(person.organization()).orElseThrow();
        var message = wish.message()
                ? cases.messages(person, found).map(Reported.Message::text).findFirst()
                : Optional.<String>empty();
        var facts = new ComplaintText.Facts(
                cert.name(),
                Defang.defang(takedown.value().text()),
                takedown.brand(),
                takedown.firstSeen(),
                cases.zone(),
                CaseSql.clean(wish.remark()),
                message.map(Defang::defang).map(CaseSql::clean).orElse(""),
                number(found));
        var body = ComplaintText.body(wish.language(), facts);
        var xarf = Json.write(xarf(found, takedown, cert, message).render());
        return new Composed(
                ComplaintText.subject(wish.language(), facts),
                body,
                xarf,
                objections(
                        person,
                        takedown,
                        message,
                        wish.remark() + "\n" + takedown.brand() + "\n" + message.orElse("")));
    }

    private XarfMessage xarf(DeskCase found, Takedown takedown, Organization cert, Optional<String> message) {
        return new XarfMessage(
                found.id(),
                takedown.firstSeen(),
                cert.name(),
                from.isEmpty() ? cert.mail().orElse("") : from,
                takedown.value(),
                takedown.brand(),
                message.map(text -> {
                    var bytes = text.getBytes(StandardCharsets.UTF_8);
                    return new XarfMessage.Evidence(
                            "The message in which it came",
                            Base64.getEncoder().encodeToString(bytes),
                            "sha256:" + Sha256.hex(bytes));
                }));
    }

    private List<Objection> objections(
            Viewer.Party person, Takedown takedown, Optional<String> message, String written) {
        var objections = new ArrayList<Objection>();
        var audiences = audiences(person, takedown);
        if (audiences.stream().noneMatch(audience -> audience.tlp() == Tlp.CLEAR && audience.unlimited())) {
            objections.add(new Objection(
                    "marking",
                    audiences.stream()
                            .map(Audience::tlp)
                            .min(java.util.Comparator.naturalOrder())
                            .orElse(Tlp.AMBER_STRICT)
                            .label()));
        }
        if (message.isPresent()) {
            objections.add(new Objection("message", ""));
        }
        var text = written.toLowerCase(Locale.ROOT);
        var named = new TreeSet<String>();
        for (var organization : organizations.all()) {
            if (organization.key() != person.organization() && isNamed(text, organization)) {
                named.add(organization.name());
            }
        }
        named.forEach(name -> objections.add(new Objection("name", name)));
        return List.copyOf(objections);
    }

    private static boolean isNamed(String text, Organization organization) {
        var domain = organization.mail().map(mail -> mail.substring(mail.indexOf('@') + 1));
        return text.contains(organization.name().toLowerCase(Locale.ROOT))
                || domain.filter(name -> text.contains(name.toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    private static void check(LetterWish wish) {
        if (!Takedown.ROLES.contains(wish.role())) {
            throw Problem.badRequest("A letter goes to one of %s, not to \"%s\"."
                    .formatted(String.join(", ", Takedown.ROLES), wish.role()));
        }
        if (!MailMessage.isAddress(wish.to().strip())) {
            throw Problem.badRequest("A letter goes to exactly one mail address, without a name.")
                    .because("takedown.address");
        }
        if (!wish.language().equals("nl") && !wish.language().equals("en")) {
            throw Problem.badRequest("A letter is written in \"nl\" or \"en\".");
        }
        if (wish.remark().length() > LONGEST_REMARK || wish.despite().length() > LONGEST_REMARK) {
            throw Problem.badRequest("A remark and a reason have at most %,d characters.".formatted(LONGEST_REMARK));
        }
    }

    /// By which both sides find the case again: the beginning of its id.
    static String number(DeskCase found) {
        return found.id().toString().substring(0, 8);
    }

    /// What shows that it was there and that we asked; never whose report it was.
    ///
    /// @param message whether the message of the member who reported it is a part
    Evidence evidence(Viewer viewer, UUID id, boolean message) {
        var person = cases.analyst(viewer);
        var found = cases.find(person, id);
        var whole = whole(found);
        var cert = organizations.find(person.organization()).orElseThrow();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("value.txt", whole.takedown().value().text() + "\n");
        parts.put(
                "xarf.json",
                Json.write(xarf(found, whole.takedown(), cert, Optional.empty()).render()));
        if (message) {
            int number = 1;
            for (var one : cases.messages(person, found).toList()) {
                parts.put("message-%d.txt".formatted(number++), one.text());
            }
        }
        int number = 1;
        for (var written : whole.letters()) {
            var letter = written.posted().letter();
            parts.put(
                    "letter-%d-%s.txt".formatted(number++, written.role()),
                    "To: %s\nSubject: %s\nState: %s, %s\n\n%s"
                            .formatted(
                                    letter.to(),
                                    letter.subject(),
                                    written.posted().state(),
                                    written.posted().at(),
                                    letter.text()));
        }
        return Evidence.of(number(found), found.openedAt(), parts);
    }
}

package theriac.hub.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// The named people for whom is what a source marks TLP:RED: of the hub's own body and of members. That
/// one more is named takes two and counts for what the source said before too; that one is named no
/// longer counts at once. Thread-safe.
public final class RedReaders implements Deed {

    private static final String PERSON = "person";

    private final Store store;
    private final People people;

    public RedReaders(Store store, People people) {
        this.store = store;
        this.people = people;
    }

    /// What ingest must know of people; `app` hands it over.
    public interface People {

        /// Somebody of the sector who may log in; empty: there is no such person.
        Optional<Person> find(String login);

        /// The same by internal key; empty also for who may log in no longer.
        Optional<Person> find(long account);
    }

    /// @param account internal key
    /// @param organization name of it
    public record Person(long account, String login, String name, String organization) {}

    @Override
    public String kind() {
        return "source-red";
    }

    @Override
    public Permission permission() {
        return Permission.CONFIGURE_SOURCES;
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        var source = store.sources()
                .find(decider, UUID.fromString(wish.subject()))
                .orElseThrow(() -> Problem.conflict("There is no such source any more."));
        var person = people.find(wish.what().text(PERSON).orElseThrow())
                .orElseThrow(() -> Problem.conflict("There is no such person any more."));
        var named = new TreeSet<>(source.audience().people());
        named.add(person.account());
        set(decider, source, named, wish.reason());
    }

    /// Who is named, in the order of the log-in names; who may log in no longer is left out.
    List<Person> named(Source source) {
        return source.audience().people().stream()
                .flatMap(account -> people.find(account).stream())
                .sorted(Comparator.comparing(Person::login))
                .toList();
    }

    /// @throws Problem when there is no such person of the sector
    Person load(String login) {
        return people.find(login)
                .orElseThrow(() -> Problem.badRequest(
                        "There is no person of the CERT or of a member with the log-in name \"%s\".".formatted(login)));
    }

    Wish wish(Source source, Person person, String reason) {
        mustComeFromOutside(source);
        return new Wish(
                kind(),
                source.id().toString(),
                source.name(),
                List.of(Tlp.RED.label(), "%s (%s)".formatted(person.name(), person.organization())),
                JsonObject.builder().put(PERSON, person.login()).build(),
                reason);
    }

    /// @param named account keys
    void set(Viewer actor, Source source, SortedSet<Long> named, String reason) {
        mustComeFromOutside(source);
        var before = source.audience();
        var audience = new Audience(
                before.tlp(), before.owner(), before.organizations(), before.groups(), named, before.pap());
        var changed = new NewSource(
                source.organization(),
                source.name(),
                source.kind(),
                source.settings(),
                source.reliability(),
                audience,
                source.terms(),
                source.licence());
        store.sources()
                .change(source.key(), changed, false)
                .orElseThrow(() -> Problem.conflict("The source could not be changed; look at it again."));
        store.claims().name(actor, source.key(), named, reason);
    }

    /// What an organisation writes itself for named people is for those of each investigation (ADR 032).
    private static void mustComeFromOutside(Source source) {
        if (source.kind().equals("own")) {
            throw Problem.conflict(
                    "What your own organisation writes is for whom its authors chose: nobody is named for it here.");
        }
    }
}

package theriac.hub.ingest;

import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;

/// Who reads what a source marks TLP:RED, over HTTP.
@RestController
public final class RedReaderRoutes {

    private static final int MOST = 50;
    private static final int LONGEST = 2_000;

    private final Sources sources;
    private final RedReaders readers;
    private final Proposals waiting;

    public RedReaderRoutes(Sources sources, RedReaders readers, Proposals waiting) {
        this.sources = sources;
        this.readers = readers;
        this.waiting = waiting;
    }

    /// @param login by which a person is named
    public record RedReader(String login, String name, String organization) {}

    /// @param people who are named; with nobody, what the source marks TLP:RED is stored and nobody sees it
    /// @param proposed log-in names of those who wait for a second person
    public record RedReaderList(List<RedReader> people, List<String> proposed) {}

    /// @param people log-in names of all who are to be named
    /// @param reason why; who decides reads it, and so does who sees what ends for them
    public record RedReaderWish(List<String> people, String reason) {}

    @GetMapping("/api/sources/{id}/red")
    @Requires(Permission.CONFIGURE_SOURCES)
    RedReaderList redReaders(Viewer viewer, @PathVariable UUID id) {
        return list(load(viewer, id), List.of());
    }

    /// For who is named no longer all of it is withdrawn; who is named anew waits for a second person.
    @PutMapping("/api/sources/{id}/red")
    @Requires(value = Permission.CONFIGURE_SOURCES, confirmed = true)
    RedReaderList nameRedReaders(Viewer viewer, @PathVariable UUID id, @RequestBody RedReaderWish wish) {
        var source = load(viewer, id);
        if (wish.reason().isBlank() || wish.reason().length() > LONGEST) {
            throw Problem.badRequest("Say why, in at most %d characters.".formatted(LONGEST));
        }
        if (wish.people().size() > MOST) {
            throw Problem.badRequest("TLP:RED is for few: at most %d people.".formatted(MOST));
        }
        var wanted = wish.people().stream()
                .distinct()
                .map(readers::load)
                .collect(Collectors.toMap(RedReaders.Person::account, person -> person));
        var had = source.audience().people();
        var kept = new TreeSet<>(had);
        if (kept.retainAll(wanted.keySet())) {
            readers.set(viewer, source, kept, wish.reason());
        }
        var proposed = wanted.values().stream()
                .filter(person -> !had.contains(person.account()))
                .map(person -> {
                    waiting.propose(viewer, readers.wish(source, person, wish.reason()));
                    return person.login();
                })
                .sorted()
                .toList();
        return list(load(viewer, id), proposed);
    }

    private RedReaderList list(Source source, List<String> proposed) {
        return new RedReaderList(
                readers.named(source).stream()
                        .map(each -> new RedReader(each.login(), each.name(), each.organization()))
                        .toList(),
                proposed);
    }

    private Source load(Viewer viewer, UUID id) {
        return sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }
}

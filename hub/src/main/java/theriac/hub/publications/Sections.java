package theriac.hub.publications;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Audiences;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// The sections of warnings (ADR 045): who reads which of them. What a warning says is stored and handed on
/// without them; this is the only place where they are read for somebody, and the egress gate is asked of each.
/// Thread-safe.
final class Sections {

    private final SectionSql sql;
    private final Audiences audiences;
    private final EgressGate gate;

    Sections(Database database, Audiences audiences, EgressGate gate) {
        this.sql = new SectionSql(database.jdbc());
        this.audiences = audiences;
        this.gate = gate;
    }

    /// Those that this reader may have, of the version that the warning is now.
    ///
    /// @param way out, for the gate and the audit trail
    List<Section> read(String way, Viewer viewer, Publication publication) {
        return read(way, viewer, publication, publication.edition().number(), audiences.visible(viewer));
    }

    private List<Section> read(String way, Viewer viewer, Publication publication, int edition, long[] visible) {
        var found = sql.list(publication.key(), edition, visible);
        return gate.pass(
                way,
                viewer,
                found,
                section -> "%s#%s-%s-%d"
                        .formatted(
                                publication.id(),
                                section.language(),
                                section.part().text(),
                                section.number()),
                section -> List.of(audiences.load(section.audience())));
    }

    /// Whether there is one that this reader may have: for what only says so.
    boolean any(Viewer viewer, Publication publication) {
        return sql.all(publication.key(), publication.edition().number()).stream()
                .anyMatch(section -> Visibility.allows(viewer, audiences.load(section.audience())));
    }

    /// What somebody wrote into a draft, which only its owner reads.
    ///
    /// @param owner internal key of the audience of drafts
    void write(long publication, int edition, long owner, Written dutch, Written english) {
        var all = Stream.concat(dutch.sections().stream(), english.sections().stream())
                .map(section -> section.named(owner, Optional.empty()))
                .toList();
        sql.replace(publication, edition, all);
    }

    /// Gives the draft of a warning's next version the sections that the warning has.
    void carryOver(Publication warning, long draft, long owner) {
        var all = sql.all(warning.key(), warning.edition().number()).stream()
                .map(section -> section.named(owner, Optional.empty()))
                .toList();
        sql.replace(draft, warning.edition().number() + 1, all);
    }

    /// @throws theriac.hub.core.Problem when nobody can review it so
    void checkReady(Publication draft) {
        Written.checkReady(draft, sql.all(draft.key(), draft.edition().number()));
    }

    /// Lines that stood in a section of the warning and that its update shows to more people.
    ///
    /// @return none of a draft that is no update, or whose sections are no looser
    List<String> loosened(Publication draft) {
        if (!draft.updates()) {
            return List.of();
        }
        long warning = draft.edition().of().orElseThrow().key();
        var now = sql.all(draft.key(), draft.edition().number());
        return sql.all(warning, draft.edition().number() - 1).stream()
                .flatMap(old -> Written.telling(old)
                        .filter(line -> Written.standsOpen(draft, line)
                                || now.stream()
                                        .anyMatch(section -> section.tlp().compareTo(old.tlp()) < 0
                                                && Written.stands(section.text(), line))))
                .distinct()
                .toList();
    }

    /// What publishing makes of sections.
    ///
    /// @param fresh English ones whose note is new
    /// @param gone notes that carry nothing any more
    record Settled(List<Section> fresh, List<StixId> gone) {}

    /// Decides for whom each section is from now on, and which note carries it. What the version before said with
    /// the same words for the same people keeps its note. Call in the transaction that publishes.
    ///
    /// @param warning internal key: the same as the draft's for the first version
    /// @param before the version before; empty for the first
    /// @param audience whom a label reaches among those who get the warning
    Settled settle(Publication draft, long warning, Optional<Publication> before, Function<Tlp, Audience> audience) {
        int edition = draft.edition().number();
        var id = before.map(Publication::id).orElse(draft.id());
        var old = before.map(p -> sql.all(p.key(), p.edition().number())).orElse(List.of());
        var written = sql.all(draft.key(), edition);
        var notes = new HashMap<Section.Place, StixId>();
        var fresh = new ArrayList<Section>();
        for (var english : Section.in("en", written)) {
            long key = audiences.intern(audience.apply(english.tlp()));
            var kept = old.stream()
                    .filter(o -> o.language().equals("en")
                            && o.audience() == key
                            && o.text().equals(english.text())
                            && !notes.containsValue(o.note().orElseThrow()))
                    .findFirst();
            var note = kept.flatMap(Section::note).orElseGet(() -> noteId(id, edition, english));
            notes.put(english.place(), note);
            if (kept.isEmpty()) {
                fresh.add(english.named(key, Optional.of(note)));
            }
        }
        sql.replace(
                warning,
                edition,
                written.stream()
                        .map(s -> s.named(
                                audiences.intern(audience.apply(s.tlp())), Optional.ofNullable(notes.get(s.place()))))
                        .toList());
        var gone = old.stream()
                .flatMap(section -> section.note().stream())
                .distinct()
                .filter(note -> !notes.containsValue(note))
                .toList();
        return new Settled(fresh, gone);
    }

    /// The same for the same place in the same version of a warning.
    private static StixId noteId(UUID warning, int edition, Section section) {
        var name = "section/%d/%s/%d".formatted(edition, section.part().text(), section.number());
        return DeterministicIds.named(warning, "note", name);
    }

    /// The notes that carry the sections of a warning as it is now.
    List<StixId> notes(Publication warning) {
        return sql.all(warning.key(), warning.edition().number()).stream()
                .flatMap(section -> section.note().stream())
                .distinct()
                .toList();
    }

    /// A note that is for others than before.
    record Moved(StixId note, Audience from, Audience to) {}

    /// Makes the sections of a warning for fewer people, until [#widen].
    List<Moved> narrow(Publication warning, UnaryOperator<Audience> fewer) {
        var all = sql.all(warning.key(), warning.edition().number());
        var moved = new LinkedHashMap<StixId, Moved>();
        for (var section : all) {
            var from = audiences.load(section.audience());
            section.note().ifPresent(note -> moved.put(note, new Moved(note, from, fewer.apply(from))));
        }
        moved.values().forEach(each -> sql.narrow(warning.key(), each.note(), audiences.intern(each.to())));
        return List.copyOf(moved.values());
    }

    /// Makes them for those again for whom they were sent.
    List<Moved> widen(Publication warning) {
        return sql.widen(warning.key()).entrySet().stream()
                .map(entry -> new Moved(
                        entry.getKey(),
                        audiences.load(entry.getValue().from()),
                        audiences.load(entry.getValue().to())))
                .toList();
    }

    Audience audience(Section section) {
        return audiences.load(section.audience());
    }

    /// Sections of each version, as far as this reader may have them.
    ///
    /// @param editions numbers of the versions
    Map<Integer, List<Section>> history(Viewer viewer, Publication publication, List<Integer> editions) {
        var history = new HashMap<Integer, List<Section>>();
        var visible = audiences.visible(viewer);
        editions.forEach(edition -> history.put(edition, read("portal", viewer, publication, edition, visible)));
        return history;
    }
}

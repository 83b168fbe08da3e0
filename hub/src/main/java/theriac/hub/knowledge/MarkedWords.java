package theriac.hub.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClaimView;
import theriac.hub.store.Overrides;
import theriac.hub.store.Store;
import theriac.stix.Markings;
import theriac.stix.StixId;

/// What decides for whom the words about an object are, as far as a viewer sees it. The order of precedence (ADR 029):
/// the newest override that counts, then what came with the object, then what the source has for all that it leaves
/// unmarked. Thread-safe.
public final class MarkedWords {

    private static final int MOST_PARTS = 100;

    private final Store store;

    public MarkedWords(Store store) {
        this.store = store;
    }

    /// What decided, the strongest first.
    enum Rule {
        /// People decided it.
        OVERRIDE,
        /// The marking that came with the object.
        DELIVERED,
        /// What holds for all that the source leaves unmarked.
        SOURCE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What one organisation says about an object.
    ///
    /// @param owner internal key
    /// @param claims those that stand
    /// @param overrides that stand on it, the newest first
    record Word(long owner, List<ClaimView> claims, List<Overrides.Standing> overrides) {}

    /// What is said and not taken back, by whose word it is. None: the object is absent, or hidden.
    List<Word> words(Viewer viewer, StixId id) {
        var overrides = store.overrides().list(viewer, id);
        var claims = store.objects().claims(viewer, id).stream()
                .filter(claim -> claim.withdrawnAt().isEmpty())
                .toList();
        return claims.stream()
                .map(claim -> audience(claim).owner())
                .distinct()
                .map(owner -> new Word(
                        owner,
                        claims.stream()
                                .filter(claim -> audience(claim).owner() == owner)
                                .toList(),
                        overrides.stream().filter(each -> each.owner() == owner).toList()))
                .toList();
    }

    /// Parts that a viewer's version of the object marks by themselves, at most 100, and the names of the markings that
    /// the viewer sees.
    record Parts(List<Markings.Part> parts, Map<StixId, String> names) {}

    Parts parts(Viewer viewer, StixId id) {
        var parts = store.objects().contents(viewer, List.of(id)).stream()
                .flatMap(each -> Markings.parts(each.object()).stream())
                .limit(MOST_PARTS)
                .toList();
        return new Parts(
                parts,
                store.objects()
                        .names(
                                viewer,
                                parts.stream()
                                        .map(Markings.Part::marking)
                                        .distinct()
                                        .toList()));
    }

    Audience audience(ClaimView claim) {
        return store.audiences().load(claim.audience());
    }

    List<Audience> audiences(Word word) {
        return word.claims().stream().map(this::audience).distinct().toList();
    }

    /// What decided for whom a claim is.
    Rule rule(Word word, ClaimView claim) {
        var audience = audience(claim);
        if (word.overrides().stream()
                .findFirst()
                .filter(newest -> newest.override().audience().equals(audience))
                .isPresent()) {
            return Rule.OVERRIDE;
        }
        return store.sources().load(claim.sourceId()).audience().equals(audience) ? Rule.SOURCE : Rule.DELIVERED;
    }

    /// What decides about the words of these audiences; of several the weakest, without which the
    /// strongest would not be needed.
    Rule rule(Collection<Word> words, Audience audience) {
        return words.stream()
                .flatMap(word -> word.claims().stream()
                        .filter(claim -> audience(claim).equals(audience))
                        .map(claim -> rule(word, claim)))
                .max(Rule::compareTo)
                .orElse(Rule.DELIVERED);
    }

    /// What another organisation decided and still stands: until it is lifted, nobody else lets more see the word.
    static Optional<Overrides.Standing> another(Word word, Viewer.Party viewer) {
        return word.overrides().stream()
                .filter(each -> each.organization() != viewer.organization())
                .findFirst();
    }

    /// Whether the viewer may decide about the word at all.
    static boolean mayDecide(Viewer.Party viewer, Word word) {
        return viewer.may(
                word.owner() == viewer.organization() ? Permission.MARK_OBJECTS : Permission.OVERRIDE_MARKINGS);
    }
}

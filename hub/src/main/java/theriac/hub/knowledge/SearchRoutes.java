package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.knowledge.ClusterRoutes.ClusterFigures;
import theriac.hub.knowledge.ObjectRoutes.ObjectRow;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Facets;
import theriac.hub.store.MergedRow;
import theriac.hub.store.SearchRequest;

/// Questions over HTTP: pages of answers, how they are spread, and whether a question can be understood.
@RestController
public final class SearchRoutes {

    private final Knowledge knowledge;
    private final Asked asked;

    public SearchRoutes(Knowledge knowledge, Asked asked) {
        this.knowledge = knowledge;
        this.asked = asked;
    }

    /// @param next hand in as `after` for the next page; null on the last one
    /// @param searchedTo set when the page was ended early, because so many objects had to be looked at: everything
    ///     that arrived since was looked at, and `next` goes on from there
    /// @param clusters of the rows that stand for several objects
    public record ObjectList(
            List<ObjectRow> objects,
            Optional<String> next,
            Optional<Instant> searchedTo,
            List<MergedObjects> clusters) {}

    /// Objects that are one thing for the asker and come as one row.
    ///
    /// @param row id of the row, the newest of them that answers the question
    /// @param members ids of all of them; the first is the one by which the cluster is shown
    public record MergedObjects(String row, List<String> members, ClusterFigures figures) {

        static MergedObjects of(String row, MergedRow merged) {
            return new MergedObjects(
                    row,
                    merged.members().stream().map(member -> member.id().text()).toList(),
                    ClusterFigures.of(merged.figures()));
        }
    }

    /// @param text the count as people read it: `17`, `1,000+`
    /// @param more there are, or may be, more
    public record FacetCount(String name, int count, boolean more, String text) {}

    /// Counted over the newest 2,000 answers at most.
    public record ObjectFacets(
            FacetCount total,
            List<FacetCount> types,
            List<FacetCount> sources,
            List<FacetCount> tlps,
            List<FacetCount> labels) {}

    /// @param printed the question in its own words again; null when it cannot be understood
    /// @param at offset of the character where it went wrong, in UTF-16 units; null when it is understood
    /// @param sentence what is wrong there and what would be right; null when it is understood
    public record QueryCheck(Optional<String> printed, Optional<Integer> at, Optional<String> sentence) {}

    /// @param query in the query language; blank: everything
    /// @param type STIX types; all conditions must hold
    /// @param q words, each perhaps the beginning of a longer one
    /// @param value an observable value in any spelling
    /// @param sort `newest` or `best`
    /// @param merged false: every object its own row, also those that are said to be the same
    @GetMapping("/api/objects")
    @Requires(Permission.READ_OBJECTS)
    ObjectList objects(
            Viewer viewer,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") Set<String> type,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(defaultValue = "true") boolean merged,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var question = Questions.all(query, type, q, value);
        var words = Stream.of(query, String.join(" ", type), q, value)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        if (!words.isEmpty() && after.isEmpty()) {
            asked.asked(viewer, "search", words);
        }
        var page = knowledge.search(viewer, new SearchRequest(question, order(sort), limit, after, merged));
        return new ObjectList(
                page.answers().stream()
                        .map(answer -> ObjectRow.of(
                                answer.summary(), OptionalInt.of(answer.decay().score())))
                        .toList(),
                page.next(),
                page.searchedTo(),
                page.answers().stream()
                        .flatMap(answer ->
                                answer
                                        .cluster()
                                        .map(row -> MergedObjects.of(
                                                answer.summary().id().text(), row))
                                        .stream())
                        .toList());
    }

    @GetMapping("/api/objects/facets")
    @Requires(Permission.READ_OBJECTS)
    ObjectFacets facets(
            Viewer viewer,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") Set<String> type,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "true") boolean merged) {
        var facets = knowledge.facets(viewer, Questions.all(query, type, q, value), merged);
        return new ObjectFacets(
                count(facets.total()),
                counts(facets.types()),
                counts(facets.sources()),
                counts(facets.tlps()),
                counts(facets.labels()));
    }

    /// Whether a question can be understood, for the box while somebody types.
    @GetMapping("/api/queries/check")
    @Requires(Permission.READ_OBJECTS)
    QueryCheck checkQuery(@RequestParam(defaultValue = "") String query) {
        return Questions.check(query);
    }

    private static SearchRequest.Sort order(String sort) {
        return switch (sort) {
            case "newest" -> SearchRequest.Sort.NEWEST;
            case "best" -> SearchRequest.Sort.BEST;
            default -> throw Problem.badRequest("The order is sort=newest or sort=best.");
        };
    }

    private static List<FacetCount> counts(List<Facets.Count> counts) {
        return counts.stream().map(SearchRoutes::count).toList();
    }

    private static FacetCount count(Facets.Count count) {
        var text = String.format(java.util.Locale.ROOT, "%,d", count.count()) + (count.more() ? "+" : "");
        return new FacetCount(count.name(), count.count(), count.more(), text);
    }
}

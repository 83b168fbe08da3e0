package theriac.hub.formats;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What an event says that holds for its parts as well.
///
/// @param author who says it: the organisation that made the event
/// @param at when the event was last changed
/// @param undated when nothing says when
/// @param tlp the narrowest TLP tag of the event
/// @param pap the strictest PAP tag of the event: what may be done with what is in it
/// @param credibility the event's tags about how credible it is
/// @param reach how far it may go, see [MispReach]
/// @param event the event's uuid; "" when it has none
record MispContext(
        StixId author,
        Optional<Instant> at,
        Instant undated,
        Optional<Tlp> tlp,
        Optional<Pap> pap,
        List<String> credibility,
        List<String> reach,
        String event) {

    MispContext {
        credibility = List.copyOf(credibility);
        reach = List.copyOf(reach);
    }

    static MispContext of(JsonObject event, StixId author, Instant undated) {
        return new MispContext(
                author,
                time(event),
                undated,
                tlp(event),
                pap(event),
                tags(event).stream().filter(MispContext::isCredibility).toList(),
                MispReach.of(event),
                event.text("uuid").orElse(""));
    }

    Instant at(JsonObject part) {
        return time(part).or(() -> at).orElse(undated);
    }

    /// The label of a part: tags of the event hold for it too, and the narrowest counts.
    Optional<Tlp> label(JsonObject part) {
        return Stream.concat(tlp(part).stream(), tlp.stream()).reduce(Tlp::strictest);
    }

    /// What may be done with a part: tags of the event hold for it too, and the strictest counts.
    Optional<Pap> use(JsonObject part) {
        return Stream.concat(pap(part).stream(), pap.stream()).reduce(Pap::strictest);
    }

    /// The marking definitions that hold for a part.
    List<String> markings(JsonObject part) {
        return Stream.concat(label(part).map(Tlp::markingId).stream(), use(part).map(Pap::markingId).stream())
                .map(StixId::text)
                .toList();
    }

    /// Its own tags; how credible the whole event is holds for each part that does not say it for itself.
    List<String> labels(JsonObject part) {
        var own = tags(part);
        return own.stream().anyMatch(MispContext::isCredibility)
                ? own
                : Stream.concat(own.stream(), credibility.stream()).toList();
    }

    /// For a part that lies in another one: how far that one may go holds as well.
    MispContext inside(JsonObject outer) {
        return new MispContext(author, at, undated, label(outer), use(outer), credibility, reach(outer), event);
    }

    List<String> reach(JsonObject part) {
        return Stream.concat(reach.stream(), MispReach.of(part).stream())
                .distinct()
                .toList();
    }

    /// Marks an object as its part is marked.
    Draft mark(Draft draft, JsonObject part) {
        return draft.put("object_marking_refs", markings(part)).put(MispKept.REACH, reach(part));
    }

    private static boolean isCredibility(String tag) {
        return tag.toLowerCase(Locale.ROOT).startsWith("admiralty-scale:information-credibility=");
    }

    static List<String> tags(JsonObject holder) {
        return holder.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(tag -> tag.text("name").stream())
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }

    private static Optional<Tlp> tlp(JsonObject holder) {
        return tags(holder).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("tlp:"))
                .flatMap(name -> Tlp.ofLabel(name).stream())
                .reduce(Tlp::strictest);
    }

    private static Optional<Pap> pap(JsonObject holder) {
        return tags(holder).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("pap:"))
                .flatMap(name -> Pap.ofLabel(name).stream())
                .reduce(Pap::strictest);
    }

    static Optional<Instant> time(JsonObject record) {
        var seconds = record.find("timestamp").flatMap(Members::scalar);
        try {
            return seconds.filter(s -> s.matches("[0-9]{1,12}")).map(s -> Instant.ofEpochSecond(Long.parseLong(s)));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }
}

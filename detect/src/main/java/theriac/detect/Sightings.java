package theriac.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Matches as STIX: for each indicator one `sighting` (STIX 2.1 §5.2), one `observed-data` (§4.14) and the observed
/// values as SCOs. Log lines, client addresses and user names stay where they are: only the matched values travel.
///
/// Identifiers follow from the content: the same matches of the same log, reported twice, are the same objects.
public final class Sightings {

    /// Namespace of the identifiers made here (a random UUID, chosen once).
    private static final UUID NAMES = UUID.fromString("5b2c9a1e-6f0d-4a57-9a43-0d6c1f7e28b4");
    private static final int MOST_VALUES = 100;
    private static final long MOST_COUNT = 999_999_999L; // STIX 2.1 §5.2, §4.14

    private Sightings() {}

    /// The objects that report these matches, each reference before the object that makes it.
    ///
    /// @param matches of one log
    /// @param log what tells this log from others of the member: its lines count as other sightings in another log;
    ///     it goes into the identifiers only
    /// @param member identity of the member that saw it
    /// @param now time of the report
    public static List<StixObject> of(List<Match> matches, String log, StixId member, Instant now) {
        Map<String, List<Match>> byIndicator = new LinkedHashMap<>();
        for (Match match : matches) {
            byIndicator
                    .computeIfAbsent(match.indicator().id(), _ -> new ArrayList<>())
                    .add(match);
        }
        Map<String, StixObject> objects = new LinkedHashMap<>();
        byIndicator.forEach((indicator, own) -> add(indicator, own, log, member, now, objects));
        return List.copyOf(objects.values());
    }

    private static void add(
            String indicator,
            List<Match> matches,
            String log,
            StixId member,
            Instant now,
            Map<String, StixObject> objects) {
        Set<String> values = new LinkedHashSet<>();
        for (Match match : matches) {
            if (values.size() < MOST_VALUES) {
                values.addAll(observables(match.seen(), objects));
            }
        }
        TreeSet<Instant> times = new TreeSet<>();
        matches.forEach(match -> match.time().ifPresent(times::add));
        long lines = matches.stream().mapToLong(Match::line).distinct().count();
        String name = name(indicator, matches, log, member);
        StixObject observed = observedData(name, values, times, lines, member, now);
        objects.put(observed.id().text(), observed);
        StixObject sighting = sighting(name, indicator, observed.id(), times, lines, member, now);
        objects.put(sighting.id().text(), sighting);
    }

    /// Everything that tells this report from another one.
    private static String name(String indicator, List<Match> matches, String log, StixId member) {
        StringBuilder name = new StringBuilder(indicator)
                .append(' ')
                .append(member.text())
                .append(' ')
                .append(log);
        for (Match match : matches) {
            name.append('\n').append(match.seen().text()).append(' ');
            name.append(match.time().map(Instant::toString).orElse("line " + match.line()));
        }
        return name.toString();
    }

    private static StixObject observedData(
            String name, Set<String> values, TreeSet<Instant> times, long lines, StixId member, Instant now) {
        JsonObject.Builder json = common("observed-data", name, member, now)
                .put(
                        "first_observed",
                        StixTimestamp.of(times.isEmpty() ? now : times.first()).text())
                .put(
                        "last_observed",
                        StixTimestamp.of(times.isEmpty() ? now : times.last()).text())
                .put("number_observed", Math.min(MOST_COUNT, lines))
                .put("object_refs", List.copyOf(values));
        return StixObject.of(json.build());
    }

    private static StixObject sighting(
            String name,
            String indicator,
            StixId observed,
            TreeSet<Instant> times,
            long lines,
            StixId member,
            Instant now) {
        JsonObject.Builder json = common("sighting", name, member, now);
        if (!times.isEmpty()) {
            json.put("first_seen", StixTimestamp.of(times.first()).text());
            json.put("last_seen", StixTimestamp.of(times.last()).text());
        }
        json.put("count", Math.min(MOST_COUNT, lines))
                .put("sighting_of_ref", indicator)
                .put("observed_data_refs", List.of(observed.text()))
                .put("where_sighted_refs", List.of(member.text()));
        return StixObject.of(json.build());
    }

    private static JsonObject.Builder common(String type, String name, StixId member, Instant now) {
        String at = StixTimestamp.of(now).text();
        return JsonObject.builder()
                .put("type", type)
                .put("spec_version", "2.1")
                .put("id", DeterministicIds.named(NAMES, type, name).text())
                .put("created_by_ref", member.text())
                .put("created", at)
                .put("modified", at);
    }

    /// The SCOs of a value, added to the objects; the ids to refer to.
    private static List<String> observables(Watched value, Map<String, StixObject> objects) {
        String text = value.text();
        return switch (value.kind()) {
            case DOMAIN -> List.of(sco(objects, sco("domain-name").put("value", text)));
            case URL -> List.of(sco(objects, sco("url").put("value", text)));
            case IPV4 -> List.of(sco(objects, sco("ipv4-addr").put("value", text)));
            case IPV6 -> List.of(sco(objects, sco("ipv6-addr").put("value", text)));
            case NETWORK ->
                List.of(sco(
                        objects,
                        sco(text.indexOf(':') < 0 ? "ipv4-addr" : "ipv6-addr").put("value", text)));
            case EMAIL -> List.of(sco(objects, sco("email-addr").put("value", text)));
            case HASH ->
                List.of(sco(
                        objects,
                        sco("file")
                                .put(
                                        "hashes",
                                        JsonObject.builder()
                                                .put(algorithm(text.length()), text)
                                                .build())));
            case ENDPOINT -> endpoint(text, objects);
        };
    }

    private static List<String> endpoint(String text, Map<String, StixObject> objects) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        String type = host.indexOf(':') < 0 ? "ipv4-addr" : "ipv6-addr";
        String address = sco(objects, sco(type).put("value", host));
        JsonObject.Builder traffic = sco("network-traffic")
                .put("dst_ref", address)
                .put("dst_port", Long.parseLong(text.substring(colon + 1)))
                .put("protocols", JsonArray.ofTexts(List.of("tcp")));
        return List.of(address, sco(objects, traffic));
    }

    private static JsonObject.Builder sco(String type) {
        return JsonObject.builder().put("type", type).put("spec_version", "2.1");
    }

    private static String sco(Map<String, StixObject> objects, JsonObject.Builder properties) {
        JsonObject json = properties.build();
        StixId id = DeterministicIds.sco(json);
        objects.putIfAbsent(id.text(), StixObject.of(json.with("id", new JsonString(id.text()))));
        return id.text();
    }

    private static String algorithm(int digits) {
        return switch (digits) {
            case 32 -> "MD5";
            case 40 -> "SHA-1";
            case 64 -> "SHA-256";
            case 96 -> "SHA-384";
            default -> "SHA-512";
        };
    }
}

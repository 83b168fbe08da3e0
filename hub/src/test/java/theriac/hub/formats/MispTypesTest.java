package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// The table of MISP's types: published, whole, and equal to what the MISP project documents, but for exceptions that
/// have their reason.
class MispTypesTest {

    @Test
    void theTableIsPublished() {
        var page = new StringBuilder("""
                # MISP events in STIX

                Written from the tables that the reader uses.

                | MISP | STIX | note |
                |---|---|---|
                | event | `report` | as received in `x_misp_event`, without what stands in objects of its own |
                | attribute with `to_ids` | `indicator` | by the table of types below |
                | other attribute | `observed-data` and its observable | where the value is of a kind that STIX has one for |
                | any other attribute | `x-misp-attribute` | so that none is lost |
                | object | `x-misp-object` | refers to its attributes, which stand for themselves as well |
                | object reference | `relationship` | a name that STIX would not allow becomes `related-to` |
                | galaxy cluster of the event | by the table of galaxies | others stay in the event as received |
                | tag | label, TLP marking | the narrowest TLP tag of the event and the part counts |
                | sighting | `sighting` | a false positive is an `opinion`, an expiration the end of the indicator's time |
                | proposal | `x-misp-proposal` | refers to what it would change; neither indicator nor observable |
                | event report | `note` | |
                | note or opinion of an analyst (2.5) | `note`, `opinion` | of whatever it is about, other notes too; 0 to 100 becomes the nearest of five steps, and stays in `x_misp_opinion` |
                | relationship of an analyst (2.5) | `relationship` | `x-misp-relationship` where its other end is not in the event |
                | deleted attribute or object | revoked | |

                Each object carries the element as received, as a text of JSON (`x_misp_attribute`, `x_misp_object`, ...), so the event can be written again with its uuids,
                times, tags, comments and unknown fields. The members of a sharing group never travel: they stay in the delivery.

                ## Feed

                A machine with a token for lists reads its organisation's events as a MISP feed from `/lists/misp/`: `manifest.json`, `<uuid>.json` and `hashes.csv`, with
                ETags. It holds each report as an event with the parts that this organisation may have, as it came when it came from MISP, otherwise as
                below; unpublished ones are left out. Where the hub lets something go less far than the event says, the narrower label is added as a
                tag and the distribution is lowered. An event of more than 50,000 parts is refused with a sentence, and so are more than a million hashes.
                The manifest and the hashes are kept until something in them comes, changes or goes; who took them, and each event, stands in the ledger.
                The same events are read and written over [MISP's REST interface](misp-rest.md).

                ## Reports that did not come from MISP

                | STIX | MISP | note |
                |---|---|---|
                | `report` | event | uuid, name, dates, labels and TLP as tags, its author as `Orgc`; its description is an event report |
                | `indicator` of single values | an attribute with `to_ids` for each | by the table of types below, backwards; one value keeps the uuid; `misp:type` and `misp:category` in labels count first |
                | `indicator` of Snort, Suricata, YARA, Sigma | an attribute of that type | |
                | any other `indicator` | `stix2-pattern` | the pattern whole, never cut down to a value |
                | `indicator` of several properties of one thing | an object | by the table of objects below, when each of them has a place in it; only hashes keep `to_ids`, for half of a condition finds too much |
                | observables | attributes without `to_ids`, or an object where several things are said of one | `observed-data` around them gives the times; `misp:type` and `misp:name` in its labels count first |
                | `vulnerability` | `vulnerability` attribute | |
                | places, identities, malware analyses | objects | |
                | actors, intrusion sets, malware, tools, techniques, campaigns, measures | galaxy clusters | |
                | `note` | event report | |
                | `note`, `opinion` labelled as the MISP project's converter labels analyst data | note, opinion of an analyst | at what it is about |
                | relationships and others | left out; sightings stand in `events/view` and in `sightings/…` | |

                Indicators in no report stand in the feed in an event for each author and day on which they were made: of the last thirty days, and of more
                than 100,000 the newest; a day of more than 40,000 stands in sixteen events, by the MD5 of each indicator's id. Its uuid follows from recipient, author and day, and it changes with its indicators only; each indicator that was
                taken is on record. The REST interface gives them by `attributes/restSearch`, with `event_id` 0. How the pairs that the MISP project documents
                agree stands in `docs/conformance/misp.csv`.

                ## Distribution

                What a level allows inside this hub stands in `x_theriac_reach` on each object, and narrows the audience: the TLP tags and the audience of the
                source hold beside it, and no level widens them. A part goes no further than what it lies in. A sharing group that this hub does not know (by
                its uuid), or whose members are not all recipients of the source anyway, leaves the source's organisation alone; so does an unknown level.
                What is TLP:RED and limited by organisation or group is seen by nobody until people are named on the source's page.

                | level | MISP | here |
                |---|---|---|
                """);
        MispReach.levels()
                .forEach((level, meaning) -> page.append("| %s | %s | %s |%n"
                        .formatted(
                                level,
                                meaning.name(),
                                switch (meaning.reach()) {
                                    case "organization" -> "the source's organisation alone (as TLP:AMBER+STRICT)";
                                    case "community" -> "at most the organisations of this hub";
                                    case "group" -> "the organisations of the sharing group, without their clients";
                                    default -> "no limit of its own";
                                })));
        page.append("""

                ## Galaxies

                The first row that fits counts; `*` is any text.

                | galaxy | STIX |
                |---|---|
                """);
        MispTypes.galaxies().forEach(row -> page.append("| `%s` | `%s` |%n".formatted(row[0], row[1])));
        page.append("""

                ## Objects

                What a property of STIX is in an object of MISP, for what did not come from MISP. A property `x_misp_...` that is not here is a text.

                | object | STIX | relation | type |
                |---|---|---|---|
                """);
        MispTemplates.templates()
                .forEach(template -> MispTemplates.rows(template.name())
                        .forEach(row -> page.append("| `%s` | `%s` | `%s` | `%s` |%n"
                                .formatted(row.object(), row.path(), row.relation(), row.type()))));
        page.append("""

                ## Attribute types

                Types joined by `|` follow from their parts: `filename|sha256` is both in one pair of brackets, `domain|ip` is either, a port beside an address is
                left out. `kept` becomes an `x-misp-attribute`, as does a type that is not in the table.

                | type | as | what |
                |---|---|---|
                """);
        MispTypes.meanings()
                .forEach((type, meaning) -> page.append("| `%s` | %s | `%s` |%n"
                        .formatted(type, meaning.as(), meaning.what().replace("|", "\\|"))));
        Golden.checkDocs("operate/misp.md", page.toString());
    }

    @Test
    void everyPathInTheTableGivesAPatternThatParses() {
        MispTypes.meanings().forEach((type, meaning) -> {
            if (meaning.as().equals("path")) {
                assertThat(Pattern.parse(MispTypes.pattern(type, "it's 1").orElseThrow()))
                        .as(type)
                        .isInstanceOf(PatternParsed.Parsed.class);
            }
        });
    }

    /// The documented pairs of MISP attributes and STIX 2.1 patterns. Equal after both are in normal form, or in the
    /// golden with both patterns; why they differ is in docs/conformance/misp.csv.
    @Test
    void thePairsOfTheMispProjectAgreeOrAreInTheListOfDifferences() {
        var pairs = new ArrayList<JsonObject>();
        collect(Json.read(Vectors.text("conformance/misp-stix/mapping/misp_attributes_to_stix21.json")), pairs);
        var differences = new TreeMap<String, String>();
        int equal = 0;
        for (var pair : pairs) {
            var attribute = pair.object("MISP").orElseThrow();
            var theirs = pattern(pair.find("STIX").orElseThrow());
            var type = attribute.text("type").orElse("");
            if (theirs.isEmpty()) {
                continue;
            }
            var ours =
                    MispTypes.pattern(type, attribute.text("value").orElse("")).orElse("none");
            if (isSame(ours, theirs)) {
                equal++;
            } else {
                differences.put(type, "%s%n    ours    %s%n    theirs  %s".formatted(type, ours, theirs));
            }
        }
        assertThat(equal).isGreaterThan(20);
        Golden.check(
                "misp-attributes.txt",
                "# Equal pairs: %d. Differences, each for a reason in docs/conformance/misp.csv:%n".formatted(equal)
                        + String.join("\n", differences.values())
                        + "\n");
        var reasons = reasons();
        assertThat(differences.keySet()).as("differences without a reason").isSubsetOf(reasons);
        assertThat(reasons).as("reasons without a difference").isSubsetOf(differences.keySet());
    }

    private static List<String> reasons() {
        try (Stream<String> lines =
                java.nio.file.Files.lines(Golden.projectRoot().resolve("docs/conformance/misp.csv"))) {
            return lines.filter(line -> line.startsWith("read,"))
                    .map(line -> line.split(",", 3)[1])
                    .toList();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static boolean isSame(String ours, String theirs) {
        return Pattern.parse(ours) instanceof PatternParsed.Parsed(var a)
                        && Pattern.parse(theirs) instanceof PatternParsed.Parsed(var b)
                ? a.equivalentTo(b)
                : ours.equals(theirs) || ("[" + ours + "]").equals(theirs);
    }

    private static void collect(JsonValue value, List<JsonObject> pairs) {
        if (value instanceof JsonObject object) {
            if (object.object("MISP").filter(misp -> misp.has("type")).isPresent() && object.has("STIX")) {
                pairs.add(object);
            } else {
                object.members().forEach(member -> collect(member.value(), pairs));
            }
        } else if (value instanceof JsonArray array) {
            array.values().forEach(one -> collect(one, pairs));
        }
    }

    private static String pattern(JsonValue stix) {
        if (stix instanceof JsonObject object) {
            return object.text("pattern")
                    .orElseGet(() -> object.members().stream()
                            .map(member -> pattern(member.value()))
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse(""));
        }
        return stix instanceof JsonArray array
                ? array.values().stream()
                        .map(MispTypesTest::pattern)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("")
                : "";
    }

    @Test
    void aValueIsOfItsTypeWhereTheTypeSaysHowItIsWritten() {
        assertThat(Stream.of(
                        "ip-dst 198.51.100.7",
                        "ip-src 198.51.100.0/24",
                        "ip-dst 2001:db8::1",
                        "ip-dst|port 198.51.100.7|443",
                        "domain|ip bank.example|198.51.100.7",
                        "filename|md5 a.exe|0123456789abcdef0123456789abcdef",
                        "hostname www.bank[.]example",
                        "email-src ann@bank.example",
                        "vulnerability CVE-2026-12345",
                        "AS AS64496",
                        "phone-number ask for Ann",
                        "regkey HKLM\\Software\\A",
                        "comment whatever",
                        "no-such-type whatever"))
                .allMatch(one -> MispTypes.fits(one.split(" ", 2)[0], one.split(" ", 2)[1]));
        assertThat(Stream.of(
                        "ip-dst no address",
                        "ip-dst|port elsewhere|443",
                        "domain|ip bank.example",
                        "domain|ip bank.example|elsewhere",
                        "filename|md5 a.exe|short",
                        "malware-sample a.exe|short",
                        "hostname two words",
                        "email-src nobody",
                        "vulnerability a bad one",
                        "sha256 0123456789abcdef"))
                .noneMatch(one -> MispTypes.fits(one.split(" ", 2)[0], one.split(" ", 2)[1]));
    }
}

package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Countries;
import theriac.stix.value.Sectors;

/// A galaxy cluster file of MISP (`clusters/threat-actor.json`): each value becomes an actor, malware, tool,
/// technique, sector, place or measure with its own UUID, its synonyms as aliases; relations between values of
/// the file become relationships. Whom an actor aims at and where it comes from become relationships to places
/// and sectors, as far as the names are known. Relations to other files are counted: their ends have no type here.
public final class MispGalaxy implements Format {

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var records = new JsonRecords(input, settings.limits(), telling);
        var reading = new Reading(settings, telling);
        records.read(List.of("values"), (pointer, raw, whole) -> {
            var parsed = Json.parse(raw, settings.limits()).object().filter(_ -> whole);
            if (parsed.isEmpty()) {
                telling.reject(pointer, raw, "galaxy.value", "A value of a galaxy must be a whole JSON object.");
            } else {
                reading.value(
                        parsed.get(), raw, pointer, records.head().text("type").orElse(""));
            }
        });
        reading.end();
    }

    /// Not thread-safe; used for one file.
    private static final class Reading {
        private final FormatSettings settings;
        private final Telling telling;
        private final Map<String, StixId> known = new HashMap<>();
        private final List<Relation> relations = new ArrayList<>();
        private final Set<StixId> told = new HashSet<>();
        private int unknown;

        private record Relation(StixId source, String target, String type) {}

        Reading(FormatSettings settings, Telling telling) {
            this.settings = settings;
            this.telling = telling;
        }

        void value(JsonObject value, byte[] raw, String pointer, String galaxy) {
            var type = type(galaxy);
            var uuid = value.text("uuid").orElse("");
            var id = type.flatMap(stix -> Draft.id(stix, uuid));
            var name = value.text("value").filter(text -> !text.isBlank());
            if (id.isEmpty() || name.isEmpty()) {
                telling.reject(
                        pointer,
                        raw,
                        "galaxy.value",
                        type.isEmpty()
                                ? "Values of the galaxy \"%s\" have no counterpart in STIX that is known here."
                                        .formatted(galaxy)
                                : "The value has no name or no UUID.");
                return;
            }
            var meta = value.object("meta").orElse(JsonObject.empty());
            var draft = Draft.of(id.get(), settings.author(), settings.undated())
                    .put("name", name.get())
                    .put("description", value.text("description"))
                    .keep("x_misp_meta", Optional.of(meta))
                    .externalId("misp-galaxy", uuid);
            special(draft, id.get().type(), name.get(), meta);
            Members.texts(meta, "refs").stream()
                    .filter(link -> link.startsWith("http"))
                    .forEach(link -> draft.link("misp-galaxy", link));
            telling.say(pointer, draft.build());
            known.put(uuid, id.get());
            if (id.get().type().equals("intrusion-set")) {
                aims(id.get(), meta);
            }
            for (var related : Members.objects(value, "related")) {
                related.text("dest-uuid")
                        .ifPresent(target -> relations.add(new Relation(
                                id.get(), target, related.text("type").orElse("related-to"))));
            }
        }

        /// Whom an actor is said to aim at and where it is said to come from, as objects of their own.
        private void aims(StixId actor, JsonObject meta) {
            ties(actor, "targets", names(meta, "cfr-suspected-victims", "suspected-victims"), this::place);
            ties(actor, "targets", names(meta, "cfr-target-category", "targeted-sector"), this::sector);
            ties(actor, "originates-from", names(meta, "country"), this::place);
        }

        private void ties(StixId actor, String type, List<String> names, Function<String, Optional<StixId>> end) {
            for (var name : names) {
                end.apply(name).ifPresentOrElse(found -> tie(actor, type, found, name), () -> unknown++);
            }
        }

        /// What stands under any of these keys, alone or in a list.
        private static List<String> names(JsonObject meta, String... keys) {
            return Stream.of(keys)
                    .flatMap(key -> Stream.concat(meta.text(key).stream(), Members.texts(meta, key).stream()))
                    .toList();
        }

        /// A country, or a region of STIX; the same object for all names of it.
        private Optional<StixId> place(String name) {
            var country = Countries.find(name);
            var region = country.isPresent() ? Optional.<String>empty() : Countries.region(name);
            return country.or(() -> region)
                    .map(code -> said(Draft.of(
                                    Draft.id("location", settings.author(), code),
                                    settings.author(),
                                    settings.undated())
                            .put(
                                    "name",
                                    country.isPresent() ? Locale.of("", code).getDisplayCountry(Locale.ENGLISH) : code)
                            .put("country", country)
                            .put("region", region)));
        }

        private Optional<StixId> sector(String name) {
            return Sectors.find(name)
                    .map(sector -> said(Draft.of(
                                    Draft.id("identity", settings.author(), "sector " + sector),
                                    settings.author(),
                                    settings.undated())
                            .put("name", sector)
                            .put("identity_class", "class")
                            .put("sectors", List.of(sector))));
        }

        private StixId said(Draft draft) {
            if (told.add(draft.id())) {
                telling.say("", draft.build());
            }
            return draft.id();
        }

        private void tie(StixId from, String type, StixId to, String as) {
            var id = Draft.id("relationship", settings.author(), from + "|" + type + "|" + to);
            if (told.add(id)) {
                telling.say(
                        "",
                        Draft.of(id, settings.author(), settings.undated())
                                .put("relationship_type", type)
                                .put("source_ref", from.text())
                                .put("target_ref", to.text())
                                .put("x_misp_relation", as)
                                .build());
            }
        }

        private static void special(Draft draft, String type, String name, JsonObject meta) {
            switch (type) {
                case "malware" -> draft.put("is_family", true).put("aliases", Members.texts(meta, "synonyms"));
                case "intrusion-set", "tool", "attack-pattern" -> draft.put("aliases", Members.texts(meta, "synonyms"));
                case "identity" ->
                    draft.put("identity_class", "class")
                            .put("sectors", Sectors.find(name).stream().toList());
                case "location" -> {
                    var country = meta.text("ISO")
                            .or(() -> meta.text("iso-code"))
                            .filter(code -> code.matches("[A-Za-z]{2}"));
                    draft.put("country", country)
                            .put("region", country.isPresent() ? "" : name.toLowerCase(Locale.ROOT));
                }
                default -> {}
            }
        }

        private static Optional<String> type(String galaxy) {
            return switch (galaxy) {
                case "sector" -> Optional.of("identity");
                case "country", "region", "target-information" -> Optional.of("location");
                case "preventive-measure" -> Optional.of("course-of-action");
                default -> MispTypes.clusterType(galaxy);
            };
        }

        void end() {
            long elsewhere = 0;
            for (var relation : new LinkedHashSet<>(relations)) {
                var target = known.get(relation.target());
                if (target == null) {
                    elsewhere++;
                    continue;
                }
                var type = relation.type().matches("[a-z0-9-]{1,60}")
                                && !relation.type().equals("similar")
                        ? relation.type()
                        : "related-to";
                var id = Draft.id("relationship", settings.author(), relation.source() + "|" + type + "|" + target);
                telling.say(
                        "",
                        Draft.of(id, settings.author(), settings.undated())
                                .put("relationship_type", type)
                                .put("source_ref", relation.source().text())
                                .put("target_ref", target.text())
                                .put("x_misp_relation", relation.type())
                                .build());
            }
            if (elsewhere > 0) {
                telling.remark(Finding.info(
                        "galaxy.relations",
                        "",
                        "%d relations lead to values that are not in this file; they stay in the delivery."
                                .formatted(elsewhere)));
            }
            if (unknown > 0) {
                telling.remark(Finding.info(
                        "galaxy.aims",
                        "",
                        "%d names of victims, sectors and origins are no country, region or sector that is known here; they stay with their actors as x_misp_meta."
                                .formatted(unknown)));
            }
            if (known.isEmpty() && telling.isSilent()) {
                telling.remark(Finding.error(
                        "galaxy.empty", "", "There are no \"values\" here: this is no galaxy cluster file."));
            }
        }
    }
}

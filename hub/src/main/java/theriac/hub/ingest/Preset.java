package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import theriac.hub.formats.Format;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// A public feed as the hub knows it: everything but the consent to its terms.
///
/// @param id stable
/// @param everyMinutes as often as its terms allow, or less
/// @param terms in a sentence of ours; what counts is what stands at `termsUrl`
/// @param key what the provider wants to know from whoever asks, as `header Auth-Key`; "": nothing
/// @param options of the format, as JSON
public record Preset(
        String id,
        String name,
        String provider,
        String kind,
        String way,
        String url,
        int everyMinutes,
        String reliability,
        String tlp,
        String terms,
        String termsUrl,
        String licence,
        String key,
        String options) {

    /// All of them that this hub can read, in the order of the file.
    ///
    /// @throws IllegalStateException when the file is damaged
    public static List<Preset> all() {
        try (InputStream in = Preset.class.getResourceAsStream("presets.json")) {
            if (in == null) {
                throw new IllegalStateException("The list of public feeds is missing from the program.");
            }
            return Json.parse(in.readAllBytes(), JsonLimits.standard())
                    .object()
                    .flatMap(file -> file.array("presets"))
                    .orElseThrow()
                    .objects()
                    .stream()
                    .map(Preset::of)
                    .filter(preset -> Format.of(preset.kind()).isPresent())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Preset of(JsonObject json) {
        return new Preset(
                text(json, "id"),
                text(json, "name"),
                text(json, "provider"),
                text(json, "kind"),
                text(json, "way"),
                text(json, "url"),
                (int) json.integer("everyMinutes").orElseThrow(),
                json.text("reliability").orElse("C"),
                json.text("tlp").orElse("TLP:CLEAR"),
                text(json, "terms"),
                text(json, "termsUrl"),
                json.text("licence").orElse(""),
                json.text("key").orElse(""),
                json.object("options").map(Json::write).orElse(""));
    }

    private static String text(JsonObject json, String name) {
        return json.text(name).orElseThrow(() -> new IllegalStateException("A public feed has no " + name + "."));
    }

    /// The source that comes of it once its terms are accepted.
    SourceForm form(String credential) {
        return new SourceForm(
                name,
                kind,
                way,
                url,
                "",
                "",
                credential,
                List.of(),
                options,
                Optional.of(everyMinutes),
                reliability,
                tlp,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                terms + " " + termsUrl,
                licence,
                Optional.empty(),
                true);
    }
}

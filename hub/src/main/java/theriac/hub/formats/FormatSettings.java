package theriac.hub.formats;

import java.time.Instant;
import theriac.stix.StixId;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// What a reader needs to know about the source.
///
/// @param author the STIX identity in whose name list entries become indicators
/// @param undated the moment that stands for "when" where a record gives none. It must not change from one
///     delivery to the next (the day on which the source was set up): the same record then gives the same
///     version
/// @param options of the format: for tables `columns`, `delimiter`; see each format
/// @param limits against hostile input
public record FormatSettings(StixId author, Instant undated, JsonObject options, JsonLimits limits) {

    public static FormatSettings of(StixId author, Instant undated) {
        return new FormatSettings(author, undated, JsonObject.empty(), JsonLimits.standard());
    }

    public FormatSettings withOptions(JsonObject other) {
        return new FormatSettings(author, undated, other, limits);
    }
}

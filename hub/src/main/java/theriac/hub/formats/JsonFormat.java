package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A format whose text is JSON with a list of records at one place. A record that is no JSON object, is cut off
/// or lacks what makes it a record is rejected alone.
final class JsonFormat implements Format {

    private final String kind;
    private final List<String> place;
    private final Reading reading;

    /// @param kind the word before the dot in the rules of findings
    /// @param place a JSON pointer to the records; `*` stands for any member or element
    JsonFormat(String kind, String place, Reading reading) {
        this.kind = kind;
        this.place = JsonRecords.steps(place);
        this.reading = reading;
    }

    /// One record on its way to STIX.
    ///
    /// @param head what stands beside the records and was read before this one
    record Record(String pointer, JsonObject json, JsonObject head, FormatSettings settings) {}

    /// Makes objects of a record.
    @FunctionalInterface
    interface Reading {
        /// @return why the record is none; empty when it was told
        Optional<String> read(Record record, Telling telling);
    }

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var records = new JsonRecords(input, settings.limits(), telling);
        records.read(place, (pointer, raw, whole) -> one(pointer, raw, whole, records.head(), settings, telling));
        if (telling.isSilent()) {
            telling.remark(Finding.error(
                    kind + ".empty",
                    "",
                    "There is no record of this format here (the source's kind is \"%s\"): it is empty, or something else."
                            .formatted(kind)));
        }
    }

    private void one(
            String pointer, byte[] raw, boolean whole, JsonObject head, FormatSettings settings, Telling telling) {
        if (!whole) {
            telling.reject(pointer, raw, kind + ".cut", "The record is cut off, or larger than the limit.");
            return;
        }
        var parsed = Json.parse(raw, settings.limits());
        if (parsed.object().isEmpty()) {
            var findings = new ArrayList<>(parsed.findings());
            findings.add(Finding.error(kind + ".record", pointer, "A record must be a JSON object."));
            telling.reject(pointer, raw, findings);
            return;
        }
        reading.read(new Record(pointer, parsed.object().get(), head, settings), telling)
                .ifPresent(why -> telling.reject(pointer, raw, kind + ".record", why));
    }
}

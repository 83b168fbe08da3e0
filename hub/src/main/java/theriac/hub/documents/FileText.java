package theriac.hub.documents;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// What a file says, as text.
///
/// @param mediaType as found in its content, whatever its name says
/// @param title that the file gives itself; "" when it gives none
/// @param text with `\n` between lines and without NUL
/// @param pages offsets at which its pages begin (UTF-16 units), rising; empty: it has no pages
/// @param cut whether the file says more than was read
record FileText(String mediaType, String title, String text, List<Integer> pages, boolean cut) {

    FileText {
        pages = List.copyOf(pages);
    }

    /// The page of an offset, from 1 on; empty when there are no pages.
    static Optional<Integer> page(List<Integer> pages, int offset) {
        int place = Collections.binarySearch(pages, offset);
        return pages.isEmpty() ? Optional.empty() : Optional.of(Math.max(place >= 0 ? place + 1 : -place - 1, 1));
    }

    /// As one process tells it to another.
    String json() {
        return Json.write(JsonObject.builder()
                .put("mediaType", mediaType)
                .put("title", title)
                .put("text", text)
                .put("pages", JsonArray.of(pages.stream().map(JsonNumber::of).toList()))
                .put("cut", cut)
                .build());
    }

    /// @throws RuntimeException when it is nothing that [#json] wrote
    static FileText of(String json) {
        var read = (JsonObject) Json.read(json);
        return new FileText(
                read.text("mediaType").orElseThrow(),
                read.text("title").orElseThrow(),
                read.text("text").orElseThrow(),
                read.array("pages").orElseThrow().values().stream()
                        .map(number -> (int) ((JsonNumber) number).integer().orElseThrow())
                        .toList(),
                read.bool("cut").orElseThrow());
    }
}

package theriac.hub.investigations;

import java.util.List;

/// What somebody writes of an object. Which fields count depends on the type; the others are left out.
///
/// @param type of the STIX object, one of [DraftStix#TYPES]
/// @param name of the thing; the summary of a note; "" for none
/// @param text description; the content of a note
/// @param pattern of an indicator: a STIX pattern, or one value, defanged or not
/// @param from where a relationship begins (STIX id)
/// @param link its relationship type, such as `uses`
/// @param to where it ends (STIX id)
/// @param objects what a note or a report is about (STIX ids)
record DraftForm(
        String type,
        String name,
        String text,
        String pattern,
        String from,
        String link,
        String to,
        List<String> objects) {

    DraftForm {
        objects = List.copyOf(objects);
    }
}

package theriac.hub.formats.controls;

import java.time.Instant;
import java.util.List;

/// The values of one file.
///
/// @param title who made it and for what, in one line of ASCII
/// @param at when; also the serial number of a zone, so it must grow with every change
/// @param entries distinct values in the order of their texts
public record ControlList(String title, Instant at, List<ControlEntry> entries) {

    public ControlList {
        entries = List.copyOf(entries);
    }
}

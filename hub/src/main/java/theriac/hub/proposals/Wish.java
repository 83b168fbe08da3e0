package theriac.hub.proposals;

import java.util.List;
import theriac.stix.json.JsonObject;

/// What is proposed.
///
/// @param kind of the [Deed]
/// @param subject id of the thing that it is about
/// @param name of that thing, as people know it
/// @param shown what else the one who decides must see: names of new recipients, a label before and after
/// @param what for the deed alone; never shown
/// @param reason of the one who proposes
public record Wish(String kind, String subject, String name, List<String> shown, JsonObject what, String reason) {

    public Wish {
        shown = List.copyOf(shown);
    }
}

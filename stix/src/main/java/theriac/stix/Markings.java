package theriac.stix;

import java.util.Optional;
import java.util.stream.Stream;
import theriac.stix.json.JsonObject;

/// What the data markings of an object say (STIX 2.1 §7.2).
public final class Markings {

    private Markings() {}

    /// The narrowest TLP label on the object or on any part of it; empty when it carries none.
    ///
    /// Granular markings count too: passing the object on must honour all of them.
    public static Optional<Tlp> tlp(StixObject object) {
        Stream<StixId> granular = object.json().array("granular_markings").stream()
                .flatMap(list -> list.objects().stream())
                .flatMap(marking -> marking.text("marking_ref").stream())
                .flatMap(text -> StixId.parse(text).stream());
        return Stream.concat(object.refs("object_marking_refs").stream(), granular)
                .flatMap(marking -> Tlp.ofMarking(marking).stream())
                .reduce(Tlp::strictest);
    }

    /// The label that a marking definition stands for, by its id or by its content; empty when it is no TLP marking.
    public static Optional<Tlp> tlpOfDefinition(StixObject marking) {
        Optional<Tlp> byId = Tlp.ofMarking(marking.id());
        if (byId.isPresent() || !marking.type().equals("marking-definition")) {
            return byId;
        }
        Optional<String> v1 = marking.text("definition_type")
                .filter("tlp"::equals)
                .flatMap(_ -> marking.json().object("definition"))
                .flatMap(definition -> definition.text("tlp"));
        return v1.or(() -> marking.json()
                        .object("extensions")
                        .flatMap(all -> all.object("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"))
                        .flatMap((JsonObject extension) -> extension.text("tlp_2_0")))
                .flatMap(Tlp::ofLabel);
    }
}

package theriac.stix.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;

/// Intelligence on one or more topics, as a collection of objects (STIX 2.1 §4.16). A view: absent or malformed
/// properties are empty, never guessed.
///
/// @param object of type `report`
public record Report(StixObject object) {

    public Report {
        if (!object.type().equals("report")) {
            throw new IllegalArgumentException(object.id() + " is no report.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<Report> in(StixObject object) {
        return object.type().equals("report") ? Optional.of(new Report(object)) : Optional.empty();
    }

    /// A new report.
    public static ObjectBuilder builder(String name, Instant published, List<StixId> objects, Instant now) {
        return ObjectBuilder.object("report", now)
                .with("name", name)
                .with("published", published)
                .withRefs("object_refs", objects);
    }

    public Optional<String> name() {
        return object.text("name");
    }

    public List<String> types() {
        return object.texts("report_types");
    }

    public Optional<StixTimestamp> published() {
        return object.timestamp("published");
    }

    public List<StixId> objects() {
        return object.refs("object_refs");
    }
}

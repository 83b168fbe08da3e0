package theriac.stix.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixObject;

/// A person, organization, group or sector (STIX 2.1 §4.5). A view: absent or malformed properties are empty, never
/// guessed.
///
/// @param object of type `identity`
public record Identity(StixObject object) {

    public Identity {
        if (!object.type().equals("identity")) {
            throw new IllegalArgumentException(object.id() + " is no identity.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<Identity> in(StixObject object) {
        return object.type().equals("identity") ? Optional.of(new Identity(object)) : Optional.empty();
    }

    /// A new identity.
    ///
    /// @param identityClass `individual`, `organization`, `group`, `class`, `system` or another term
    public static ObjectBuilder builder(String name, String identityClass, Instant now) {
        return ObjectBuilder.object("identity", now).with("name", name).with("identity_class", identityClass);
    }

    public Optional<String> name() {
        return object.text("name");
    }

    public Optional<String> identityClass() {
        return object.text("identity_class");
    }

    public List<String> sectors() {
        return object.texts("sectors");
    }

    public List<String> roles() {
        return object.texts("roles");
    }
}

package theriac.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.Spec;

/// Versions of objects (STIX 2.1 §3.6): a new one has the same id and a later `modified`, and only its creator makes
/// it.
public final class Versions {

    /// What never changes between versions of one id (STIX 2.1 §3.2, §3.6).
    private static final List<String> FIXED = List.of("type", "id", "created", "created_by_ref");

    /// The later version is the greater, whatever the order of arrival; without `modified`, `created` counts.
    public static final Comparator<StixObject> ORDER =
            Comparator.comparing(Versions::time, Comparator.nullsFirst(Comparator.naturalOrder()));

    private Versions() {}

    private static @org.jspecify.annotations.Nullable StixTimestamp time(StixObject object) {
        return object.modified().or(object::created).orElse(null);
    }

    /// The most recent of several versions; empty when there are none.
    public static Optional<StixObject> newest(List<StixObject> versions) {
        return versions.stream().max(ORDER);
    }

    /// True for types that have versions: not SCOs and marking definitions (STIX 2.1 §3.6).
    public static boolean isVersioned(StixObject object) {
        return Spec.V21
                .type(object.type())
                .map(table -> table.kind().isVersioned())
                .orElse(object.json().has("modified"));
    }

    /// A new version with changed properties.
    ///
    /// @param change gives the new content; what it does to `modified` is overwritten
    /// @param now the time of the change; when it is not after the old `modified`, a millisecond after that is used
    /// @throws IllegalArgumentException when the type has no versions, the object is revoked, a property changed
    /// that must not, or the new content breaks a MUST
    public static StixObject newVersion(StixObject object, UnaryOperator<JsonObject> change, Instant now) {
        if (!isVersioned(object)) {
            throw new IllegalArgumentException(
                    "A " + object.type() + " has no versions; make a new object instead (STIX 2.1 §3.6).");
        }
        if (object.revoked()) {
            throw new IllegalArgumentException(object.id()
                    + " is revoked; revoking is permanent and no later version may be made (STIX 2.1 §3.6).");
        }
        JsonObject changed = change.apply(object.json());
        for (String name : FIXED) {
            if (!Objects.equals(changed.valueOrNull(name), object.json().valueOrNull(name))) {
                throw new IllegalArgumentException("The property " + name + " of " + object.id()
                        + " must not change between versions (STIX 2.1 §3.6).");
            }
        }
        String modified = after(object.modified(), now).text();
        StixObject next = StixObject.of(changed.with("modified", new JsonString(modified)));
        ObjectBuilder.refuseErrors(next);
        return next;
    }

    /// The version that withdraws the object for ever (STIX 2.1 §3.2).
    ///
    /// @throws IllegalArgumentException as [#newVersion]
    public static StixObject revoke(StixObject object, Instant now) {
        return newVersion(object, json -> json.with("revoked", theriac.stix.json.JsonBoolean.TRUE), now);
    }

    private static StixTimestamp after(Optional<StixTimestamp> old, Instant now) {
        StixTimestamp wanted = StixTimestamp.of(now);
        if (old.isEmpty() || wanted.isAfter(old.get())) {
            return wanted;
        }
        return StixTimestamp.of(old.get().instant().plusMillis(1));
    }

    /// True when the two say the same: a property with its default value may be left out, and that is no change
    /// (STIX 2.1 §3.6). Times are compared as text, because the text is the version's name to others.
    public static boolean isSameContent(StixObject one, StixObject other) {
        return explicit(one).equals(explicit(other));
    }

    private static JsonObject explicit(StixObject object) {
        JsonObject json = object.json();
        for (PropertySpec property :
                Spec.V21.type(object.type()).map(t -> t.properties().values()).orElse(List.of())) {
            if (property.fallback().isPresent() && !json.has(property.name())) {
                json = json.with(property.name(), property.fallback().get());
            }
        }
        return json;
    }

    /// What is wrong between an older and a newer version of one id, as delivered by a source.
    public static List<Finding> compare(StixObject older, StixObject newer) {
        List<Finding> findings = new ArrayList<>();
        for (String name : FIXED) {
            if (!Objects.equals(older.json().valueOrNull(name), newer.json().valueOrNull(name))) {
                findings.add(Finding.error(
                        "stix-version-fixed",
                        "/" + name,
                        "The property " + name + " must not change between versions (STIX 2.1 §3.6)."));
            }
        }
        if (older.revoked() && ORDER.compare(newer, older) > 0) {
            findings.add(Finding.error(
                    "stix-version-revoked",
                    "/modified",
                    "A revoked object must not have later versions (STIX 2.1 §3.6)."));
        }
        if (ORDER.compare(newer, older) == 0 && !isSameContent(older, newer)) {
            findings.add(Finding.error(
                    "stix-version-conflict",
                    "/modified",
                    "Two different contents claim the same version (STIX 2.1 §3.6)."));
        }
        return findings;
    }
}

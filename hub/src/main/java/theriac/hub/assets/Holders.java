package theriac.hub.assets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import theriac.hub.db.Database;
import theriac.hub.query.Footprint;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Subject;
import theriac.hub.query.Words;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// Who has what, for whoever plans to whom a warning goes. What organisations have is for the CERT
/// and for themselves only: the caller answers to nobody else. Each distinct thing is compared
/// once. Thread-safe.
public final class Holders {

    private static final StixId NOBODY =
            StixId.parse("report--00000000-0000-4000-8000-000000000000").orElseThrow();

    private final AssetSql sql;

    public Holders(Database database) {
        this.sql = new AssetSql(database.jdbc());
    }

    /// Who has a thing, with what of theirs it is, by internal keys of organisations.
    ///
    /// A CPE fits those of the same maker and product, and of the same version where both say one,
    /// and names in which maker and product stand. A name fits things in whose name it stands, and
    /// things whose whole name stands in it.
    ///
    /// @param thing a product or device by name, or a CPE
    public Map<Long, List<String>> having(String thing) {
        var asCpe = AssetForm.of(AssetKind.CPE, thing);
        if (asCpe instanceof AssetForm.Read.Good(var kind, var cpe)) {
            var wanted = AssetForm.phrases(kind, cpe);
            return holding(asset -> asset.kind() == AssetKind.CPE
                    ? AssetForm.covers(cpe, asset.value())
                    : isThing(asset) && touched(new Footprint(List.of(), List.of(), List.of(wanted)), written(asset)));
        }
        if (Words.split(thing).isEmpty()) {
            return Map.of();
        }
        var wanted = new Footprint(List.of(), List.of(), List.of(List.of(new Text(thing, false))));
        var about = subject(List.of(thing), List.of());
        return holding(asset -> isThing(asset)
                && (touched(wanted, written(asset)) || touched(Assets.footprint(List.of(asset)), about)));
    }

    /// Who has anything that these texts or values are about: the same rule that answers `concerns:us`.
    public Map<Long, List<String>> named(List<String> texts, List<NormalValue> values) {
        var about = subject(texts, values);
        return holding(asset -> asset.kind() != AssetKind.BRAND && touched(Assets.footprint(List.of(asset)), about));
    }

    /// Whether anybody has this domain, or a name below it.
    ///
    /// @param domain in normal form
    public boolean holdsBelow(String domain) {
        return !holding(asset -> asset.kind() == AssetKind.DOMAIN
                        && (asset.value().equals(domain) || asset.value().endsWith("." + domain)))
                .isEmpty();
    }

    private static boolean isThing(Asset asset) {
        return switch (asset.kind()) {
            case CPE, PRODUCT, DEVICE -> true;
            case DOMAIN, NETWORK, BRAND -> false;
        };
    }

    /// What stands in the name of a thing, as a text to look into.
    private static Subject written(Asset asset) {
        var text = asset.kind() == AssetKind.CPE
                ? String.join(
                        " ",
                        AssetForm.phrases(asset.kind(), asset.value()).stream()
                                .map(Text::text)
                                .toList())
                : asset.value();
        return subject(List.of(text), List.of());
    }

    private Map<Long, List<String>> holding(Predicate<Asset> fits) {
        var holders = new HashMap<Long, List<String>>();
        sql.distinct((asset, organizations) -> {
            if (fits.test(asset)) {
                add(holders, organizations, asset.value());
            }
        });
        return holders;
    }

    private static void add(Map<Long, List<String>> holders, Collection<Long> organizations, String value) {
        organizations.forEach(
                key -> holders.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
    }

    private static boolean touched(Footprint footprint, Subject subject) {
        var question = new Query.Concerns(new Text(Query.Concerns.US, false), Optional.of(footprint));
        return Matcher.matches(question, subject, java.time.Instant.EPOCH);
    }

    private static Subject subject(List<String> texts, List<NormalValue> values) {
        return new Subject(
                NOBODY,
                true,
                "",
                Words.of(List.of(), texts),
                values,
                List.of(),
                Set.of(),
                Set.of(),
                OptionalInt.empty(),
                0,
                Tlp.CLEAR,
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                List.of(),
                List.of());
    }
}

package theriac.hub.assets;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Footprint;
import theriac.hub.query.Query;
import theriac.stix.net.IpNetwork;

/// What organisations have. Only people read it: the organisation's own, those of a firm that acts for it at
/// this moment, and those of the CERT who may read members. Thread-safe.
public final class Assets {

    /// Things of one organisation.
    static final int MOST = 5_000;

    private final Database database;
    private final AssetSql sql;
    private final Organizations organizations;
    private final Clock clock;

    public Assets(Database database, Organizations organizations, Clock clock) {
        this.database = database;
        this.sql = new AssetSql(database.jdbc());
        this.organizations = organizations;
        this.clock = clock;
    }

    /// @throws Problem when there is no such organisation, or what it has is not for the viewer
    List<Asset> list(Viewer viewer, UUID organization) {
        return sql.list(readable(viewer, organization).key());
    }

    /// Whether the viewer may also change it.
    boolean mayChange(Viewer viewer, UUID organization) {
        return viewer.may(Permission.DESCRIBE_ASSETS)
                && viewer instanceof Viewer.Party party
                && party.behind().isEmpty()
                && (viewer.may(Permission.ADMINISTER_MEMBERS)
                        || organizations
                                .find(organization)
                                .filter(own -> own.key() == party.organization())
                                .isPresent());
    }

    private Organization readable(Viewer viewer, UUID wanted) {
        return organizations.find(wanted).filter(found -> reads(viewer, found)).orElseThrow(Assets::absent);
    }

    private boolean reads(Viewer viewer, Organization organization) {
        if (!(viewer instanceof Viewer.Party party) || party.account() <= 0) {
            return false;
        }
        return party.organization() == organization.key()
                || viewer.may(Permission.READ_MEMBERS)
                || organizations.delegations(Optional.of(party.organization())).stream()
                        .anyMatch(each -> each.firm() == party.organization()
                                && each.member() == organization.key()
                                && organizations.counts(each));
    }

    private static Problem absent() {
        return Problem.notFound("There is no such organisation, or what it has is not for you.");
    }

    /// One thing by hand.
    ///
    /// @throws Problem when it is no thing of that kind, is there already, or there are too many
    Asset add(Viewer.Party person, UUID organization, String kind, String value, String note) {
        var owner = organizations.administered(person, Optional.of(organization));
        var of = AssetKind.parse(kind)
                .orElseThrow(() -> Problem.badRequest("The kind is cpe, product, device, domain, network or brand."));
        var asset = switch (AssetForm.of(of, value)) {
            case AssetForm.Read.Bad(var english, var dutch) -> throw Problem.badRequest(english);
            case AssetForm.Read.Good(var good, var normal) -> made(person, good, normal, note(note), "hand");
        };
        database.inTransaction(() -> {
            sql.lock(owner.key());
            if (sql.count(owner.key()) >= MOST) {
                throw full();
            }
            if (sql.insert(owner.key(), List.of(asset)) == 0) {
                throw Problem.conflict("This is on the list already.");
            }
        });
        return asset;
    }

    private static Problem full() {
        return Problem.conflict(
                "The list has %,d things, and more are not kept: say what is large, not what is many.".formatted(MOST));
    }

    private static String note(String note) {
        if (note.length() > AssetForm.LONGEST || note.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A note has at most %d plain characters.".formatted(AssetForm.LONGEST));
        }
        return note.strip();
    }

    private Asset made(Viewer.Party person, AssetKind kind, String value, String note, String origin) {
        return new Asset(UUID.randomUUID(), kind, value, note, origin, clock.instant(), person.name());
    }

    void remove(Viewer.Party person, UUID organization, UUID id) {
        var owner = organizations.administered(person, Optional.of(organization));
        if (!sql.delete(owner.key(), id)) {
            throw Problem.notFound("This is not on the list; somebody may have taken it off.");
        }
    }

    /// What a file brought.
    ///
    /// @param added things that are new
    /// @param known things that were on the list, or twice in the file
    /// @param refused lines that are no things
    record Import(String format, int added, int known, List<AssetFile.Line> refused, int leftOut, List<Asset> taken) {}

    /// Takes what is good in a file, and says what is not.
    ///
    /// @param keep false: only tells what would happen
    /// @throws Problem when it cannot be read at all, or would make too many
    Import take(Viewer.Party person, UUID organization, byte[] bytes, boolean keep) {
        var owner = organizations.administered(person, Optional.of(organization));
        var file = AssetFile.read(bytes);
        var refused = new ArrayList<AssetFile.Line>();
        var good = new LinkedHashMap<String, Asset>();
        int twice = 0;
        for (var line : file.lines()) {
            switch (line.read()) {
                case AssetForm.Read.Bad bad -> refused.add(line);
                case AssetForm.Read.Good(var kind, var value) -> {
                    var asset = made(person, kind, value, line.note(), file.format());
                    twice += good.putIfAbsent(kind + " " + value, asset) == null ? 0 : 1;
                }
            }
        }
        int before = twice;
        return database.inTransaction(() -> {
            sql.lock(owner.key());
            var there = sql.list(owner.key()).stream()
                    .map(asset -> asset.kind() + " " + asset.value())
                    .collect(Collectors.toSet());
            var taken = good.entrySet().stream()
                    .filter(entry -> !there.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (there.size() + taken.size() > MOST) {
                throw full();
            }
            if (keep) {
                sql.insert(owner.key(), taken);
            }
            int known = before + good.size() - taken.size();
            return new Import(file.format(), taken.size(), known, refused, file.leftOut(), taken);
        });
    }

    /// What an organisation has, to ask what concerns it.
    ///
    /// @param whom `us`, or the name of an organisation whose things the viewer may read
    /// @throws Problem when there is none that the viewer may ask about
    public Footprint footprint(Viewer viewer, Query.Text whom) {
        var organization = whom.text().equalsIgnoreCase(Query.Concerns.US)
                ? viewer instanceof Viewer.Party party
                        ? organizations.find(party.organization())
                        : Optional.<Organization>empty()
                : organizations.findByName(whom.text());
        var owner = organization
                .filter(found -> reads(viewer, found))
                .orElseThrow(() -> Problem.badRequest(
                        "There is no organisation called \"%s\" whose things you may know; write concerns:us for your own."
                                .formatted(whom.text())));
        return footprint(sql.list(owner.key()));
    }

    static Footprint footprint(List<Asset> assets) {
        return new Footprint(
                values(assets, AssetKind.DOMAIN),
                values(assets, AssetKind.NETWORK).stream()
                        .flatMap(value -> IpNetwork.parse(value).stream())
                        .toList(),
                assets.stream()
                        .map(asset -> AssetForm.phrases(asset.kind(), asset.value()))
                        .filter(phrases -> !phrases.isEmpty())
                        .distinct()
                        .toList());
    }

    private static List<String> values(List<Asset> assets, AssetKind kind) {
        return assets.stream()
                .filter(asset -> asset.kind() == kind)
                .map(Asset::value)
                .toList();
    }
}

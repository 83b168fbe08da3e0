package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.Submissions;
import theriac.hub.store.Objects;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// The part of MISP's REST interface that this hub has: a table of what is answered by whom, and
/// MISP's way to tell failures. Nobody gets an answer without a key; everything is read as the
/// key's organisation. Thread-safe.
public final class MispServer {

    /// The release of MISP whose interface this is: clients compare it with what they need.
    private static final String VERSION = "2.5.0";

    private final Map<String, Function<MispCall, MispAnswer>> actions = new java.util.TreeMap<>();
    private final Parties parties;
    private final EventSearch events;
    private final EventView view;
    private final AttributeSearch attributes;
    private final Clock clock;

    /// What is needed to write, and to begin exchanges with other servers.
    public record Writing(Objects objects, EventIntake intake, Submissions submissions, SyncServers servers) {}

    public MispServer(
            MispEvents all,
            ValuePlaces values,
            Parties parties,
            WarningLists lists,
            Fetches fetches,
            Writing writing,
            Clock clock) {
        var events = all.telling(writing.intake()::known);
        this.parties = parties;
        this.events = new EventSearch(events);
        this.view = new EventView(events, new Sightings(writing.objects(), events.outgoing(), parties), fetches, clock);
        this.attributes = new AttributeSearch(events, values, fetches, clock);
        this.clock = clock;
        var sync = new SyncDesk(writing.servers(), view);
        var directory = new Directory(events, parties, lists, sync);
        shows(directory);
        actions.put("servers/index", sync::index);
        actions.put("servers/pull", sync::pull);
        actions.put("servers/push", sync::push);
        actions.put("feeds/fetchfromfeed", sync::fetch);
        actions.put("servers/getversion", MispServer::version);
        actions.put(
                "servers/getpymispversion",
                _ -> MispAnswer.json(
                        JsonObject.builder().put("version", VERSION).build()));
        actions.put("users/view", this::user);
        actions.put("events/index", this::index);
        actions.put("events/view", view::view);
        var sightings = new SightingSearch(view, clock);
        actions.put("sightings/listsightings", sightings::list);
        actions.put("sightings/index", sightings::index);
        actions.put("sightings/restsearch", sightings::search);
        var elements = new ElementView(events, view, this.attributes, clock);
        actions.put("attributes/view", elements::attribute);
        actions.put("attributes/index", elements::attributes);
        actions.put("attributes/describetypes", _ -> MispAnswer.json(MispWriter.types()));
        actions.put("objects/view", elements::object);
        var seen = new SightingDesk(events, values, writing.submissions(), parties, clock);
        actions.put("sightings/add", seen::add);
        actions.put("sightings/bulksavesightings", seen::addAll);
        actions.put("sightings/delete", seen::delete);
        var own = new OwnEvents(view, writing.objects(), writing.intake(), clock);
        var circles = new Circles(directory::groups);
        writes(own, elements, circles, writing.intake(), lists);
        writesParts(events, own, circles, writing.submissions());
        actions.put("events/restsearch", this::searchEvents);
        actions.put("attributes/restsearch", this.attributes::attributes);
        actions.put("objects/restsearch", this.attributes::objects);
    }

    private void writes(OwnEvents own, ElementView elements, Circles circles, EventIntake intake, WarningLists lists) {
        var desk = new EventDesk(view, own, parties, intake, clock);
        actions.put("events/add", circles.named(desk::add));
        actions.put("events/edit", circles.named(desk::edit));
        actions.put("events/filtereventidsforpush", desk::wanted);
        actions.put("events/publish", desk::publish);
        actions.put("events/alert", desk::publish);
        actions.put("events/unpublish", desk::publish);
        actions.put("events/delete", desk::delete);
        var attribute = new AttributeDesk(view, own);
        actions.put("attributes/add", circles.named(attribute::add));
        actions.put("attributes/edit", circles.named(attribute::edit));
        actions.put("attributes/delete", attribute::delete);
        actions.put("attributes/restore", attribute::restore);
        actions.put("events/freetextimport", new FreeText(own, attribute, lists)::read);
        var object = new ObjectDesk(own, elements);
        actions.put("objects/add", circles.named(object::add));
        actions.put("objects/edit", circles.named(object::edit));
        actions.put("objects/delete", object::delete);
        actions.put("tags/attachtagtoobject", attribute::tag);
        actions.put("tags/removetagfromobject", attribute::tag);
    }

    private void writesParts(MispEvents events, OwnEvents own, Circles circles, Submissions submissions) {
        var reports = new ReportDesk(events, view, own);
        actions.put("eventreports/index", reports::index);
        actions.put("eventreports/view", reports::view);
        actions.put("eventreports/add", circles.named(reports::add));
        actions.put("eventreports/edit", circles.named(reports::edit));
        actions.put("eventreports/delete", reports::delete);
        var references = new ReferenceDesk(events, own);
        actions.put("objectreferences/add", references::add);
        actions.put("objectreferences/delete", references::delete);
        var proposals = new ProposalView(events, view, clock);
        actions.put("shadowattributes/index", proposals::proposals);
        actions.put("shadowattributes/view", proposals::proposal);
        var proposing = new ProposalDesk(events, view, proposals, own, submissions, parties, clock);
        actions.put("shadowattributes/add", proposing::add);
        actions.put("shadowattributes/edit", proposing::edit);
        actions.put("shadowattributes/delete", proposing::delete);
        actions.put("shadowattributes/accept", proposing::accept);
        actions.put("shadowattributes/discard", proposing::discard);
    }

    private void shows(Directory directory) {
        actions.put("organisations/index", directory::organizations);
        actions.put("organisations/view", directory::organizationNamed);
        actions.put("sharinggroups/index", directory::groups);
        actions.put("sharinggroups/view", directory::groupNamed);
        actions.put("tags/index", directory::tags);
        actions.put("tags/search", directory::searchTags);
        actions.put("tags/view", directory::tag);
        actions.put("warninglists/index", directory::warningLists);
        actions.put("warninglists/view", directory::warningList);
        actions.put("warninglists/checkvalue", directory::checkValue);
        actions.put("feeds/index", directory::feeds);
        actions.put("feeds/view", directory::feed);
    }

    /// What is answered, as `controller/action` in lower case without underscores.
    Set<String> actions() {
        return Set.copyOf(actions.keySet());
    }

    /// Answers one request.
    ///
    /// @param method of HTTP
    /// @param path below the base path, decoded, without a slash in front
    /// @param body empty for none
    MispAnswer handle(Viewer viewer, String method, String path, byte[] body) {
        try {
            if (!(viewer instanceof Viewer.Party caller) || !viewer.may(Permission.MISP)) {
                throw Problem.notAllowed(
                        "Authentication failed. Send a key that may use this interface, as it is, in the header Authorization.");
            }
            var call = MispCall.of(caller, method, path, body);
            var action = actions.get(call.action());
            if (action == null) {
                throw Problem.notFound("This hub does not have %s of MISP's interface.".formatted(call.action()));
            }
            return action.apply(call);
        } catch (Problem problem) {
            return MispAnswer.failure(problem, "/" + path);
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException outage) {
            return MispAnswer.failure(
                    503, "The hub cannot reach its database at the moment.", "/" + path, Duration.ofSeconds(5));
        }
    }

    private static MispAnswer version(MispCall call) {
        return MispAnswer.json(JsonObject.builder()
                .put("version", VERSION)
                .put("pymisp_recommended_version", VERSION)
                .put("perm_sync", true)
                .put("perm_sighting", call.caller().may(Permission.MISP_WRITE))
                .put("perm_galaxy_editor", false)
                .put("perm_analyst_data", false)
                .put("request_encoding", JsonArray.EMPTY)
                .put("filter_sightings", false)
                .build());
    }

    /// Who the key belongs to.
    private MispAnswer user(MispCall call) {
        var caller = call.caller();
        var own = parties.load(caller.organization());
        if (!call.argument().equals("me")) {
            throw Problem.notFound("Invalid user: only the owner of the key is told, as users/view/me.");
        }
        var organization = Directory.plain(own);
        var user = JsonObject.builder()
                .put("id", "1")
                .put("org_id", Numbers.of(own.identity().uuid()))
                .put("email", caller.name())
                .put("role_id", "1")
                .put("autoalert", false)
                .put("disabled", false)
                .put("Organisation", organization)
                .build();
        boolean writes = caller.may(Permission.MISP_WRITE);
        var role = JsonObject.builder()
                .put("id", "1")
                .put("name", "Key of this hub")
                .put("perm_auth", true)
                .put("perm_sync", true)
                .put("perm_add", writes)
                .put("perm_modify", writes)
                .put("perm_publish", writes)
                .put("perm_admin", false)
                .put("perm_site_admin", false)
                .put("perm_sighting", writes)
                .put("perm_tagger", writes)
                .build();
        return MispAnswer.json(JsonObject.builder()
                .put("User", user)
                .put("Role", role)
                .put("Organisation", organization)
                .put("UserSetting", JsonArray.EMPTY)
                .build());
    }

    private MispAnswer index(MispCall call) {
        var plain = call.withPlainNames();
        var filters = new Filters(plain.parameters(), clock.instant());
        return events.index(found(plain, filters), filters);
    }

    /// The events that fit, or of which an attribute does, without their parts.
    private List<MispEvents.Head> found(MispCall call, Filters filters) {
        return filters.areAboutAttributes()
                ? attributes.heads(call.caller(), call.parameters())
                : events.heads(call.caller(), filters);
    }

    private MispAnswer searchEvents(MispCall call) {
        var filters = new Filters(call.parameters(), clock.instant());
        if (!format(filters, "json", "csv", "text").equals("json")) {
            return attributes.attributes(call);
        }
        var heads = EventSearch.page(found(call, filters), filters, Integer.MAX_VALUE);
        return filters.has("metadata") ? events.metadata(heads) : view.whole(call.caller(), heads, filters);
    }

    /// The format that was asked for.
    ///
    /// @throws Problem when it is none of these
    static String format(Filters filters, String... known) {
        var wanted =
                filters.find("returnFormat").map(Wanted::of).map(Wanted::any).orElse(List.of("json"));
        var format = wanted.isEmpty() ? "json" : wanted.getFirst();
        if (!List.of(known).contains(format)) {
            throw Problem.badRequest(
                    "This search answers as %s, not as %s.".formatted(String.join(", ", known), format));
        }
        return format;
    }
}

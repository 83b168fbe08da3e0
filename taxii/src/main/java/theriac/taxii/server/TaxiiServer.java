package theriac.taxii.server;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.taxii.MediaType;

/// TAXII 2.1 as a function: request and caller in, response out. It knows the protocol; what exists and who may see it
/// is the port's matter ([Collections]).
///
/// Safe for many threads. Wrong requests become TAXII errors, an outage of the port becomes 503 with Retry-After, and
/// any other exception is a bug that passes through to the adapter, which answers with [#failure].
///
/// @param <C> the port's caller
public final class TaxiiServer<C> {

    private final Collections<C> collections;
    private final TaxiiSettings settings;
    private final Clock clock;
    private final RateLimit<C> rateLimit;
    private final Endpoints<C> endpoints;

    public TaxiiServer(Collections<C> collections, TaxiiSettings settings, Clock clock) {
        this(collections, settings, clock, RateLimit.none());
    }

    public TaxiiServer(Collections<C> collections, TaxiiSettings settings, Clock clock, RateLimit<C> rateLimit) {
        this.collections = collections;
        this.settings = settings;
        this.clock = clock;
        this.rateLimit = rateLimit;
        this.endpoints = new Endpoints<>(collections, settings);
    }

    /// Answers one request. The request's body is read here, the response's body is written later, by the adapter.
    public TaxiiResponse handle(TaxiiRequest request, C caller) {
        try {
            rateLimit.refusal(caller).ifPresent(wait -> {
                throw TaxiiProblem.tooMany(wait);
            });
            return Gzip.apply(request, answer(request, caller));
        } catch (TaxiiProblem problem) {
            return Answers.problem(problem, extraHeaders(problem));
        } catch (Unavailable outage) {
            return Answers.problem(TaxiiProblem.unavailable(outage), Fields.none());
        }
    }

    /// The answer to a bug: 500 with an id by which the operator finds the log entry.
    public static TaxiiResponse failure(String errorId) {
        return Answers.problem(
                TaxiiProblem.of(500, "Internal error", "The server failed; tell its operator this number: " + errorId),
                Fields.none());
    }

    private Fields extraHeaders(TaxiiProblem problem) {
        Fields extra = Fields.none();
        if (problem.status() == 401) {
            for (String challenge : settings.challenges()) {
                extra = extra.with("www-authenticate", challenge);
            }
        }
        if (problem.status() == 405) {
            extra = extra.with("allow", "GET, POST, DELETE");
        }
        return extra;
    }

    private TaxiiResponse answer(TaxiiRequest request, C caller) {
        Endpoint endpoint = endpoints.find(caller, request.path()).orElseThrow(() -> hidden(caller));
        return switch (request.method()) {
            case "GET" -> {
                mustAcceptTaxii(request);
                yield read(request, caller, endpoint);
            }
            case "POST" -> {
                mustAcceptTaxii(request);
                yield submit(request, caller, endpoint);
            }
            case "DELETE" -> {
                mustAcceptTaxii(request);
                yield delete(request, caller, endpoint);
            }
            default -> throw wrongMethod();
        };
    }

    private TaxiiResponse read(TaxiiRequest request, C caller, Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Server server -> Answers.discovery(server.discovery());
            case Endpoint.Root root -> Answers.apiRoot(root.root());
            case Endpoint.Status status -> Answers.status(200, load(caller, status));
            case Endpoint.CollectionList list -> Answers.collections(collections.collections(caller, list.root()));
            case Endpoint.OneCollection one -> Answers.collection(one.collection());
            case Endpoint.Manifest manifest -> {
                TaxiiCollection collection = readable(caller, manifest.collection());
                QueryReader.Read read = query(request, "manifest/" + collection.id());
                Page<ManifestRecord> page = collections.manifest(caller, collection, read.query());
                yield Answers.manifest(page, read.next(page));
            }
            case Endpoint.Objects objects -> {
                TaxiiCollection collection = readable(caller, objects.collection());
                QueryReader.Read read = query(request, "objects/" + collection.id());
                Page<Entry> page = collections.objects(caller, collection, read.query());
                yield Answers.envelope(page, read.next(page));
            }
            case Endpoint.OneObject one -> object(request, caller, one);
            case Endpoint.Versions versions -> versions(request, caller, versions);
        };
    }

    private TaxiiResponse object(TaxiiRequest request, C caller, Endpoint.OneObject one) {
        TaxiiCollection collection = readable(caller, one.collection());
        QueryReader.Read read = query(request, "object/" + collection.id() + "/" + one.id());
        ObjectQuery query = read.query().forObject(one.id(), read.query().versions());
        Page<Entry> page = collections.objects(caller, collection, query);
        mustHold(caller, collection, one.id(), page);
        return Answers.envelope(page, read.next(page));
    }

    private TaxiiResponse versions(TaxiiRequest request, C caller, Endpoint.Versions versions) {
        TaxiiCollection collection = readable(caller, versions.collection());
        QueryReader.Read read = query(request, "versions/" + collection.id() + "/" + versions.id());
        ObjectQuery query = read.query().forObject(versions.id(), VersionFilter.EVERY);
        Page<ManifestRecord> page = collections.manifest(caller, collection, query);
        mustHold(caller, collection, versions.id(), page);
        return Answers.versions(page, read.next(page));
    }

    private TaxiiResponse submit(TaxiiRequest request, C caller, Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.Objects objects)) {
            throw wrongMethod();
        }
        TaxiiCollection collection = objects.collection();
        if (!collection.canWrite()) {
            throw refused(caller, "This collection cannot be written to by you.");
        }
        mustBeTaxii(request);
        // What a status says must be what it says again after it was stored: no digits beyond TAXII's.
        Submission submission = new SubmissionReader(settings, objects.root(), collection)
                .read(request, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return Answers.status(202, collections.submit(caller, collection, submission));
    }

    private TaxiiResponse delete(TaxiiRequest request, C caller, Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.OneObject one)) {
            throw wrongMethod();
        }
        TaxiiCollection collection = one.collection();
        if (!collection.canRead() && !collection.canWrite()) {
            throw hidden(caller); // the table of §5.7: neither right means 404, one of them 403
        }
        if (!collection.canRead() || !collection.canWrite()) {
            throw refused(caller, "Only who may read and write this collection may delete from it.");
        }
        QueryReader query = new QueryReader(request.query(), "", 1);
        if (collections.delete(caller, collection, one.id(), query.versions(), query.specVersions()) == 0) {
            throw TaxiiProblem.notFound();
        }
        return Answers.empty(200);
    }

    private SubmissionStatus load(C caller, Endpoint.Status status) {
        return uuid(status.id())
                .flatMap(id -> collections.status(caller, status.root(), id))
                .orElseThrow(() -> hidden(caller));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty(); // an id that cannot be is an id that is not there
        }
    }

    private QueryReader.Read query(TaxiiRequest request, String scope) {
        return new QueryReader(request.query(), scope, settings.pageLimit()).read();
    }

    private TaxiiCollection readable(C caller, TaxiiCollection collection) {
        if (!collection.canRead()) {
            throw refused(caller, "This collection cannot be read by you.");
        }
        return collection;
    }

    private void mustHold(C caller, TaxiiCollection collection, String id, Page<?> page) {
        if (page.items().isEmpty() && !page.hasMore() && !collections.holds(caller, collection, id)) {
            throw TaxiiProblem.notFound();
        }
    }

    private static void mustAcceptTaxii(TaxiiRequest request) {
        List<String> accept = request.headers().all("accept");
        boolean fine = accept.isEmpty() // no Accept means anything (RFC 9110 §12.5.1)
                || MediaType.parseRanges(accept).stream().anyMatch(MediaType::admitsTaxii21);
        if (!fine) {
            throw TaxiiProblem.of(406, "Not acceptable", "This server answers in " + MediaType.TAXII_21 + " only.");
        }
    }

    private static void mustBeTaxii(TaxiiRequest request) {
        boolean fine = request.headers()
                .first("content-type")
                .flatMap(MediaType::parse)
                .filter(type -> type.name().equals(MediaType.TAXII))
                .filter(type -> type.version().map("2.1"::equals).orElse(true))
                .isPresent();
        if (!fine) {
            throw TaxiiProblem.of(
                    415, "Unsupported media type", "Send the envelope as Content-Type: " + MediaType.TAXII_21 + ".");
        }
    }

    private TaxiiProblem hidden(C caller) {
        return collections.isAuthenticated(caller) ? TaxiiProblem.notFound() : unauthenticated();
    }

    private TaxiiProblem refused(C caller, String why) {
        return collections.isAuthenticated(caller) ? TaxiiProblem.forbidden(why) : unauthenticated();
    }

    private static TaxiiProblem unauthenticated() {
        return TaxiiProblem.of(401, "Not authenticated", "Log in to see whether there is anything here for you.");
    }

    private static TaxiiProblem wrongMethod() {
        return TaxiiProblem.of(405, "Method not allowed", "TAXII does not define this method for this address.");
    }
}

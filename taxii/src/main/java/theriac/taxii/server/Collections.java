package theriac.taxii.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the server serves: the port that a store implements. Every method answers for one caller; what the caller may
/// not see is absent from every answer, with no other sign.
///
/// An implementation is safe for many threads. It throws [Unavailable] when it cannot answer (never an empty answer
/// instead) and [TaxiiProblem] when the request is at fault.
///
/// @param <C> the caller: the implementation's own type, with a value for "nobody logged in"
public interface Collections<C> {

    /// False for the anonymous caller: what is hidden from him is answered with 401 instead of 404.
    boolean isAuthenticated(C caller);

    /// Empty when this caller may not even see that.
    Optional<Discovery> discovery(C caller);

    /// The API roots that exist for this caller, in a stable order.
    List<ApiRoot> apiRoots(C caller);

    /// The collections that exist for this caller, in a stable order. Those he can neither read nor write may be in it.
    List<TaxiiCollection> collections(C caller, ApiRoot root);

    /// One collection by id or alias.
    default Optional<TaxiiCollection> collection(C caller, ApiRoot root, String idOrAlias) {
        return collections(caller, root).stream()
                .filter(collection -> collection.isNamed(idOrAlias))
                .findFirst();
    }

    /// A page of a readable collection, ascending by `date_added`. An object that this caller knew and that is gone
    /// should come once more as a revoked version.
    ///
    /// @throws TaxiiProblem 400 when the cursor is not one of this port's
    Page<Entry> objects(C caller, TaxiiCollection collection, ObjectQuery query);

    /// As [#objects], without content. Override it where content costs.
    default Page<ManifestRecord> manifest(C caller, TaxiiCollection collection, ObjectQuery query) {
        return objects(caller, collection, query).map(Entry::record);
    }

    /// True when the collection holds any version of the object for this caller: tells "no version matches" (200) from
    /// "no such object" (404). Asked only after an empty page.
    boolean holds(C caller, TaxiiCollection collection, String objectId);

    /// Takes objects in and answers when that is durable, or with pending ones and a status that will tell. The
    /// same version with the same content again is a success that changes nothing; with other content it is a
    /// failure with a message or a conflict kept aside, never an overwrite.
    SubmissionStatus submit(C caller, TaxiiCollection collection, Submission submission);

    /// The status of one of this caller's submissions.
    Optional<SubmissionStatus> status(C caller, ApiRoot root, UUID id);

    /// Removes versions of an object from the collection: for a hub, withdraws this caller's claims on them.
    ///
    /// @param specVersions empty means the newest spec version
    /// @return how many versions went; zero when there were none to remove
    int delete(C caller, TaxiiCollection collection, String objectId, VersionFilter versions, Set<String> specVersions);
}

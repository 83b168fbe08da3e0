package theriac.taxii.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A store that fails in everything it is asked for.
record OutOfOrder(InMemoryCollections store, RuntimeException failure) implements Collections<String> {

    @Override
    public boolean isAuthenticated(String caller) {
        return store.isAuthenticated(caller);
    }

    @Override
    public Optional<Discovery> discovery(String caller) {
        throw failure;
    }

    @Override
    public List<ApiRoot> apiRoots(String caller) {
        return store.apiRoots(caller);
    }

    @Override
    public List<TaxiiCollection> collections(String caller, ApiRoot root) {
        return store.collections(caller, root);
    }

    @Override
    public Page<Entry> objects(String caller, TaxiiCollection collection, ObjectQuery query) {
        throw failure;
    }

    @Override
    public boolean holds(String caller, TaxiiCollection collection, String objectId) {
        throw failure;
    }

    @Override
    public SubmissionStatus submit(String caller, TaxiiCollection collection, Submission submission) {
        throw failure;
    }

    @Override
    public Optional<SubmissionStatus> status(String caller, ApiRoot root, UUID id) {
        throw failure;
    }

    @Override
    public int delete(
            String caller,
            TaxiiCollection collection,
            String objectId,
            VersionFilter versions,
            Set<String> specVersions) {
        throw failure;
    }
}

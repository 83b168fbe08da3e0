package theriac.taxii.server;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds what a path names for a caller. Empty for everything that is absent or hidden: the two look alike.
record Endpoints<C>(Collections<C> collections, TaxiiSettings settings) {

    Optional<Endpoint> find(C caller, String rawPath) {
        // Every TAXII path ends in a slash (§3.1); one without is read as if it had it, as many clients forget it.
        String path = rawPath.endsWith("/") ? rawPath : rawPath + "/";
        if (path.equals(settings.discoveryPath())) {
            return collections.discovery(caller).map(Endpoint.Server::new);
        }
        return collections.apiRoots(caller).stream()
                .filter(root -> path.startsWith(root.path()))
                .max(Comparator.comparingInt(root -> root.path().length()))
                .flatMap(root -> below(caller, root, path.substring(root.path().length())));
    }

    private Optional<Endpoint> below(C caller, ApiRoot root, String rest) {
        if (rest.isEmpty()) {
            return Optional.of(new Endpoint.Root(root));
        }
        List<String> names = Arrays.stream(rest.substring(0, rest.length() - 1).split("/", -1))
                .map(segment -> Fields.decoded(segment.replace("+", "%2B")))
                .toList();
        String first = names.getFirst();
        if (first.equals("status") && names.size() == 2) {
            return Optional.of(new Endpoint.Status(root, names.get(1)));
        }
        if (!first.equals("collections")) {
            return Optional.empty();
        }
        if (names.size() == 1) {
            return Optional.of(new Endpoint.CollectionList(root));
        }
        return collections
                .collection(caller, root, names.get(1))
                .flatMap(collection -> inside(root, collection, names.subList(2, names.size())));
    }

    private static Optional<Endpoint> inside(ApiRoot root, TaxiiCollection collection, List<String> names) {
        if (names.isEmpty()) {
            return Optional.of(new Endpoint.OneCollection(collection));
        }
        if (names.getFirst().equals("manifest") && names.size() == 1) {
            return Optional.of(new Endpoint.Manifest(collection));
        }
        if (!names.getFirst().equals("objects")) {
            return Optional.empty();
        }
        return switch (names.size()) {
            case 1 -> Optional.of(new Endpoint.Objects(root, collection));
            case 2 -> Optional.of(new Endpoint.OneObject(collection, names.get(1)));
            case 3 ->
                Optional.of(new Endpoint.Versions(collection, names.get(1)))
                        .filter(versions -> names.get(2).equals("versions"))
                        .map(versions -> versions);
            default -> Optional.empty();
        };
    }
}

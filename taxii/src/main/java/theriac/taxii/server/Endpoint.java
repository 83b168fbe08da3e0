package theriac.taxii.server;

/// What a path names (TAXII 2.1 §3.1, table of endpoints), already found for the caller.
sealed interface Endpoint {

    record Server(Discovery discovery) implements Endpoint {}

    record Root(ApiRoot root) implements Endpoint {}

    record Status(ApiRoot root, String id) implements Endpoint {}

    record CollectionList(ApiRoot root) implements Endpoint {}

    record OneCollection(TaxiiCollection collection) implements Endpoint {}

    record Manifest(TaxiiCollection collection) implements Endpoint {}

    record Objects(ApiRoot root, TaxiiCollection collection) implements Endpoint {}

    record OneObject(TaxiiCollection collection, String id) implements Endpoint {}

    record Versions(TaxiiCollection collection, String id) implements Endpoint {}
}

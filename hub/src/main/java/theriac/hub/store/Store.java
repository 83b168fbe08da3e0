package theriac.hub.store;

import java.time.Clock;
import java.util.List;
import theriac.hub.db.Database;

/// The doors of the store, opened together on one database. Read them in this order: [Claims] (in), [Objects]
/// (what a person sees), [Search] (what answers a question), [Turns] (what begins to answer one), [Changes],
/// [Shelves] and [Outlooks] (what machines fetch), [DecidingValues] (what controls may block), [Ledger] (what
/// happened), [ValueLookup] and [Correlation] (is this known, and where else?), [Graph] and [Clusters] (what
/// belongs together), [Techniques] (how often is what done), [Landscape] (what is active where), [History].
public record Store(
        Audiences audiences,
        Sources sources,
        Deliveries deliveries,
        Claims claims,
        Overrides overrides,
        Withdrawals withdrawals,
        Ledger ledger,
        Objects objects,
        Changes changes,
        ValueLookup values,
        Correlation correlation,
        Graph graph,
        Clusters clusters,
        Techniques techniques,
        Landscape landscape,
        Suggestions suggestions,
        History history,
        Search search,
        Subjects subjects,
        Turns turns,
        Shelves shelves,
        Picks picks,
        Outlooks outlooks,
        DecidingValues deciding,
        Marks marks,
        HeldBack held,
        DecayModels decay,
        Retention retention,
        LegalHolds holds,
        Erasure erasure)
        implements AutoCloseable {

    /// @param clock gives the positions of the ledger; when it jumps back, positions go on from where
    ///     they were
    public static Store open(Database database, Clock clock) {
        return open(database, clock, List.of(), _ -> List.of());
    }

    /// @param personal where capabilities keep texts of people, for erasure
    /// @param judge knows the warning lists
    public static Store open(Database database, Clock clock, List<ErasurePlace> personal, HeldBack.Judge judge) {
        var audiences = new Audiences(database);
        var types = new ObjectTypes(database);
        var keys = new ObjectKeys(database, types);
        var ledger = new Ledger(database, keys, audiences, clock);
        var sources = new Sources(database, audiences, clock);
        var values = new ValueLookup(database, audiences);
        var clusters = new Clusters(database, keys, audiences, ledger);
        var objects = new Objects(database, keys, types, audiences);
        var decay = new DecayModels(database);
        var overrides = new Overrides(database, keys, audiences, clock);
        var held = new HeldBack(database, ledger, judge, clock);
        var claims = new Claims(database, keys, audiences, ledger, overrides, held);
        var subjects = new Subjects(database, keys, audiences, decay, clock);
        var outlooks = new Outlooks(database, audiences, ledger);
        var shelves = new Shelves(database, types, keys, audiences, outlooks, subjects, held, clock);
        var search = new Search(database, types, audiences, clusters, decay, clock);
        return new Store(
                audiences,
                sources,
                new Deliveries(database, sources, audiences, ledger, clock),
                claims,
                overrides,
                new Withdrawals(database, claims, clock),
                ledger,
                objects,
                new Changes(database, keys, types, outlooks, held, clock),
                values,
                new Correlation(database, keys, audiences, values, objects),
                new Graph(database, keys, audiences, clusters),
                clusters,
                new Techniques(database, keys, types, audiences, objects),
                new Landscape(database, types, audiences, clusters),
                new Suggestions(database, keys, audiences, clusters),
                new History(database, keys, audiences),
                search,
                subjects,
                new Turns(database, types, audiences, ledger, decay),
                shelves,
                new Picks(database, keys, audiences, ledger, clock),
                outlooks,
                new DecidingValues(database, audiences, search, clock),
                new Marks(database, ledger, held),
                held,
                decay,
                new Retention(database, claims, ledger, shelves, clock),
                new LegalHolds(database, keys, clock),
                new Erasure(database, claims, personal, clock));
    }

    /// Ends the thread that listens for wake-ups; the database stays open.
    @Override
    public void close() {
        ledger.close();
    }
}

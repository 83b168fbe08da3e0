package theriac.hub.store;

import theriac.hub.db.Database;

/// Keeps the indexes by which values are looked up in memory. A look-up of thousands of pasted values reads
/// thousands of pages that lie anywhere in them; from a disk that takes seconds, from memory a tenth of that.
/// A feed of millions drives them out of memory between two look-ups.
///
/// Only when they fit well into what PostgreSQL believes to have (a half of `effective_cache_size`), and only
/// where the extension `pg_prewarm` is there: the hub's own PostgreSQL has it, an operator's may.
final class WarmthSql {

    private static final String[] INDEXES = {"value_index_value", "claim_pkey", "version_pkey", "object_pkey"};

    private final Database database;

    WarmthSql(Database database) {
        this.database = database;
    }

    /// Asks the operating system to read what it has not in memory. Cheap when it has everything: no page is
    /// copied.
    ///
    /// @return how many pages were asked for; 0: not possible, or too many
    long keep() {
        if (!possible()) {
            return 0;
        }
        return database.jdbc()
                .sql("""
                        select coalesce(sum(pg_prewarm(to_regclass(i), 'prefetch')), 0)
                        from unnest(:indexes::text[]) i""")
                .param("indexes", INDEXES)
                .query(Long.class)
                .single();
    }

    private boolean possible() {
        return database.jdbc()
                .sql("""
                        select to_regproc('pg_prewarm') is not null
                          and (select sum(pg_relation_size(to_regclass(i))) from unnest(:indexes::text[]) i)
                              <= pg_size_bytes(current_setting('effective_cache_size')) / 2""")
                .param("indexes", INDEXES)
                .query(Boolean.class)
                .single();
    }
}

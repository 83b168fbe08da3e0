package theriac.hub.db;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How the hub's own PostgreSQL runs.
///
/// @param sharedBuffersMegabytes page cache of PostgreSQL itself, 32 or more; the operating system caches the rest
/// @param maxConnections server connections, more than the pool of one hub
/// @param port the loopback port; empty: a free one is chosen at the first start and kept while it stays free
/// @param durability whether a commit survives a power cut
/// @param binaries where the PostgreSQL programs are unpacked; empty: `binaries` in the database folder
/// @param more further `postgresql.conf` settings, which win over the ones chosen here
public record PgSettings(
        int sharedBuffersMegabytes,
        int maxConnections,
        OptionalInt port,
        Durability durability,
        Optional<Path> binaries,
        Map<String, String> more) {

    /// Whether a commit survives a power cut.
    public enum Durability {
        /// `fsync` and `synchronous_commit` on: the only choice for data that anyone would miss.
        DURABLE,
        /// For throw-away test databases: survives a killed process, not a power cut.
        THROW_AWAY
    }

    private static final long MEGABYTE = 1024 * 1024;

    public PgSettings {
        if (sharedBuffersMegabytes < 32 || maxConnections < 10) {
            throw new IllegalArgumentException("PostgreSQL needs 32 MB of shared buffers and 10 connections or more.");
        }
        more = Map.copyOf(more);
    }

    /// Durable settings for the memory of this machine: a fifth of it as shared buffers, between 128 MB and 4 GB. New
    /// objects go to random places of three indexes, which are about 200 bytes an object: below that size each new
    /// object pushes somebody's changed page out.
    public static PgSettings forThisMachine() {
        long fifth = memoryMegabytes() / 5;
        int shared = (int) Math.clamp(fifth, 128, 4096);
        return new PgSettings(shared, 64, OptionalInt.empty(), Durability.DURABLE, Optional.empty(), Map.of());
    }

    /// The same on a fixed loopback port; a busy port then stops the start with a sentence.
    public PgSettings withPort(int fixed) {
        return new PgSettings(
                sharedBuffersMegabytes, maxConnections, OptionalInt.of(fixed), durability, binaries, more);
    }

    /// The same with another durability.
    public PgSettings withDurability(Durability other) {
        return new PgSettings(sharedBuffersMegabytes, maxConnections, port, other, binaries, more);
    }

    /// The same with the programs unpacked elsewhere, so that several databases share one copy.
    public PgSettings withBinaries(Path folder) {
        return new PgSettings(sharedBuffersMegabytes, maxConnections, port, durability, Optional.of(folder), more);
    }

    /// The same with one more `postgresql.conf` setting.
    public PgSettings with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(name, value);
        return new PgSettings(sharedBuffersMegabytes, maxConnections, port, durability, binaries, all);
    }

    /// The whole `postgresql.conf`, written anew at each start.
    String configuration(int listenPort) {
        Map<String, String> all = new LinkedHashMap<>();
        network(all, listenPort);
        memory(all);
        durability(all);
        logging(all);
        all.putAll(more);
        StringBuilder text = new StringBuilder("# Written by Theriac at each start. Changes made here are lost.\n");
        all.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    private void network(Map<String, String> all, int listenPort) {
        // The bundled OpenSSL is past its end of life: loopback only, no TLS, no socket file that a long path would
        // break.
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(listenPort));
        all.put("unix_socket_directories", "");
        all.put("ssl", "off");
        all.put("password_encryption", "scram-sha-256");
        all.put("max_connections", Integer.toString(maxConnections));
        // A hub that was killed in the middle of a long query must not leave the query running.
        all.put("client_connection_check_interval", "1s");
    }

    private void memory(Map<String, String> all) {
        all.put("shared_buffers", sharedBuffersMegabytes + "MB");
        all.put("effective_cache_size", Math.max(256, memoryMegabytes() / 2) + "MB");
        all.put("work_mem", "16MB");
        all.put("maintenance_work_mem", Math.clamp(sharedBuffersMegabytes / 2, 64, 256) + "MB");
        // Containers give /dev/shm 64 MB: room for parallel queries is taken from the main segment first.
        all.put("min_dynamic_shared_memory", "32MB");
        // Where the operator set some aside (docs/operate): each process of PostgreSQL maps all of the buffers, and a
        // virtual machine pays dearly for a first touch of each small page.
        all.put("huge_pages", "try");
        all.put("jit", "off");
        all.put("random_page_cost", "1.1");
        // A store that was just filled has no statistics: they are made within seconds, not within the minute that is
        // usual, and pages are marked as visible to all while they still are in memory, so that indexes alone answer.
        all.put("autovacuum_naptime", "5s");
        all.put("autovacuum_vacuum_insert_scale_factor", "0.05");
    }

    private void durability(Map<String, String> all) {
        String on = durability == Durability.DURABLE ? "on" : "off";
        all.put("fsync", on);
        all.put("synchronous_commit", on);
        all.put("full_page_writes", on);
        all.put("wal_level", "replica");
        // After a checkpoint the first change of a page writes the whole page: rare checkpoints keep the log of a bulk
        // load at the size of its rows. What a crash leaves to replay grows with it.
        all.put("max_wal_size", "6GB");
        all.put("min_wal_size", "128MB");
        all.put("checkpoint_timeout", "10min");
        all.put("timezone", "UTC");
    }

    private static void logging(Map<String, String> all) {
        // Error context and parameters hold what sources sent: it stays out of the log.
        all.put("log_error_verbosity", "terse");
        all.put("log_min_error_statement", "panic");
        all.put("log_parameter_max_length", "0");
        all.put("log_parameter_max_length_on_error", "0");
        all.put("log_timezone", "UTC");
        all.put("log_line_prefix", "%m [%p] ");
        all.put("log_checkpoints", "off");
    }

    private static long memoryMegabytes() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getTotalMemorySize() / MEGABYTE
                : 2048;
    }
}

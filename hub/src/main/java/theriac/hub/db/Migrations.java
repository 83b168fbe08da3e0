package theriac.hub.db;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// Brings the schema up to date with the SQL files under `theriac/hub/db/migration`. Several hubs may start at once:
/// Flyway takes a lock in the database. A merged file never changes; a database that is newer than the program is
/// refused.
final class Migrations {

    private static final int OLDEST_SERVER = 180_000;

    private Migrations() {}

    static void run(DataSource dataSource) {
        run(dataSource, MigrationVersion.LATEST);
    }

    /// Migrates an empty database to an older schema, for what was saved with it.
    ///
    /// @throws DatabaseCannotStart when something is in it, or when this program does not know the version
    static void runEmpty(DataSource dataSource, String version) {
        refuseFullDatabase(dataSource);
        var target = MigrationVersion.fromVersion(version);
        for (var known : flyway(dataSource, MigrationVersion.LATEST).info().all()) {
            if (target.equals(known.getVersion())) {
                run(dataSource, target);
                return;
            }
        }
        throw new DatabaseCannotStart(
                "The backup has the schema " + version
                        + ", which this version of Theriac does not know: it was made by a newer one. Restore it with that one.");
    }

    private static Flyway flyway(DataSource dataSource, MigrationVersion target) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:theriac/hub/db/migration")
                .failOnMissingLocations(true)
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .target(target)
                .load();
    }

    private static void run(DataSource dataSource, MigrationVersion target) {
        refuseUnsuitableServer(dataSource);
        try {
            flyway(dataSource, target).migrate();
        } catch (FlywayValidateException mismatch) {
            throw new DatabaseCannotStart(
                    "The schema of the database does not fit this version of Theriac: it was changed by a newer version, or"
                            + " by hand. Start the version that was used last. " + mismatch.getMessage(),
                    mismatch);
        } catch (FlywayException failure) {
            throw new DatabaseCannotStart(
                    "The schema of the database cannot be brought up to date: " + failure.getMessage(), failure);
        }
    }

    private static void refuseFullDatabase(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_class"
                        + " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S', 'v')")) {
            row.next();
            if (row.getLong(1) > 0) {
                throw new DatabaseCannotStart(
                        "The database is not empty, and a restore never overwrites anything. Give it a new data folder,"
                                + " or a database that was just created.");
            }
        } catch (SQLException failure) {
            throw new DatabaseCannotStart("The database does not answer: " + failure.getMessage(), failure);
        }
    }

    private static void refuseUnsuitableServer(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('server_version_num')::int,"
                        + " current_setting('server_version'), current_setting('server_encoding'), current_user,"
                        + " (select rolsuper from pg_roles where rolname = current_user)")) {
            row.next();
            if (row.getInt(1) < OLDEST_SERVER) {
                throw new DatabaseCannotStart(
                        "Theriac needs PostgreSQL 18 or later; this server is " + row.getString(2) + ".");
            }
            if (!"UTF8".equals(row.getString(3))) {
                throw new DatabaseCannotStart(
                        "Theriac needs a database with the encoding UTF8; this one has " + row.getString(3)
                                + ". Create it with: create database theriac encoding 'UTF8' template template0");
            }
            if (row.getBoolean(5)) {
                throw new DatabaseCannotStart("The hub will not use PostgreSQL as its superuser " + row.getString(4)
                        + ": whoever got hold of the hub would hold the server and its machine too. Make a role that owns"
                        + " the hub's database and nothing else, and name it as db-user: docs/operate/database.md.");
            }
        } catch (SQLException failure) {
            throw new DatabaseCannotStart("The database does not answer: " + failure.getMessage(), failure);
        }
    }
}

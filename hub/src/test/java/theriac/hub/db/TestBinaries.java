package theriac.hub.db;

import java.nio.file.Path;

/// Where the tests of the hub share one unpacked copy of the PostgreSQL programs.
final class TestBinaries {

    private TestBinaries() {}

    static Path folder() {
        return Path.of("target", "postgresql-binaries").toAbsolutePath();
    }
}

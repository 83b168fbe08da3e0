package theriac.hub.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import theriac.hub.db.Database;

/// A real, migrated database for a test class:
///
/// ```java
/// @RegisterExtension
/// static final TestDatabase DATABASE = TestDatabase.perTest();
/// ```
///
/// One PostgreSQL runs per JVM and is migrated once; each test (or class) gets its own copy by `CREATE DATABASE …
/// TEMPLATE`, with what migrations put into it and nothing else. The server keeps no promises about power cuts.
public final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(TestDatabase.class);

    private enum Copy {
        PER_TEST,
        PER_CLASS
    }

    private final Copy copy;
    private final AtomicReference<TestServer.@Nullable Copied> current = new AtomicReference<>();

    private TestDatabase(Copy copy) {
        this.copy = copy;
    }

    /// A fresh copy for each test: about 0.1 s each.
    public static TestDatabase perTest() {
        return new TestDatabase(Copy.PER_TEST);
    }

    /// One copy for all tests of the class, which see each other's rows: for a booted hub.
    public static TestDatabase perClass() {
        return new TestDatabase(Copy.PER_CLASS);
    }

    /// The open database of the running test.
    public Database database() {
        return copied().database();
    }

    /// Its JDBC URL, for a test that starts a hub on it.
    public String url() {
        return copied().url();
    }

    /// The role of the hub.
    public String user() {
        return copied().user();
    }

    /// The password of [#user].
    public String password() {
        return copied().password();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (copy == Copy.PER_CLASS) {
            current.set(server(context).copy());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (copy == Copy.PER_TEST) {
            current.set(server(context).copy());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (copy == Copy.PER_TEST) {
            drop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        drop();
    }

    private void drop() {
        TestServer.Copied old = current.getAndSet(null);
        if (old != null) {
            old.close();
        }
    }

    private TestServer.Copied copied() {
        TestServer.Copied now = current.get();
        if (now == null) {
            throw new IllegalStateException(
                    "The test database is there from before the first test (perClass) or before each"
                            + " test (perTest) on. Register it with @RegisterExtension in a static field.");
        }
        return now;
    }

    private static TestServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(TestServer.class, key -> TestServer.start(), TestServer.class);
    }
}

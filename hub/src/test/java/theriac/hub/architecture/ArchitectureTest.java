package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The walls of the house: `docs/architecture.txt` is what we say, the class files are what we did.
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("theriac.stix", "theriac.taxii", "theriac.detect", "theriac.scout", "theriac.hub");

    private static final String[] CAPABILITIES = {
        "ingest", "intake", "knowledge", "sharing", "detection", "automation", "publications", "situation"
    };

    @Test
    void theRoomsUseEachOtherExactlyAsTheTextSays() throws IOException {
        var file = Path.of(System.getProperty("theriac.root"), "docs", "architecture.txt");
        assertThat(real())
                .as("edges between rooms (left: class files, right: docs/architecture.txt); change a wall with an ADR")
                .containsExactlyInAnyOrderElementsOf(said(file));
    }

    @Test
    void capabilitiesNeverImportEachOther() {
        for (var edge : real()) {
            var ends = edge.split(" -> ");
            assertThat(capability(ends[0]) && capability(ends[1])).as(edge).isFalse();
        }
    }

    @Test
    void nobodyImportsTheApplication() {
        assertThat(real()).noneMatch(edge -> edge.endsWith("-> hub.app"));
    }

    @Test
    void theLanguageTheProtocolTheMatcherAndTheScoutAreFreeOfSpring() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("theriac.stix..", "theriac.taxii..", "theriac.detect..", "theriac.scout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "theriac.hub..")
                .check(CLASSES);
    }

    @Test
    void thePureRoomsDoNoInputOutputAndReadNoClock() {
        var pure = DescribedPredicate.<JavaClass>describe("pure", ArchitectureTest::pure);
        ArchRuleDefinition.noClasses()
                .that(pure)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "org.springframework..")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe("reads the clock", ArchitectureTest::readsClock))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void sqlIsRunInSqlClassesOnly() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("theriac.hub..")
                .and()
                .resideOutsideOfPackage("theriac.hub.db..")
                .and()
                .haveSimpleNameNotEndingWith("Sql")
                .should()
                .callMethod("org.springframework.jdbc.core.simple.JdbcClient", "sql", "java.lang.String")
                .check(CLASSES);
    }

    @Test
    void httpIsSpokenInRoutesOnly() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("theriac.hub..")
                .and()
                .resideOutsideOfPackages("theriac.hub.web..", "theriac.hub.accounts..", "theriac.hub.app..")
                .and()
                .haveSimpleNameNotContaining("Routes")
                .and()
                .haveNameNotMatching(".*Routes\\$.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..")
                .check(CLASSES);
    }

    private static boolean capability(String room) {
        return Arrays.stream(CAPABILITIES).anyMatch(name -> room.equals("hub." + name));
    }

    private static boolean pure(JavaClass type) {
        var name = type.getPackageName();
        return (name.startsWith("theriac.stix") && !name.startsWith("theriac.stix.cli"))
                || name.startsWith("theriac.detect")
                || name.startsWith("theriac.hub.policy")
                || name.startsWith("theriac.hub.query")
                || name.startsWith("theriac.hub.formats");
    }

    private static boolean readsClock(JavaMethodCall call) {
        var owner = call.getTargetOwner().getFullName();
        var method = call.getTarget().getName();
        return (owner.startsWith("java.time.") && method.equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(method))
                || (owner.equals("java.time.Clock") && method.startsWith("system"));
    }

    private static Set<String> real() {
        var edges = new TreeSet<String>();
        for (var type : CLASSES) {
            var from = room(type);
            if (from.isEmpty()) {
                continue;
            }
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                room(dependency.getTargetClass().getBaseComponentType())
                        .filter(to -> !to.equals(from.get()))
                        .ifPresent(to -> edges.add(from.get() + " -> " + to));
            }
        }
        return edges;
    }

    private static Set<String> said(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("->") && !line.startsWith("#"))
                .flatMap(line -> {
                    var ends = line.split("->", -1);
                    return Arrays.stream(ends[1].strip().split("\\s+"))
                            .filter(to -> !to.isEmpty())
                            .map(to -> ends[0].strip() + " -> " + to);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> room(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        if (parts.length < 2 || !parts[0].equals("theriac")) {
            return Optional.empty();
        }
        return Optional.of(parts[1].equals("hub") && parts.length > 2 ? "hub." + parts[2] : parts[1]);
    }
}

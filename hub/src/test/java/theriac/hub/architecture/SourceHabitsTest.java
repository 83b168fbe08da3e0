package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Counts what the style promises: short files, short methods, names that say something, SQL where SQL belongs,
/// a page about every package. Exceptions are listed by name with their reason.
class SourceHabitsTest {

    private static final int LONGEST_FILE = 600;
    private static final int LONGEST_METHOD = 60;
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Dto)");
    private static final Pattern SQL =
            Pattern.compile("(?is)\\s*(select|insert\\s+into|update|delete\\s+from|with)\\s.*");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|UnsupportedOperationException)\\b");

    private static final Path ROOT = Path.of(System.getProperty("theriac.root"));
    private static final List<String> MODULES = List.of("testkit", "stix", "taxii", "detect", "scout", "hub", "bench");

    @Test
    void filesAreShort() throws IOException {
        var long_ = new ArrayList<String>();
        for (var file : sources(true)) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                long_.add(ROOT.relativize(file) + ": " + lines + " lines");
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void methodsAreShortAndNamesSaySomethingAndSqlStandsInSqlClasses() throws IOException {
        var faults = new ArrayList<String>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(false)));
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                new Habits(unit, positions, faults).scan(unit, null);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyPackageHasItsPage() throws IOException {
        var missing = new ArrayList<String>();
        for (var file : sources(false)) {
            var page = file.resolveSibling("package-info.java");
            if (!Files.exists(page) || !Files.readString(page).contains("@NullMarked")) {
                missing.add(ROOT.relativize(file.getParent()).toString());
            }
        }
        assertThat(missing.stream().distinct()).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        var unfinished = new ArrayList<String>();
        for (var file : sources(false)) {
            if (UNFINISHED.matcher(Files.readString(file)).find()) {
                unfinished.add(ROOT.relativize(file).toString());
            }
        }
        assertThat(unfinished).isEmpty();
    }

    private static List<Path> sources(boolean tests) throws IOException {
        var all = new ArrayList<Path>();
        for (var module : MODULES) {
            for (var kind : tests ? List.of("main", "test") : List.of("main")) {
                var folder = ROOT.resolve(module).resolve("src").resolve(kind).resolve("java");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    private static final class Habits extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> faults;

        Habits(CompilationUnitTree unit, SourcePositions positions, List<String> faults) {
            this.unit = unit;
            this.positions = positions;
            this.faults = faults;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
                faults.add(place() + ": the name " + type.getSimpleName() + " says nothing");
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var lines = unit.getLineMap();
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            if (start >= 0 && end >= 0) {
                long length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
                if (length > LONGEST_METHOD) {
                    faults.add(place() + ": " + method.getName() + " has " + length + " lines");
                }
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text
                    && text.length() > 12
                    && SQL.matcher(text).matches()
                    && place().startsWith("hub/")
                    && !place().endsWith("Sql.java")
                    && !place().contains("/hub/db/")
                    && text.matches("(?is).*\\b(from|set|values|into)\\b.*")) {
                faults.add(place() + ": SQL outside a *Sql class: "
                        + text.strip().lines().findFirst().orElse(""));
            }
            return super.visitLiteral(literal, nothing);
        }

        private String place() {
            return ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
        }
    }
}

package theriac.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The Dutch book has what the code says, and nothing else.
class SentencesTest {

    private static final Path SOURCES = Path.of(System.getProperty("theriac.root"), "hub/src/main/java/theriac/hub");
    private static final Pattern PLACE = Pattern.compile("%[,\\d.$]*[a-z]");
    /// Said to programs in MISP's own words, or on the operator's console; never on a screen.
    private static final Pattern NOT_ON_SCREENS = Pattern.compile(
            ".*/hub/(sharing/misp/.*|backup/.*|app/demo/.*|app/(Misp\\w+|\\w+Command|\\w+Arguments)\\.java)");

    @Test
    void everySentenceOfTheCodeStandsInTheBookAndNoOther() throws IOException {
        var said = said();
        assertThat(said).hasSizeGreaterThan(400);
        var book =
                Sentences.dutch().pairs().stream().map(Sentences.Pair::english).collect(Collectors.toSet());
        assertThat(said.stream().filter(sentence -> !book.contains(sentence)).toList())
                .as("said in the code, and not in sentences-nl.txt")
                .isEmpty();
        assertThat(book.stream().filter(sentence -> !said.contains(sentence)).toList())
                .as("in sentences-nl.txt, and said nowhere any more")
                .isEmpty();
    }

    @Test
    void aTranslationHasThePlacesOfItsSentence() {
        for (var pair : Sentences.dutch().pairs()) {
            int places = pair.parts().size() - 1;
            var numbered = PLACE.matcher(pair.dutch())
                    .results()
                    .map(found -> found.group().replaceAll("\\D", ""))
                    .filter(number -> !number.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(
                            numbered.isEmpty()
                                    ? PLACE.matcher(pair.dutch()).results().count()
                                    : numbered.size())
                    .as(pair.english())
                    .isEqualTo(places);
            assertThat(pair.dutch()).as(pair.english()).isNotEqualTo(pair.english());
        }
    }

    @Test
    void theMoreExactSentenceCountsAndASentenceInASentenceIsTranslatedToo() {
        var book = Sentences.of("""
                %s: %s
                %s, namelijk %s

                The name "%s" is taken.
                De naam "%s" is bezet.

                %s of %s
                %2$s van %1$s

                The file cannot be read: %s
                Het bestand kan niet worden gelezen: %s
                """);
        assertThat(book.translated("The name \"a: b\" is taken.")).hasValue("De naam \"a: b\" is bezet.");
        assertThat(book.translated("The file cannot be read: The name \"50%s\" is taken."))
                .hasValue("Het bestand kan niet worden gelezen: De naam \"50%s\" is bezet.");
        assertThat(book.translated("one of two")).hasValue("two van one");
        assertThat(book.translated("The name is taken")).isEmpty();
        assertThat(book.translated("x".repeat(5_000) + ": y")).isEmpty();
    }

    private static Set<String> said() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new TreeSet<String>();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.walk(SOURCES)) {
            var sources = paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !NOT_ON_SCREENS
                            .matcher(path.toString().replace('\\', '/'))
                            .matches())
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (var unit : task.parse()) {
                new Problems(unit, said).scan(unit, null);
            }
        }
        return said;
    }

    /// Collects what is given to a [theriac.hub.core.Problem] where one is made, and to the answers of
    /// [ProblemAnswers].
    private static final class Problems extends TreeScanner<Void, Void> {

        private final boolean answers;
        private final Set<String> said;

        Problems(CompilationUnitTree unit, Set<String> said) {
            this.answers = unit.getSourceFile().getName().endsWith("ProblemAnswers.java");
            this.said = said;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            var method = call.getMethodSelect().toString();
            if (method.matches("Problem\\.\\w+") || answers && method.equals("answer")) {
                call.getArguments().stream()
                        .flatMap(Problems::templates)
                        .filter(text -> text.matches(".*[.?]") || text.contains("%s") && text.matches(".*\\p{L}{2}.*"))
                        .filter(text -> !text.matches("(%s|\\W)*"))
                        .map(text -> text.replaceAll("\\s+", " ").strip())
                        .forEach(said::add);
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /// What the expression can say, with `%s` for what it does not say itself; nothing for an expression without a
        /// text.
        private static Stream<String> templates(ExpressionTree expression) {
            return switch (expression) {
                case LiteralTree literal ->
                    literal.getValue() instanceof String text
                            ? Stream.of(PLACE.matcher(text).replaceAll("%s"))
                            : Stream.of();
                case ParenthesizedTree inner -> templates(inner.getExpression());
                case ConditionalExpressionTree either ->
                    Stream.concat(templates(either.getTrueExpression()), templates(either.getFalseExpression()));
                case SwitchExpressionTree cases ->
                    cases.getCases().stream()
                            .map(one -> (Tree) one.getBody())
                            .filter(ExpressionTree.class::isInstance)
                            .flatMap(body -> templates((ExpressionTree) body));
                case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> sums(sum);
                case MethodInvocationTree call
                when call.getMethodSelect() instanceof MemberSelectTree member
                        && member.getIdentifier().contentEquals("formatted") -> templates(member.getExpression());
                default -> Stream.of();
            };
        }

        private static Stream<String> sums(BinaryTree sum) {
            var left = orPlace(sum.getLeftOperand());
            var right = orPlace(sum.getRightOperand());
            return left.stream().flatMap(one -> right.stream().map(other -> one + other));
        }

        private static List<String> orPlace(ExpressionTree expression) {
            var found = templates(expression).toList();
            return found.isEmpty() ? List.of("%s") : found;
        }
    }
}

package theriac.stix.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import theriac.stix.spec.SpecText.Table;

/// Our tables against the tables of the specification's own text: nothing is missing, nothing is added, and what
/// differs on purpose is listed here with the reason.
class SpecTablesTest {

    private static final Pattern PROPERTY = Pattern.compile("([a-z0-9_]+) \\((required|optional)( - deprecated)?\\)");

    /// Property and how our table differs from the text's, with the reason.
    private static final Map<String, String> DIFFERENT = Map.of(
            "course-of-action.action type", "reserved: written in capitals there",
            "sighting.summary type", "boolean: its default is false and the example of §4.16 has true",
            "bundle.objects type", "list of type any: a STIX object of any type",
            "marking-definition.definition type", "dictionary: the text says <marking object>",
            "malware-analysis.analysis_sco_refs targets", "[SCO]: so says the description (§4.12.1)",
            "sighting.where_sighted_refs targets", "[identity, location]: so says the MUST of §5.2.1");

    private static SpecText text;

    /// Not in an initializer: where the folder is absent the tests are skipped, and do not fail.
    @BeforeAll
    static void read() {
        text = SpecText.read();
    }

    private static List<Table> propertyTables() {
        return text.tables().stream()
                .filter(t -> t.isHeaded("Property Name", "Type", "Description")
                        && Spec.V21.table(t.subject()).isPresent())
                .toList();
    }

    private static TypeSpec ours(Table table) {
        return Spec.V21.table(table.subject()).orElseThrow();
    }

    /// The rows of a property table by name; "type" and the like included.
    private static Map<String, List<String>> rows(Table table) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (List<String> row : table.body()) {
            Matcher name = PROPERTY.matcher(SpecText.text(row.getFirst()));
            assertThat(name.matches()).as(row.toString()).isTrue();
            rows.put(
                    name.group(1),
                    List.of(name.group(3) == null ? name.group(2) : "deprecated", row.get(1), row.get(2)));
        }
        return rows;
    }

    @Test
    void everyTableOfTheTextIsOursAndTheOtherWayRound() {
        Set<String> texts = new TreeSet<>();
        propertyTables().forEach(t -> texts.add(t.subject()));
        Set<String> tables = new TreeSet<>();
        Spec.V21.tables().forEach(t -> tables.add(t.name()));
        assertThat(texts).isEqualTo(tables);
    }

    @Test
    void everyPropertyHasTheLevelAndTheTypeOfTheText() {
        List<String> differences = new ArrayList<>();
        for (Table table : propertyTables()) {
            TypeSpec ours = ours(table);
            Map<String, List<String>> rows = rows(table);
            rows.forEach((name, row) -> {
                PropertySpec property = ours.property(name);
                String what = ours.name() + "." + name;
                if (property == null) {
                    differences.add(what + " is missing");
                    return;
                }
                note(
                        differences,
                        what + " level",
                        row.get(0),
                        property.level().name().toLowerCase(java.util.Locale.ROOT));
                note(differences, what + " type", typeOf(row.get(1)), word(property.type()));
            });
            ours.own().stream()
                    .filter(name -> !rows.containsKey(name))
                    .forEach(name -> differences.add(ours.name() + "." + name + " is not in the text"));
        }
        assertThat(differences).isEmpty();
    }

    private static void note(List<String> differences, String what, String text, String ours) {
        if (!text.equals(ours) && !DIFFERENT.getOrDefault(what, "").startsWith(ours + ": ")) {
            differences.add(what + ": the text has " + text + ", we have " + ours);
        }
    }

    private static String typeOf(String cell) {
        return SpecText.text(cell).replaceAll("-type$", "");
    }

    /// The name that the text has for a type of value.
    private static String word(ValueType type) {
        return switch (type) {
            case ValueType.Text _, ValueType.Language _ -> "string";
            case ValueType.Bool _ -> "boolean";
            case ValueType.Int _ -> "integer";
            case ValueType.Decimal _ -> "float";
            case ValueType.Time _ -> "timestamp";
            case ValueType.Id _, ValueType.Ref _ -> "identifier";
            case ValueType.Hashes _ -> "hashes";
            case ValueType.Hex _ -> "hex";
            case ValueType.Binary _ -> "binary";
            case ValueType.Term(Vocabulary vocabulary) -> vocabulary.isOpen() ? "open-vocab" : "enum";
            case ValueType.Part(String table) -> table;
            case ValueType.ListOf(ValueType item) -> "list of type " + word(item);
            case ValueType.Dictionary _, ValueType.Extensions _ -> "dictionary";
            case ValueType.Observables _ -> "observable-container";
            case ValueType.Reserved _ -> "reserved";
            case ValueType.Any _ -> "any";
        };
    }

    @Test
    void everyTermComesFromTheVocabularyThatTheTextNames() {
        List<String> differences = new ArrayList<>();
        for (Table table : propertyTables()) {
            rows(table).forEach((name, row) -> {
                Set<String> named = SpecText.styled(row.get(2), "stixvocab");
                named.addAll(SpecText.styled(row.get(2), "stixtype").stream()
                        .filter(w -> w.endsWith("-ov") || w.endsWith("-enum"))
                        .toList());
                if (typeOf(row.get(1)).matches(".*(open-vocab|enum)")) {
                    String vocabulary =
                            vocabulary(ours(table).properties().get(name).type());
                    boolean literals = vocabulary.equals("marking-definition-type"); // listed in the cell, unnamed
                    if (!named.contains(vocabulary) && !literals) {
                        differences.add(table.subject() + "." + name + ": " + named + ", we have " + vocabulary);
                    }
                }
            });
        }
        assertThat(differences).isEmpty();
    }

    private static String vocabulary(ValueType type) {
        return switch (type) {
            case ValueType.Term(Vocabulary vocabulary) -> vocabulary.name();
            case ValueType.ListOf(ValueType item) -> vocabulary(item);
            default -> "";
        };
    }

    @Test
    void everyReferenceNamesTheTypesThatTheTextAllows() {
        List<String> differences = new ArrayList<>();
        for (Table table : text.tables()) {
            if (SpecText.text(table.rows().getFirst().getFirst()).equals("Embedded Relationships")) {
                for (List<String> row : table.body()) {
                    String name = SpecText.text(row.get(0));
                    Set<String> types = SpecText.styled(row.get(1), "stixtype");
                    types.removeAll(Set.of("list", "identifier"));
                    String words = SpecText.text(row.get(1));
                    if (words.contains("STIX Object")) {
                        types.add("any");
                    }
                    List.of("SDO", "SCO", "SRO").stream()
                            .filter(words::contains)
                            .forEach(types::add);
                    note(
                            differences,
                            table.subject() + "." + name + " targets",
                            types.toString(),
                            targets(ours(table).properties().get(name).type()));
                }
            }
        }
        for (Table table : propertyTables()) {
            rows(table).forEach((name, row) -> {
                if (typeOf(row.get(1)).endsWith("identifier") && row.get(2).contains("be of type")) {
                    Set<String> types = SpecText.styled(row.get(2), "stixtype");
                    note(
                            differences,
                            table.subject() + "." + name + " targets",
                            types.toString(),
                            targets(ours(table).properties().get(name).type()));
                }
            });
        }
        assertThat(differences).isEmpty();
    }

    private static String targets(ValueType type) {
        return switch (type) {
            case ValueType.Ref(Targets targets) -> {
                Set<String> words = new TreeSet<>(targets.types());
                targets.kinds().forEach(kind -> words.add(kind.name()));
                yield words.toString();
            }
            case ValueType.ListOf(ValueType item) -> targets(item);
            default -> "";
        };
    }

    @Test
    void commonPropertiesAreRequiredOptionalAndAbsentAsInTheSummaryOfEachType() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Table table : text.tables()) {
            if (table.below("Required Common Properties").isEmpty()
                    || table.subject().isEmpty()) {
                continue;
            }
            compared++;
            TypeSpec ours = ours(table);
            Map<Level, String> headings = Map.of(
                    Level.REQUIRED, "Required Common Properties",
                    Level.OPTIONAL, "Optional Common Properties",
                    Level.ABSENT, "Not Applicable Common Properties");
            headings.forEach((level, heading) -> {
                Set<String> names = new TreeSet<>();
                ours.properties().values().stream()
                        .filter(p -> p.level() == level
                                && Spec.V21.common(Kind.SDO).properties().containsKey(p.name()))
                        .forEach(p -> names.add(p.name()));
                Set<String> texts = SpecText.strong(table.below(heading));
                if (texts.remove("granular_marking_refs")) {
                    texts.add("granular_markings"); // a slip of the summaries of the meta objects
                }
                if (ours.kind() == Kind.SCO && level == Level.ABSENT) {
                    texts.addAll(List.of("created", "modified")); // left out there; §3.6 says that SCOs have neither
                }
                note(differences, ours.name() + " " + heading, texts.toString(), names.toString());
            });
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void idContributingPropertiesAreThoseOfTheText() {
        List<String> differences = new ArrayList<>();
        for (Table table : text.tables()) {
            String contributing = table.below("ID Contributing Properties");
            if (!contributing.isEmpty()) {
                note(
                        differences,
                        table.subject() + " contributing",
                        SpecText.strong(contributing).toString(),
                        new TreeSet<>(ours(table).contributing()).toString());
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void predefinedExtensionsBelongToTheTypesThatTheTextSays() {
        List<String> differences = new ArrayList<>();
        for (Table table : propertyTables()) {
            List<String> row = rows(table).get("extensions");
            if (row != null && ours(table).kind() == Kind.SCO) {
                Set<String> named = SpecText.styled(row.get(2), "stixtype");
                named.removeIf(w -> !w.endsWith("-ext"));
                note(
                        differences,
                        table.subject() + " extensions",
                        named.toString(),
                        new TreeSet<>(ours(table).extensions()).toString());
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void everyVocabularyHasTheValuesOfTheText() {
        Map<String, Set<String>> texts = new TreeMap<>();
        for (Table table : text.tables()) {
            if (table.clause().startsWith("10.")) {
                Set<String> values = texts.computeIfAbsent(table.subject(), _ -> new TreeSet<>());
                table.rows().stream()
                        .filter(row -> row.size() == 2)
                        .forEach(row -> values.addAll(SpecText.styled(row.getFirst(), "stixliteral")));
            }
        }
        List<String> differences = new ArrayList<>();
        texts.forEach((name, values) -> note(
                differences,
                name,
                values.toString(),
                new TreeSet<>(Spec.V21.vocabulary(name).map(Vocabulary::values).orElse(Set.of())).toString()));
        assertThat(differences).isEmpty();
        assertThat(texts).hasSize(32);
    }

    @Test
    void relationshipsAreThoseOfTheSectionsOfTheirSources() {
        Set<String> texts = new TreeSet<>();
        for (Table table : text.tables()) {
            if (table.isHeaded("Source", "Relationship Type", "Target", "Description")) {
                table.body().forEach(row -> texts.addAll(triples(row)));
            }
        }
        assertThat(ours()).isEqualTo(texts);
    }

    /// The summary of Appendix B is for convenience; where it differs, the sections count (Appendix B).
    @Test
    void theSummaryOfAppendixBAgreesBesidesWhatIsListed() {
        Set<String> summary = new TreeSet<>();
        for (Table table : text.tables()) {
            if (table.isHeaded("Source", "Type", "Target")) {
                table.body().forEach(row -> summary.addAll(triples(row)));
            }
        }
        Set<String> missing = new TreeSet<>(ours());
        missing.removeAll(summary);
        Set<String> more = new TreeSet<>(summary);
        more.removeAll(ours());
        assertThat(missing).as("in the sections only").isEmpty();
        assertThat(more).as("in the summary only").isEmpty();
    }

    private static Set<String> triples(List<String> row) {
        Set<String> triples = new TreeSet<>();
        Set<String> types = SpecText.styled(row.get(1), "stixliteral");
        Set<String> targets = SpecText.styled(row.get(2), "stixtype");
        if (SpecText.text(row.get(2)).contains("Cyber-observable")) {
            targets.add("sco");
        }
        for (String source : SpecText.styled(row.get(0), "stixtype")) {
            for (String type : types) {
                targets.stream()
                        .filter(target -> !target.startsWith("&lt;"))
                        .forEach(target -> triples.add(source + " " + type + " " + target));
            }
        }
        return triples;
    }

    private static Set<String> ours() {
        Set<String> ours = new TreeSet<>();
        Tables.relationships()
                .forEach((source, types) -> types.forEach(
                        (type, targets) -> targets.forEach(target -> ours.add(source + " " + type + " " + target))));
        return ours;
    }
}

package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.ObjectSummary;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// A matrix as its own objects tell it: the columns in the order of `tactic_refs`, in each the techniques whose
/// kill chain phase is the tactic's short name. Nothing of it is known beforehand, so that a new tactic or another
/// matrix needs no new hub. Pure.
///
/// @param domain as techniques name it (`enterprise-attack`); "" when nobody says
/// @param version of the release that holds it (`18.1`); "" when no visible collection names it
/// @param cells by number, in the order of the columns
record Matrix(ObjectSummary summary, String domain, String version, List<Tactic> tactics, Map<String, Cell> cells) {

    /// @param numbers of its techniques by their names, each followed by its sub-techniques
    record Tactic(ObjectSummary summary, String number, List<String> numbers) {}

    /// @param parent number of the technique of which this is a part; empty: it is none's part, or its whole is
    ///     not in the matrix
    record Cell(String number, ObjectSummary summary, Optional<String> parent) {}

    /// Every matrix of which the viewer sees the object itself, by name.
    static List<ObjectContent> matrices(List<ObjectContent> pieces) {
        return pieces.stream()
                .filter(piece -> piece.object().type().equals("x-mitre-matrix"))
                .filter(piece -> !gone(piece))
                .sorted(Comparator.comparing(
                                (ObjectContent piece) -> piece.summary().name())
                        .thenComparing(piece -> piece.object().id().text()))
                .toList();
    }

    /// Empty when there is no such matrix among the pieces.
    static Optional<Matrix> of(List<ObjectContent> pieces, StixId id) {
        return matrices(pieces).stream()
                .filter(piece -> piece.object().id().equals(id))
                .findFirst()
                .map(piece -> new Building(pieces, piece).matrix());
    }

    /// The release that names the matrix among its contents; the newest when there are several.
    static String version(List<ObjectContent> pieces, ObjectContent matrix) {
        var id = matrix.object().id().text();
        return pieces.stream()
                .filter(piece -> piece.object().type().equals("x-mitre-collection"))
                .filter(piece -> objects(piece.object(), "x_mitre_contents").stream()
                        .anyMatch(
                                one -> one.text("object_ref").filter(id::equals).isPresent()))
                .max(Comparator.comparing(piece -> piece.object().version()))
                .flatMap(piece -> piece.object().text("x_mitre_version"))
                .orElse("");
    }

    static String domain(ObjectContent matrix) {
        return matrix.object().texts("x_mitre_domains").stream()
                .findFirst()
                .or(() -> objects(matrix.object(), "external_references").stream()
                        .flatMap(reference -> reference.text("external_id").stream())
                        .findFirst())
                .orElse("");
    }

    private static List<JsonObject> objects(StixObject object, String property) {
        return object.json().array(property).map(a -> a.objects()).orElse(List.of());
    }

    private static boolean gone(ObjectContent piece) {
        return piece.summary().revoked()
                || piece.object().json().bool("x_mitre_deprecated").orElse(false);
    }

    private static final class Building {
        private final List<ObjectContent> pieces;
        private final ObjectContent matrix;
        private final String domain;
        private final Map<String, ObjectContent> byId = new HashMap<>();
        private final Map<String, ObjectContent> techniques = new LinkedHashMap<>();
        private final Set<String> chains = new HashSet<>();

        Building(List<ObjectContent> pieces, ObjectContent matrix) {
            this.pieces = pieces;
            this.matrix = matrix;
            this.domain = domain(matrix);
        }

        Matrix matrix() {
            var patterns = new ArrayList<ObjectContent>();
            for (var piece : pieces) {
                byId.put(piece.object().id().text(), piece);
                if (piece.object().type().equals("attack-pattern") && !gone(piece)) {
                    patterns.add(piece);
                }
            }
            patterns.stream().filter(this::named).forEach(piece -> {
                phases(piece).forEach(phase -> phase.text("kill_chain_name").ifPresent(chains::add));
                number(piece).ifPresent(number -> techniques.putIfAbsent(number, piece));
            });
            // Techniques of others, who copy the numbers and leave out the domain.
            patterns.stream()
                    .filter(piece -> domains(piece).isEmpty())
                    .forEach(piece -> number(piece).ifPresent(number -> techniques.putIfAbsent(number, piece)));
            var tactics = new ArrayList<Tactic>();
            matrix.object().texts("tactic_refs").stream().distinct().forEach(ref -> {
                var piece = byId.get(ref);
                if (piece != null && !gone(piece)) {
                    tactics.add(new Tactic(piece.summary(), external(piece).orElse(""), column(piece)));
                }
            });
            var cells = new LinkedHashMap<String, Cell>();
            tactics.forEach(tactic -> tactic.numbers().forEach(number -> cells.put(number, cell(number))));
            return new Matrix(matrix.summary(), domain, version(pieces, matrix), List.copyOf(tactics), cells);
        }

        private Cell cell(String number) {
            var piece = techniques.get(number);
            if (piece == null) {
                throw new IllegalStateException("A column names a technique that is not there: " + number);
            }
            return new Cell(number, piece.summary(), parent(number).filter(techniques::containsKey));
        }

        private boolean named(ObjectContent technique) {
            return !domain.isEmpty() && domains(technique).contains(domain);
        }

        private List<String> column(ObjectContent tactic) {
            var name = tactic.object()
                    .text("x_mitre_shortname")
                    .orElseGet(() ->
                            tactic.summary().name().toLowerCase(Locale.ROOT).replace(' ', '-'));
            var inIt = new HashSet<String>();
            techniques.forEach((number, piece) -> {
                if (phases(piece).stream().anyMatch(phase -> is(phase, name))) {
                    inIt.add(number);
                }
            });
            return inIt.stream()
                    .sorted(Comparator.comparing((String number) ->
                                    nameOf(parent(number).filter(inIt::contains).orElse(number)))
                            .thenComparing(number -> number))
                    .toList();
        }

        private boolean is(JsonObject phase, String name) {
            return phase.text("phase_name").filter(name::equals).isPresent()
                    && (chains.isEmpty()
                            || phase.text("kill_chain_name")
                                    .filter(chains::contains)
                                    .isPresent());
        }

        private String nameOf(String number) {
            var piece = techniques.get(number);
            return (piece == null ? "" : piece.summary().name()) + " " + number;
        }

        private static List<String> domains(ObjectContent technique) {
            return technique.object().texts("x_mitre_domains");
        }

        private static List<JsonObject> phases(ObjectContent technique) {
            return objects(technique.object(), "kill_chain_phases");
        }

        private static Optional<String> external(ObjectContent piece) {
            return objects(piece.object(), "external_references").stream()
                    .flatMap(reference -> reference.text("external_id").stream())
                    .findFirst();
        }

        /// The same number by which the store counts it.
        private static Optional<String> number(ObjectContent technique) {
            return Values.of(technique.object()).stream()
                    .filter(value -> value.kind() == ValueKind.TECHNIQUE)
                    .map(NormalValue::text)
                    .min(Comparator.naturalOrder());
        }

        /// ATT&CK numbers a part as its whole, a dot and three digits.
        private static Optional<String> parent(String number) {
            int dot = number.indexOf('.');
            return dot < 0 ? Optional.empty() : Optional.of(number.substring(0, dot));
        }
    }
}

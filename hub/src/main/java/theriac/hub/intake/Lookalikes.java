package theriac.hub.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.hub.intake.Lookalike.Trick;

/// Recognises host names that borrow a brand's name. Prepared once per brand list; a look-up walks the list with
/// cheap comparisons first, which keeps 2,000 brands below ten milliseconds. Immutable and thread-safe.
final class Lookalikes {

    /// Words that lure: they turn a contained brand name from a coincidence into a pretence.
    private static final Set<String> LURES = Set.of(
            "mijn",
            "my",
            "login",
            "inloggen",
            "log",
            "portaal",
            "portal",
            "pakket",
            "zorgpakket",
            "zorg",
            "betaal",
            "betalen",
            "pay",
            "bevestig",
            "verify",
            "update",
            "app",
            "veilig",
            "secure",
            "account",
            "support",
            "help",
            "servicedesk",
            "helpdesk",
            "service",
            "webmail",
            "mail",
            "owa",
            "alert",
            "test",
            "uitslag",
            "afspraak",
            "vaccin",
            "bco",
            "parkeren",
            "terugbetaling",
            "factuur",
            "info",
            "nl",
            "online",
            "aanvragen",
            "care");

    /// Endings that are two labels long; enough to find the registered part of the names that matter here.
    private static final Set<String> DOUBLE_ENDINGS =
            Set.of("co.uk", "org.uk", "ac.uk", "nhs.uk", "gov.uk", "com.au", "com.br", "co.nz", "com.tr", "co.za");

    private static final int LONGEST_HOST = 253;

    private final Skeleton skeleton = new Skeleton();
    private final List<Face> faces;
    private final List<Brand> brands;

    Lookalikes(BrandList list) {
        this.brands = list.brands();
        this.faces = brands.stream().flatMap(brand -> faces(brand).stream()).toList();
    }

    /// A word that stands for a brand in a host name.
    ///
    private record Face(Brand brand, String word, String shape) {
        String domain() {
            return brand.domains().isEmpty() ? "" : brand.domains().getFirst();
        }
    }

    /// The best match of a host name (A-labels or Unicode, lower case or not), if it resembles a brand.
    Optional<Lookalike> find(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_HOST
                || name.indexOf('.') < 0
                || ownedBy(name).isPresent()) {
            return Optional.empty();
        }
        var labels = name.split("\\.");
        int ending = DOUBLE_ENDINGS.contains(lastTwo(labels)) ? 2 : 1;
        var best = subdomainTrick(name);
        for (int i = 0; i < labels.length - ending; i++) {
            boolean registered = i == labels.length - ending - 1;
            best = better(best, label(labels[i], registered));
        }
        return best;
    }

    /// The brand whose own domain this is, or lies below.
    Optional<Brand> ownedBy(String host) {
        return brands.stream()
                .filter(brand -> brand.domains().stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own)))
                .findFirst();
    }

    private Optional<Lookalike> subdomainTrick(String name) {
        for (var brand : brands) {
            for (var own : brand.domains()) {
                if (name.startsWith(own + ".") || name.contains("." + own + ".")) {
                    return Optional.of(new Lookalike(brand.name(), own, 97, Trick.SUBDOMAIN));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Lookalike> label(String written, boolean registered) {
        var label = skeleton.unicode(written);
        boolean international = !label.equals(written) || !label.chars().allMatch(c -> c < 128);
        var shape = skeleton.of(label);
        var words = label.split("-");
        var shapes = Arrays.stream(words).map(skeleton::of).toArray(String[]::new);
        boolean lure = Arrays.stream(words).anyMatch(LURES::contains);
        Optional<Lookalike> best = Optional.empty();
        for (var face : faces) {
            best = better(best, whole(face, label, shape, international, registered));
            best = better(best, parts(face, words, shapes, international, lure));
            best = better(best, contained(face, label, shape, lure));
        }
        return best;
    }

    private static Optional<Lookalike> whole(
            Face face, String label, String shape, boolean international, boolean registered) {
        if (label.equals(face.word)) {
            return found(face, registered ? 90 : 70, registered ? Trick.OTHER_ENDING : Trick.CONTAINS);
        }
        if (shape.equals(face.shape)) {
            return found(face, 95, international ? Trick.INTERNATIONAL : Trick.HOMOGLYPH);
        }
        int distance = Edits.distance(label, face.word, patience(face.word));
        return distance > patience(face.word) ? Optional.empty() : found(face, distance == 1 ? 85 : 65, Trick.TYPO);
    }

    private static Optional<Lookalike> parts(
            Face face, String[] words, String[] shapes, boolean international, boolean lure) {
        if (words.length < 2) {
            return Optional.empty();
        }
        Optional<Lookalike> best = Optional.empty();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(face.word)) {
                best = better(best, found(face, lure ? 88 : 70, Trick.BRAND_AND_WORD));
            } else if (shapes[i].equals(face.shape)) {
                best = better(best, found(face, 92, international ? Trick.INTERNATIONAL : Trick.HOMOGLYPH));
            } else if (lure && Edits.distance(words[i], face.word, 1) == 1 && patience(face.word) > 0) {
                best = better(best, found(face, 75, Trick.TYPO));
            }
        }
        return best;
    }

    private static Optional<Lookalike> contained(Face face, String label, String shape, boolean lure) {
        if (face.word.length() < 5 || label.length() <= face.word.length() || !shape.contains(face.shape)) {
            return Optional.empty();
        }
        return label.contains(face.word)
                ? found(face, lure ? 75 : 60, Trick.CONTAINS)
                : found(face, 80, Trick.HOMOGLYPH);
    }

    /// How many letters may differ: short names are too close to everything, and names of several words
    /// (`ziekenhuis-oost`) have honest neighbours that differ in one of them.
    private static int patience(String word) {
        return word.length() < 5 ? 0 : word.length() < 9 || word.indexOf('-') >= 0 ? 1 : 2;
    }

    private static Optional<Lookalike> found(Face face, int score, Trick trick) {
        return Optional.of(new Lookalike(face.brand.name(), face.domain(), score, trick));
    }

    private static Optional<Lookalike> better(Optional<Lookalike> one, Optional<Lookalike> other) {
        return other.isEmpty()
                        || one.isPresent() && one.get().score() >= other.get().score()
                ? one
                : other;
    }

    private List<Face> faces(Brand brand) {
        var words = new java.util.LinkedHashSet<String>();
        brand.domains().forEach(domain -> words.add(registeredLabel(domain)));
        brand.words().stream()
                .map(word -> word.replace(" ", ""))
                .filter(word -> word.length() >= 3)
                .forEach(words::add);
        var faces = new ArrayList<Face>();
        words.forEach(word -> faces.add(new Face(brand, word, skeleton.of(word))));
        return faces;
    }

    private static String registeredLabel(String domain) {
        var labels = domain.split("\\.");
        int ending = DOUBLE_ENDINGS.contains(lastTwo(labels)) ? 2 : 1;
        return labels[Math.max(0, labels.length - ending - 1)];
    }

    private static String lastTwo(String[] labels) {
        return labels.length < 2 ? "" : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}

package theriac.stix.spec;

import java.util.Arrays;

/// What a table describes. The order is that of the columns of `common.txt`.
public enum Kind {
    SDO("sdo"),
    SRO("sro"),
    SCO("sco"),
    EXTENSION_DEFINITION("extension-definition"),
    LANGUAGE_CONTENT("language-content"),
    MARKING_DEFINITION("marking-definition"),
    BUNDLE("bundle"),
    /// A predefined object extension (STIX 2.1 §3.10).
    EXTENSION("extension"),
    /// A structure within objects, such as a kill chain phase.
    PART("part");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /// True for the kinds that are STIX objects of their own.
    public boolean isObject() {
        return compareTo(MARKING_DEFINITION) <= 0;
    }

    /// True for objects that have versions (STIX 2.1 §3.6).
    public boolean isVersioned() {
        return this == SDO || this == SRO || this == EXTENSION_DEFINITION || this == LANGUAGE_CONTENT;
    }

    /// The word for it in the tables.
    String word() {
        return word;
    }

    /// The kind named in a table; the meta objects (`smo`) are kinds of their own, named by their type.
    static Kind of(String word, String type) {
        String wanted = word.equals("smo") ? type : word;
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The table of " + type + " has no such kind: " + word));
    }
}

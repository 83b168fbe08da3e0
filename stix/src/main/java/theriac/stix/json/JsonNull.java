package theriac.stix.json;

/// The JSON literal `null`. STIX never allows it as a value (STIX 2.1 §2), but it must be readable to be reported.
public enum JsonNull implements JsonValue {
    NULL
}

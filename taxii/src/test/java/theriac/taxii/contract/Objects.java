package theriac.taxii.contract;

/// STIX objects for the contract, from numbers.
public final class Objects {

    private Objects() {}

    public static String id(String type, int number) {
        return "%s--00000000-0000-4000-8000-%012d".formatted(type, number);
    }

    public static String indicatorId(int number) {
        return id("indicator", number);
    }

    /// Version `v` of indicator `number`: `modified` is `v` minutes after `created`.
    public static String indicator(int number, int v) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",\
                "modified":"%s","name":"n%d","pattern":"[domain-name:value = 'n%d.example']","pattern_type":"stix",\
                "valid_from":"2026-01-01T00:00:00Z"}""".formatted(indicatorId(number), modified(v), number, number);
    }

    public static String modified(int v) {
        return "2026-01-01T00:%02d:00.000Z".formatted(v);
    }

    public static String malware(int number) {
        return """
                {"type":"malware","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",\
                "modified":"2026-01-01T00:00:00.000Z","name":"m%d","is_family":false}""".formatted(id("malware", number), number);
    }

    public static String domain(int number) {
        return """
                {"type":"domain-name","id":"%s","value":"d%d.example"}""".formatted(id("domain-name", number), number);
    }

    public static String envelope(String... objects) {
        return "{\"objects\":[" + String.join(",", objects) + "]}";
    }
}

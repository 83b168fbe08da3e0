package theriac.hub.policy;

import theriac.hub.core.Problem;

/// What a person is told about a fence that cannot be read: where, what is wrong, and what to write.
public final class FenceProblem {

    private FenceProblem() {}

    /// @param where which text it is, in a word that needs no translation
    public static Problem of(String where, MarkedText.Fault fault) {
        return Problem.of(
                Problem.Code.UNPROCESSABLE,
                switch (fault.wrong()) {
                    case LABEL ->
                        "%s, line %d, \"%s\": this is no label that a section can have. Write ::: TLP:GREEN, ::: TLP:AMBER or ::: TLP:AMBER+STRICT."
                                .formatted(where, fault.line(), fault.shown());
                    case RED ->
                        "%s, line %d, \"%s\": TLP:RED is for named people, and a section names none. Choose another label, or tell those people yourself."
                                .formatted(where, fault.line(), fault.shown());
                    case NESTED ->
                        "%s, line %d, \"%s\": a section begins in a section. End the first one with ::: alone on a line."
                                .formatted(where, fault.line(), fault.shown());
                    case UNOPENED ->
                        "%s, line %d, \"%s\": this ends a section that nothing began. Begin it with a line such as ::: TLP:AMBER."
                                .formatted(where, fault.line(), fault.shown());
                    case UNCLOSED ->
                        "%s, line %d, \"%s\": this section has no end. End it with ::: alone on a line."
                                .formatted(where, fault.line(), fault.shown());
                    case EMPTY ->
                        "%s, line %d, \"%s\": nothing stands in this section. Write it, or take its fences away."
                                .formatted(where, fault.line(), fault.shown());
                    case FORM ->
                        "%s, line %d, \"%s\": this looks like the fence of a section and is none. A fence stands alone on its line, with nothing before it; otherwise write fewer than three colons."
                                .formatted(where, fault.line(), fault.shown());
                    case MANY ->
                        "%s, line %d, \"%s\": a text has at most %d sections. Put what has the same label together."
                                .formatted(where, fault.line(), fault.shown(), MarkedText.MOST);
                });
    }
}

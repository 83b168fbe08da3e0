package theriac.hub.query;

/// What reading a question gave.
public sealed interface QueryParsed {

    record Understood(Query query) implements QueryParsed {}

    /// A question that cannot be understood.
    ///
    /// @param at offset of the character where it went wrong, in UTF-16 units; the length of the text when its
    ///     end came too soon
    /// @param sentence what is wrong there and what would be right
    record Fault(int at, String sentence) implements QueryParsed {}
}

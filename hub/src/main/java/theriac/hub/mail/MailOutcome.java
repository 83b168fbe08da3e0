package theriac.hub.mail;

/// What became of an attempt to send one mail.
public sealed interface MailOutcome {

    /// The server took it.
    record Sent() implements MailOutcome {}

    /// Certainly not sent; another attempt may succeed.
    record Later(String reason) implements MailOutcome {}

    /// Certainly not sent, and never will be: the address or the message was refused.
    record Refused(String reason) implements MailOutcome {}

    /// The connection broke while the message was on its way: it may or may not have arrived.
    record Unknown(String reason) implements MailOutcome {}
}

package theriac.hub.mail;

/// Signs a mail (RFC 3156): whoever holds the key answers.
@FunctionalInterface
public interface MailSignature {

    /// @param part the signed part exactly as it goes over the wire, lines ended by CR LF
    /// @return the detached OpenPGP signature with SHA-512, armoured
    String sign(byte[] part);
}

package theriac.hub.mail;

/// Signs a mail: whoever holds the key answers.
@FunctionalInterface
public interface MailSignature {

    /// @param part the signed part exactly as it goes over the wire, lines ended by CR LF
    /// @return the detached signature as its own part has it, lines ended by LF or CR LF: for OpenPGP
    ///     armoured, with SHA-512; for S/MIME in Base64, with SHA-256
    String sign(byte[] part);

    /// How the signature is made and carried.
    default Form form() {
        return Form.PGP;
    }

    /// The two ways to sign a mail (RFC 1847).
    enum Form {
        /// OpenPGP (RFC 3156).
        PGP("pgp-sha512", "application/pgp-signature", "This mail is signed with OpenPGP (RFC 3156).", """
                Content-Type: application/pgp-signature; name="signature.asc"
                Content-Description: OpenPGP signature
                Content-Disposition: attachment; filename="signature.asc"
                """),
        /// CMS with an X.509 certificate (RFC 8551 §3.5.3).
        SMIME("sha-256", "application/pkcs7-signature", "This mail is signed with S/MIME (RFC 8551).", """
                Content-Type: application/pkcs7-signature; name="smime.p7s"
                Content-Transfer-Encoding: base64
                Content-Description: S/MIME signature
                Content-Disposition: attachment; filename="smime.p7s"
                """);

        private final String digest;
        private final String protocol;
        private final String preamble;
        private final String headers;

        Form(String digest, String protocol, String preamble, String headers) {
            this.digest = digest;
            this.protocol = protocol;
            this.preamble = preamble;
            this.headers = headers;
        }

        /// The word of the parameter `micalg`.
        String digest() {
            return digest;
        }

        /// The kind of the signature's part.
        String protocol() {
            return protocol;
        }

        /// What a reader shows that knows no parts.
        String preamble() {
            return preamble;
        }

        /// Of the signature's part, each line ended by LF.
        String headers() {
            return headers;
        }
    }
}

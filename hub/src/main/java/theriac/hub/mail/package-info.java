/// Sends mail over SMTP: text first, HTML and a signature where they are wanted. Read [Mailer]
/// first. Knows no warning and no policy: who may get what is
/// decided and gated before a message exists. Deliberately absent: attachments, receiving.
@NullMarked
package theriac.hub.mail;

import org.jspecify.annotations.NullMarked;

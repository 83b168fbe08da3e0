/// Sends plain-text mail over SMTP. Read [Mailer] first. Knows no warning and no policy: who may get what is
/// decided and gated before a message exists. Deliberately absent: HTML, attachments, receiving.
@NullMarked
package theriac.hub.mail;

import org.jspecify.annotations.NullMarked;

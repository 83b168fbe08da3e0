/// HTTP plumbing that knows no capability: problems as RFC 9457, in Dutch from a book of sentences, headers, the
/// workbench's files. Read [ProblemAnswers] first. Deliberately absent: who the caller is (`accounts`), what it may
/// (`policy`), STIX.
@NullMarked
package theriac.hub.web;

import org.jspecify.annotations.NullMarked;

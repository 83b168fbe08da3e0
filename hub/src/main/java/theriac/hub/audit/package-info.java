/// Who did, read and asked what: rows that are written once, sealed into a chain of hashes, and copied
/// elsewhere. Read [AuditTrail] first. Deliberately absent: what happened to objects (`store.Ledger`), and
/// what a program said to its operator (the log).
@NullMarked
package theriac.hub.audit;

import org.jspecify.annotations.NullMarked;

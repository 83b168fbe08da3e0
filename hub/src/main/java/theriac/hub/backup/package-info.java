/// All of a hub's data as one file that checks itself, and back into an empty database. Read [Backup] first.
/// The file is a zip of COPY texts with a manifest ([BackupWriter], [BackupReader]), sealed with a passphrase
/// when one is given ([SealedOutput], [SealedInput]). ADR 014 says why. Deliberately absent: any knowledge of
/// what the tables mean, so that a new table is in the next backup without a line of code.
@NullMarked
package theriac.hub.backup;

import org.jspecify.annotations.NullMarked;

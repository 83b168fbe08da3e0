/// Secrets that open others' doors: sealed with a key that is no part of the database, used by the hub, shown
/// to nobody again. Read [Vault] first. Deliberately absent: people's passwords and tokens for the hub itself
/// (`accounts`), which are only hashed.
@NullMarked
package theriac.hub.vault;

import org.jspecify.annotations.NullMarked;

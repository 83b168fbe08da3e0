/// Asks others' servers over HTTP, trusting none of them: where a name leads is checked before anything is
/// said, and what comes back has limits. Read [Fetcher] first, then [AddressRules]. Deliberately absent: what
/// is asked, how often, and what becomes of it (`ingest`); where secrets are kept (`vault`).
@NullMarked
package theriac.hub.fetch;

import org.jspecify.annotations.NullMarked;

/// A TAXII client that reads any server, honest or not: it streams pages, follows what makes progress, stops what does
/// not, and says how far it came.
///
/// Read first: [theriac.taxii.client.TaxiiClient]. Deliberately absent: storage of the watermark (the caller moves it
/// after storing), retry schedules (the caller knows its own), redirects, cookies, TAXII 1.x.
@NullMarked
package theriac.taxii.client;

import org.jspecify.annotations.NullMarked;

/// What others wrote is read into knowledge: a report, a page, a mail becomes a text in which
/// values, names and techniques are found, a person decides which of them count, and a STIX report
/// says so. Read [Documents] first. Deliberately absent: how formats of machines are read
/// (`formats`), suspicious messages (`intake`), warnings (`publications`).
@NullMarked
package theriac.hub.documents;

import org.jspecify.annotations.NullMarked;

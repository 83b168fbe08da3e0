/// Others' formats, read into STIX objects: a bundle, a list with one value per line, a table, a MISP event. Read
/// [Format] first,
/// then [TextList]: a whole format in one small class; copy it to add yours. Pure: streams are given, no clock is read,
/// nothing
/// is stored. Deliberately absent: who delivered it and who may see it (`ingest`).
@NullMarked
package theriac.hub.formats;

import org.jspecify.annotations.NullMarked;

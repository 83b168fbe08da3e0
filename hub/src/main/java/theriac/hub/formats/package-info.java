/// Others' formats, read into STIX objects; `docs/operate/formats.md` lists them. Read [Format] first, then
/// [TextList]: a whole format in one small class; copy it to add yours. What JSON readers share is [JsonFormat],
/// what XML readers share [XmlRecords], what lists share [ValueMapping]. Pure: streams are given, no clock is
/// read, nothing is stored. Deliberately absent: who delivered it and who may see it (`ingest`).
@NullMarked
package theriac.hub.formats;

import org.jspecify.annotations.NullMarked;

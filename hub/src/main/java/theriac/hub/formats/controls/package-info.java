/// What machines load to block or to detect: lists, zones, rules and tables, written from one list of values. Read
/// [ControlFormat] first; [ControlFormats] has them all.
///
/// Every text is hostile: a writer takes a value only in the form that its consumer can carry, and counts what
/// it leaves out. Pure. Deliberately absent: which values, for whom (`sharing`).
@NullMarked
package theriac.hub.formats.controls;

import org.jspecify.annotations.NullMarked;

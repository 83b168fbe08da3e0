/// Asks the operator's virus scanner about files that come from outside. Read [VirusScan] first. Knows no file, no
/// route and no mail: who has one asks before it is read, kept or handed out. Deliberately absent: signatures,
/// a scanner of its own, a memory of what was asked.
@NullMarked
package theriac.hub.scan;

import org.jspecify.annotations.NullMarked;

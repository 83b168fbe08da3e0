/// Values: the things a log line can hold (domains, addresses, hashes …), each with one normal form, so that
/// two spellings of one thing meet in the value index, in an indicator set and in a look-up.
///
/// Read {@link theriac.stix.value.Values} first; {@link theriac.stix.value.Extraction} finds values in free
/// text, {@link theriac.stix.value.Defang} makes them unclickable and back.
///
/// Deliberately absent: any network look-up, a full public-suffix list, and lists of benign values.
/// Everything here runs in time linear to its input, because the input is hostile.
@NullMarked
package theriac.stix.value;

import org.jspecify.annotations.NullMarked;

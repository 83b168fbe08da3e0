/// The desk: what members report. A report is kept exactly as it came and acknowledged after commit; reading it
/// (values, brands, look-alikes, remarks) is a pure function of its text and two data files, so better rules also
/// help old reports. Read [Intake] first. Deliberately absent: warnings (`publications`; they meet in `app`),
/// fetching of links, verdicts that act by themselves: a hint is for a person.
@NullMarked
package theriac.hub.intake;

import org.jspecify.annotations.NullMarked;

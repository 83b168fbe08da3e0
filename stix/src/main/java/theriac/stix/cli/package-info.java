/// `./theriac stix …`: the language on the command line.
///
/// Read [theriac.stix.cli.StixCommand] first; [theriac.stix.cli.Cases] answers batches and does no I/O. This is
/// the only package of the module that reads files and needs picocli. Deliberately absent: anything over a
/// network.
@NullMarked
package theriac.stix.cli;

import org.jspecify.annotations.NullMarked;

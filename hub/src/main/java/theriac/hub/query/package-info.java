/// The language in which people ask, and the figures that they ask about: one grammar for the search box, saved
/// queries, feeds and rules. Read [Query] first, then [QueryParser]; [Matcher] is the meaning in Java, and
/// `store.QuerySql` the same meaning in SQL (a property test holds the two together).
///
/// Deliberately absent: input, output, clocks (the moment is an argument), viewers (a [Subject] is what one viewer
/// sees).
@NullMarked
package theriac.hub.query;

import org.jspecify.annotations.NullMarked;

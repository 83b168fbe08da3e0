/// `./theriac demo`: the story of one attack, played on a real hub with real scouts. Read [DemoCommand], then the steps
/// in the order of [Story]. Everything is done as people and machines do it, over HTTP; only the organisations, their
/// people and their tokens are made directly, because that is an operator's work.
@NullMarked
package theriac.hub.app.demo;

import org.jspecify.annotations.NullMarked;

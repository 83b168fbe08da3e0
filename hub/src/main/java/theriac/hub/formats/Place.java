package theriac.hub.formats;

import java.util.List;

/// Where a value can stand in the records of a list, with what is made of it: what a person chooses from when setting
/// up a source.
///
/// @param name as the setting `columns` names it: a column's name, its number from 1, or a JSON pointer into a record
/// @param example the first that stands there, at most 200 characters; empty when nothing does
/// @param roles what it is taken for with these settings: `value`, `seen`…; usually none or one
public record Place(String name, String example, List<String> roles) {

    /// Places that are told of one list.
    static final int MOST = 200;

    private static final int LONGEST = 200;

    public Place {
        example = example.length() > LONGEST ? example.substring(0, LONGEST) : example;
        roles = List.copyOf(roles);
    }
}

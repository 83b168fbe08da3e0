-- What a list says of a version (its name, whether it is revoked, when it was modified) stands in the index that finds
-- it: the row also holds the JSON, so that reading it for thousands of versions reads as many pages of a table that is
-- ten times larger. A name has at most 300 characters, so the entry stays below the limit of an index.
alter table version drop constraint version_pkey;
alter table version add primary key (key) include (modified_text, revoked, name);

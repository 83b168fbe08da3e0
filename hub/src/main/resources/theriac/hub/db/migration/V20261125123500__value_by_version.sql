-- The values of a version, instead of those of an object. Both grow at their end; but an index by object gives rows in the
-- order in which look-ups by value want theirs, and before statistics are there PostgreSQL took it for those: it then
-- walked through all values of the store for each one that was asked for.
create index value_index_version on value_index (version_key);
drop index value_index_object;

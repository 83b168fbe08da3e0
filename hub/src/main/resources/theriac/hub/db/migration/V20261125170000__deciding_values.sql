-- Which values may become lines of a block list, told when they arrive: a list of a million lines is then one walk through
-- narrow rows, and no pattern is read again. Null: stored before this was told; found by the index and told before the first
-- list is made.
alter table value_index add column decides boolean;
create index value_index_untold on value_index (version_key) where decides is null;

-- The few versions that end by themselves, without the wide rows of all others.
create index version_ends on version (key) include (valid_until) where valid_until is not null;

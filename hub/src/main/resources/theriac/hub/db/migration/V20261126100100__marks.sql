-- Marks of warning lists among the labels of versions are made again when the lists have changed: how far that is.
create table mark_walk (
    one     boolean primary key default true check (one),
    stamp   text    not null default '',
    walking text    not null default '',
    place   bigint  not null default 0
);
comment on table mark_walk is 'One row: the walk through all versions that gives them the marks of the present warning lists.';
comment on column mark_walk.stamp is 'Of the lists for which it was done last; empty: never.';
comment on column mark_walk.walking is 'Of those for which it is going on; empty when it is not.';
comment on column mark_walk.place is 'The last version that was looked at.';
insert into mark_walk default values;

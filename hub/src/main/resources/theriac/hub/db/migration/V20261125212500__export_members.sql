-- What was withdrawn in so many words is no unexplained loss: the values of the last good file are kept as marks, so that
-- those that somebody took back can be told from those that merely went missing.
alter table export_file add members bytea not null default '';
comment on column export_file.members is 'Eight bytes for each value of the file, sorted; empty for files made before this was kept.';

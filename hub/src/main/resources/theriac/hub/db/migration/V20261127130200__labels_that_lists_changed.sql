-- What warning lists changed of the labels of versions, so that whoever is told of questions hears of it (ADR 052).
create table mark_change (
    version_key bigint not null,
    object_key  bigint not null,
    seq         bigint not null,                       -- place in the ledger at which the labels changed
    labels      text[] not null                        -- as they were before
);
comment on table mark_change is 'Labels of versions before a warning list changed them; kept until the reader of questions has passed them.';
create index mark_change_seq on mark_change (seq);
create index mark_change_version on mark_change (version_key, seq);

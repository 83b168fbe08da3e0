-- What warning lists hold back from machines, and what they let go.
create table held_back (
    version_key bigint primary key,
    object_key  bigint not null,
    lists       text[] not null,
    since       bigint not null
);
create index held_back_object on held_back (object_key);
create index held_back_since on held_back (since desc);
comment on table held_back is 'Versions of indicators of which a value is on a warning list that brakes: no machine is given them.';
comment on column held_back.lists is 'The names of the lists.';
comment on column held_back.since is 'Position of the ledger at which it began: who read before then has it.';

create table let_go (
    scope       text   not null,
    place       bigint not null,
    version_key bigint not null,
    object_key  bigint not null,
    since       bigint not null,
    primary key (scope, place)
);
create index let_go_version on let_go (version_key);
create index let_go_object on let_go (object_key);
create index let_go_place on let_go (place);
comment on table let_go is 'Versions that were held back and are not any more: they come to machines at this place.';
comment on column let_go.scope is 'For whom: "" for everybody who is braked, otherwise as in held_back_exception.';
comment on column let_go.place is 'A position of the ledger that nothing else has.';
comment on column let_go.since is 'From which position on it was held back.';

create table held_back_exception (
    scope  text        primary key,
    place  bigint      not null,
    reason text        not null,
    at     timestamptz not null,
    by     text        not null
);
comment on table held_back_exception is 'To whom everything is given, whatever warning lists say.';
comment on column held_back_exception.scope is 'organization:, collection: or destination: and a key or id.';
comment on column held_back_exception.place is 'Position of the ledger from which on it holds.';

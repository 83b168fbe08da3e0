-- What a question chose from the ledger, in an order of its own: the place says when it came to be chosen. One reader fills all
-- shelves; a shelf is a narrowing and no permission, every page is judged again for who asks.
create table shelf (
    id       bigint generated always as identity primary key,
    query    text   not null,
    position bigint not null default 0,
    place    bigint not null default 0,
    begun    bigint not null default 0,
    asked    bigint not null default 0
);
comment on column shelf.position is 'How far the ledger was read.';
comment on column shelf.place is 'The last place given out; microseconds since 1970, as positions of the ledger are.';
comment on column shelf.begun is 'Entries from this place on answer the present question; older ones tell who may hold what.';
comment on column shelf.asked is 'What an earlier question chose is followed from this position on.';

create table shelf_entry (
    shelf_id   bigint not null,
    place      bigint not null,
    object_key bigint not null,
    type_id    int    not null,
    seq        bigint not null,                       -- what happened to the object, as a position of the ledger
    primary key (shelf_id, place)
);
create index shelf_entry_object on shelf_entry (shelf_id, object_key, place);

create table shared_collection (
    id          bigint      generated always as identity primary key,
    public_id   uuid        not null unique,
    shelf_id    bigint      not null unique references shelf,
    title       text        not null unique,
    description text        not null,
    query       text        not null,
    at          timestamptz not null,
    by          text        not null,
    ended_at    timestamptz
);
comment on table shared_collection is 'A TAXII collection that the CERT made: a question, and who may read the answer.';

create table shared_collection_organization (
    collection_id   bigint not null references shared_collection on delete cascade,
    organization_id bigint not null references organization,
    primary key (collection_id, organization_id)
);

create table shared_collection_group (
    collection_id bigint not null references shared_collection on delete cascade,
    group_id      bigint not null references sharing_group,
    primary key (collection_id, group_id)
);

-- Where the hub sends collections of its own: collections on other TAXII servers.
create table push_destination (
    id              bigint      generated always as identity primary key,
    public_id       uuid        not null unique,
    title           text        not null unique,
    address         text        not null,
    credential      text        not null,
    allow           text[]      not null,
    collection_id   bigint      not null references shared_collection,
    organization_id bigint      not null references organization,
    every_minutes   int         not null,
    active          boolean     not null,
    place           timestamptz,
    sent            bigint      not null default 0,
    next_at         timestamptz not null,
    leased_until    timestamptz,
    last_at         timestamptz,
    problem         text,
    failures        int         not null default 0
);
comment on column push_destination.organization_id is 'Stands for the partner: what it may read is sent.';
comment on column push_destination.place is 'The date in the collection up to which the other server accepted everything.';

create table push_receipt (
    destination_id bigint      not null references push_destination on delete cascade,
    id             text        not null,
    at             timestamptz not null,
    pending        boolean     not null,
    successes      bigint      not null,
    failures       bigint      not null,
    pendings       bigint      not null,
    messages       text[]      not null,
    primary key (destination_id, id)
);
comment on table push_receipt is 'What other servers made of what they were sent: TAXII statuses, asked for until they are complete.';

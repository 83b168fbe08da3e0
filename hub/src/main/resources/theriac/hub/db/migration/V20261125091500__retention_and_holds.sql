-- How long things are kept, and what must be kept whatever a policy says.
create table retention_policy (
    id        bigint generated always as identity primary key,
    name      text     not null,
    subject   text     not null check (subject in ('claims', 'raw')),
    type      text     not null default '',                 -- STIX type; '': all
    source_id bigint   not null default 0,                  -- 0: all
    tlp_from  smallint not null default 0,                  -- as in audience
    tlp_to    smallint not null default 4,
    days      int      not null check (days between 1 and 36500),
    unique (subject, type, source_id, tlp_from, tlp_to)
);
comment on table retention_policy is 'claims: withdrawn so many days after they arrived; raw: the bytes of deliveries, deleted.';

create table legal_hold (
    id         bigint generated always as identity primary key,
    public_id  uuid        not null unique,
    object_key bigint,
    source_id  bigint references source,
    reason     text        not null,
    by         text        not null,
    at         timestamptz not null,
    lifted_at  timestamptz,
    check ((object_key is null) <> (source_id is null))
);
create index legal_hold_object on legal_hold (object_key) where lifted_at is null;

create table job_lease (
    job   text primary key,
    until timestamptz not null
);
comment on table job_lease is 'A recurring job runs on the hub that takes its row, until the lease ends.';

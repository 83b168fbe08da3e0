-- Sources that the hub asks by itself: when, how it went, and what of a feed with many parts was taken in already.

alter table source add column licence text not null default '';

create table source_plan (
    source_id     bigint      primary key references source,
    way           text        not null,               -- http, taxii, misp-feed, csaf, folder
    every_seconds int,                                -- null: when a person asks
    next_run      timestamptz,                        -- null: never by itself
    lease_holder  uuid,                               -- the hub that is at it
    lease_until   timestamptz,
    last_success  timestamptz,
    last_failure  timestamptz,
    problem       text,                               -- the sentence of the last failure
    failures      int         not null default 0,     -- in a row
    check (every_seconds between 60 and 31536000)
);
comment on table source_plan is 'How and when a source is asked. Apart from source, because it changes with every run. Who holds the lease asks, nobody else.';
create index source_plan_due on source_plan (next_run) where next_run is not null;

-- Partners' TAXII servers were asked by hand before.
insert into source_plan (source_id, way) select id, 'taxii' from source where kind = 'taxii';

create table source_item (
    source_id bigint      not null references source,
    name      text        collate "C" not null,       -- of a part: an event, an advisory, a file
    mark      text        not null,                   -- how it was when it was taken in: time stamp or digest
    taken_at  timestamptz not null,
    primary key (source_id, name)
);
comment on table source_item is 'Parts of a feed that were taken in, each marked after it was stored (law 1).';

create table credential (
    name       text        collate "C" primary key,
    kind       text        not null,                  -- bearer, basic, header, parameter
    host       text        not null,                  -- the only host that it is sent to
    key_id     text        not null,                  -- which key sealed it
    nonce      bytea       not null,
    sealed     bytea       not null,                  -- AES-256-GCM; the key is no part of the database
    changed_at timestamptz not null,
    changed_by text        not null
);
comment on table credential is 'Secrets of sources, sealed. Name, kind and host may be seen; the secret is never read by a person again.';

create table preset_acceptance (
    preset      text        primary key,              -- a public feed that the hub knows
    source_id   bigint      not null references source,
    terms       text        not null,                 -- as they were shown
    accepted_by text        not null,
    accepted_at timestamptz not null
);
comment on table preset_acceptance is 'Who accepted the terms of a public feed for this hub. Nothing is asked of it before.';

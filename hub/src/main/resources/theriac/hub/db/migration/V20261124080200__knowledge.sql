-- The knowledge model: audience, object, version, claim, ledger, value, reference. Nothing here is updated in place
-- except the two facts of a claim that can change (who may see it, whether it stands); both leave a ledger row.

create table audience (
    id            bigint generated always as identity primary key,
    digest        bytea    not null unique,       -- SHA-256 over the rule: equal rules are one row
    tlp           smallint not null,              -- 0 CLEAR, 1 GREEN, 2 AMBER, 3 AMBER+STRICT, 4 RED
    owner_id      bigint   not null references organization,
    organizations bigint[] not null default '{}', -- named recipients
    groups        bigint[] not null default '{}', -- sharing groups
    people        bigint[] not null default '{}', -- TLP:RED: named accounts
    check (tlp between 0 and 4)
);
comment on table audience is 'Who may see a claim. A few hundred rules, however many claims: policy costs nothing per object.';

create table source (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,  -- whose word it is
    name            text        not null unique,
    kind            text        not null,                          -- taxii, csv, text, misp, stix, desk, member, own
    settings        jsonb       not null default '{}',             -- address, columns, credentials' names
    reliability     char(1)     not null default 'F',              -- Admiralty A-F; F: cannot be judged
    audience_id     bigint      not null references audience,      -- for what the source leaves unmarked
    terms           text        not null default '',
    watermark       text        not null default '',               -- how far it was read; moves after storing only
    enabled         boolean     not null default true,
    created_at      timestamptz not null
);

create table delivery (
    id          bigint generated always as identity primary key,
    public_id   uuid        not null unique,
    source_id   bigint      not null references source,
    name        text        not null,                 -- file name or address, for people
    started_at  timestamptz not null,
    finished_at timestamptz,
    state       text        not null,                 -- running, done, failed
    problem     text,                                 -- the sentence, when it failed
    bytes       bigint      not null default 0,
    objects     bigint      not null default 0,       -- read
    created     bigint      not null default 0,
    revised     bigint      not null default 0,
    unchanged   bigint      not null default 0,
    rejected    bigint      not null default 0
);
create index delivery_source on delivery (source_id, id desc);

create table delivery_raw (
    delivery_id bigint not null references delivery,
    part        int    not null,
    bytes       bytea  not null,                      -- gzip of the input as received: replayable
    primary key (delivery_id, part)
);

create table delivery_finding (
    delivery_id bigint not null references delivery,
    number      bigint not null,
    rule        text   not null,
    severity    text   not null,
    pointer     text   not null,
    message     text   not null,
    raw         bytea,                                -- the rejected record as received
    primary key (delivery_id, number)
);

create table object (
    key     bigint generated always as identity primary key,
    stix_id text not null unique,
    type    text not null
);
comment on table object is 'A STIX id. Without a version it is a stub: something refers to it, nobody has told us about it.';

create table version (
    key           bigint generated always as identity primary key,
    object_key    bigint      not null references object,
    modified      timestamptz not null,               -- microseconds, for order; the exact text decides ties
    modified_text text        not null,               -- to the last digit, as received
    digest        bytea       not null,               -- SHA-256 of the canonical form (RFC 8785)
    revoked       boolean     not null,
    name          text        not null default '',
    json          text        not null,               -- exactly as received
    unique (object_key, modified_text, digest)
);

create table claim (
    key           bigint generated always as identity primary key,
    object_key    bigint   not null references object,
    version_key   bigint   not null references version,
    source_id     bigint   not null references source,
    delivery_id   bigint   references delivery,
    audience_id   bigint   not null references audience,
    confidence    smallint,
    seq           bigint   not null,                  -- ledger position of its first row
    withdrawn_seq bigint,                             -- null: it stands
    unique (version_key, source_id)
);
create index claim_object on claim (object_key, version_key);
create index claim_delivery on claim (delivery_id);
create index claim_audience_seq on claim (audience_id, seq);

create table ledger (
    seq             bigint      primary key,
    at              timestamptz not null,             -- strictly increasing with seq: TAXII's date_added
    kind            text        not null,
    object_key      bigint,
    version_key     bigint,
    claim_key       bigint,
    source_id       bigint,
    audience_id     bigint      not null references audience,  -- who may see this row
    organization_id bigint,                            -- who did or received it
    detail          jsonb
);
create index ledger_at on ledger (at);
create index ledger_object on ledger (object_key, seq) where object_key is not null;
create index ledger_kind on ledger (kind, seq);

create table ledger_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint      not null,
    at       timestamptz not null
);
comment on table ledger_head is
    'Taking this row is the last step of a writing transaction: whoever holds it commits next, so seq and at follow commit order.';
insert into ledger_head (seq, at) values (0, timestamptz '2020-01-01 00:00:00+00');

create table ledger_consumer (
    name text primary key,
    seq  bigint not null
);

create table value_index (
    kind        smallint not null,                    -- ValueKind's stable code
    value       text     not null,                    -- normal form
    object_key  bigint   not null references object,
    version_key bigint   not null references version,
    primary key (kind, value, version_key)
);
create index value_index_version on value_index (version_key);
create index value_index_reversed on value_index (reverse(value)) where kind = 1;

create table object_reference (
    version_key bigint not null references version,
    property    text   not null,
    object_key  bigint not null references object,    -- who refers
    target_key  bigint not null references object,    -- to whom; perhaps a stub
    primary key (version_key, property, target_key)
);
create index object_reference_target on object_reference (target_key, object_key);

create table narrative (
    version_key bigint primary key references version,
    object_key  bigint   not null references object,
    words       tsvector not null
);
comment on table narrative is 'Full text of what people read (names, descriptions); bulk indicators do not pay for it.';
create index narrative_words on narrative using gin (words);

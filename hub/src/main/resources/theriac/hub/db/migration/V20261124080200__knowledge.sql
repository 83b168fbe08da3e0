-- The knowledge model: audience, object, version, claim, ledger, value, reference. Nothing here is updated in place
-- except the two facts of a claim that can change (who may see it, whether it stands); both leave a row in claim_end and in
-- the ledger.
--
-- A *position* (`seq`) is a number of microseconds since 1970: unique, strictly increasing in commit order, and at the same
-- time the moment that TAXII calls date_added. One number instead of two, so order and time can never disagree.
--
-- The bulk tables (version, claim, ledger, value_index, object_reference) carry no foreign keys: each would cost a look-up
-- and a row lock per object, and 32 writers would fight over the row of their common source. One class writes them
-- (store.ClaimSql) and a test looks for orphans.

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

create table object_type (
    id   int  primary key,                            -- below 100: bulk types; 100 and above: what people read; 1000 and above: custom
    name text not null unique
);
create sequence object_type_custom start 1000;
comment on table object_type is 'STIX types as small numbers. The dividing lines are used by partial indexes; see store.ObjectTypes.';

insert into object_type (id, name) values
    (1, 'indicator'), (2, 'observed-data'), (3, 'relationship'), (4, 'sighting'), (5, 'marking-definition'),
    (10, 'artifact'), (11, 'autonomous-system'), (12, 'directory'), (13, 'domain-name'), (14, 'email-addr'),
    (15, 'email-message'), (16, 'file'), (17, 'ipv4-addr'), (18, 'ipv6-addr'), (19, 'mac-addr'), (20,
    'mutex'), (21, 'network-traffic'), (22, 'process'), (23, 'software'), (24, 'url'), (25, 'user-account'),
    (26, 'windows-registry-key'), (27, 'x509-certificate'), (100, 'attack-pattern'), (101, 'campaign'), (102,
    'course-of-action'), (103, 'extension-definition'), (104, 'grouping'), (105, 'identity'), (106,
    'incident'), (107, 'infrastructure'), (108, 'intrusion-set'), (109, 'language-content'), (110,
    'location'), (111, 'malware'), (112, 'malware-analysis'), (113, 'note'), (114, 'opinion'), (115,
    'report'), (116, 'threat-actor'), (117, 'tool'), (118, 'vulnerability');

create table object (
    key     bigint generated always as identity primary key,
    type_id int    not null,
    stix_id text   collate "C" not null unique
);
comment on table object is 'A STIX id. Without a version it is a stub: something refers to it, nobody has told us about it.';

create table version (
    key           bigint generated always as identity primary key,
    object_key    bigint      not null,
    modified      timestamptz,                        -- for questions about time; null when the object has none (SCOs)
    revoked       boolean     not null,
    modified_text text        not null,               -- to the last digit, as received; decides the order
    digest        bytea       not null,               -- SHA-256 of the canonical form (RFC 8785)
    name          text        not null default '',    -- for lists, at most 300 characters
    json          text        not null,               -- exactly as received
    unique (object_key, digest)
);

create table claim (
    object_key    bigint   not null,
    version_key   bigint   not null,
    source_id     bigint   not null,
    audience_id   bigint   not null,
    seq           bigint   not null,                  -- since when it stands for this audience
    delivery_id   bigint,
    withdrawn_seq bigint,                             -- null: it stands
    type_id       int      not null,
    confidence    smallint,
    primary key (object_key, version_key, source_id)
);
comment on table claim is 'Source S says version V to audience A. Several sources may say the same; each stands or falls alone.';
create index claim_audience on claim (audience_id, seq);
create index claim_delivery on claim (delivery_id) where delivery_id is not null;
-- Narrow kinds among millions of indicators: found without paying for the indicators.
create index claim_narrow on claim (type_id, seq) where type_id >= 100;

create table claim_end (
    object_key  bigint not null,
    version_key bigint not null,
    source_id   bigint not null,
    audience_id bigint not null,                      -- who could see it until then
    from_seq    bigint not null,
    to_seq      bigint not null,
    type_id     int    not null,
    kind        text   not null,                      -- withdrawn, audience-changed
    reason      text   not null default '',
    primary key (object_key, version_key, source_id, to_seq)
);
comment on table claim_end is 'A span of time in which an audience could see a claim and after which it could not: what must be taken back.';
create index claim_end_to on claim_end (audience_id, to_seq);
create index claim_end_from on claim_end (audience_id, from_seq);

create table ledger (
    seq             bigint not null primary key,      -- commit order; microseconds since 1970
    object_key      bigint,
    version_key     bigint,
    source_id       bigint,
    audience_id     bigint not null,                  -- who may see this row
    organization_id bigint,                           -- who did or received it
    kind            text   not null,
    detail          jsonb
) partition by range (seq);
comment on table ledger is 'Everything that happened, append only, in commit order, one partition a month.';
create table ledger_default partition of ledger default;
-- Claims of an object are found in claim and claim_end; only the rest needs an index of its own.
create index ledger_object on ledger (object_key, seq) where kind not in ('claimed', 'revised');
create index ledger_kind on ledger (kind, seq) where kind not in ('claimed', 'revised');

create function ledger_partitions(from_at timestamptz, months int) returns int language plpgsql as $$
declare
    month timestamp;
    made  int := 0;
begin
    -- One hub at a time: several may start together on one database.
    perform pg_advisory_xact_lock(hashtext('ledger_partitions'));
    for n in 0 .. months - 1 loop
        month := date_trunc('month', from_at at time zone 'UTC') + make_interval(months => n);
        if to_regclass('ledger_' || to_char(month, 'YYYYMM')) is null then
            begin
                execute format('create table %I partition of ledger for values from (%s) to (%s)',
                    'ledger_' || to_char(month, 'YYYYMM'),
                    (extract(epoch from month) * 1000000)::bigint,
                    (extract(epoch from month + make_interval(months => 1)) * 1000000)::bigint);
                made := made + 1;
            exception when check_violation then
                null;  -- a clock that jumped has put rows of that month into ledger_default: they stay there
            end;
        end if;
    end loop;
    return made;
end $$;
comment on function ledger_partitions is 'Makes the partitions of the month of from_at and those after it; returns how many were new.';

create table ledger_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint not null
) with (fillfactor = 10);
comment on table ledger_head is
    'Taking this row is the last step of a writing transaction: whoever holds it commits next, so positions follow commit order.';
insert into ledger_head (seq) values (0);

create table ledger_consumer (
    name text primary key,
    seq  bigint not null
);

create table value_index (
    version_key bigint not null,
    object_key  bigint not null,
    kind        text   not null,                      -- ValueKind's stable code
    value       text   collate "C" not null           -- normal form; beyond 1,000 characters its beginning and a digest
);
comment on table value_index is 'Observable values of SCOs and of the constants in patterns. Correlation is a look-up here, never a stored pair.';
create index value_index_value on value_index (value, kind);

create table object_reference (
    version_key bigint not null,
    object_key  bigint not null,                      -- who refers
    target_key  bigint not null,                      -- to whom; perhaps a stub
    property    text   not null
);
comment on table object_reference is 'Who refers to whom, markings excepted. What an object itself refers to is also in its JSON.';
create index object_reference_target on object_reference (target_key, object_key);

create table narrative (
    version_key bigint primary key,
    object_key  bigint   not null,
    words       tsvector not null
);
comment on table narrative is 'Full text of what people read (names, descriptions); bulk indicators do not pay for it.';
create index narrative_words on narrative using gin (words);

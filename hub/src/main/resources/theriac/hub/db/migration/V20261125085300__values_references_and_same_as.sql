-- Questions about values beyond equality, references in both directions, and "same as".

-- Networks that contain an address: few rows, so an index of their own costs bulk feeds nothing.
create index value_index_network on value_index using spgist (cast(value as inet)) where kind = 'cidr';

-- Sub-domains: a suffix of the name is a prefix of its reverse.
create index value_index_suffix on value_index (reverse(value) collate "C") where kind = 'domain';

-- Objects that share a value, page by page, however many they are.
drop index value_index_value;
create index value_index_value on value_index (value, kind, object_key);

-- What a version refers to: a report with 200,000 references is opened a page at a time. Versions arrive in the order of
-- their keys, so this index grows at its right edge only.
create index object_reference_version on object_reference (version_key, target_key, property);

create table same_as (
    id              bigint generated always as identity primary key,
    public_id       uuid   not null unique,
    audience_id     bigint not null,                  -- who may see that somebody says so
    organization_id bigint,                           -- whose word it is; null: the hub's own
    reason          text   not null default '',
    made_seq        bigint not null,                  -- ledger position of "merged"
    ended_seq       bigint                            -- ledger position of "split"; null: it stands
);
comment on table same_as is 'A statement that objects are one thing. A cluster is what follows from the statements a viewer may see; ending one restores exactly what was before.';

create table same_as_member (
    same_as_id bigint not null references same_as,
    number     int    not null,                       -- 0: the one by which the cluster is shown
    object_key bigint not null,
    primary key (same_as_id, object_key)
);
create index same_as_member_object on same_as_member (object_key);

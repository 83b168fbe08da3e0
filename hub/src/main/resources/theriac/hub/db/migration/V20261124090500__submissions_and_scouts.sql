-- What machines send and confirm.

create table submission (
    id              uuid primary key,
    organization_id bigint      not null references organization,
    requested_at    timestamptz not null,
    successes       jsonb       not null,
    failures        jsonb       not null
);
comment on table submission is 'TAXII status resources: what became of a POST, for its submitter alone.';

create table scout (
    token_id        bigint primary key references machine_token,
    organization_id bigint      not null references organization,
    position        timestamptz,                 -- recognises everything up to this moment of the ledger
    indicators      bigint      not null default 0,
    digest          text        not null default '',
    received_at     timestamptz,                 -- when the last receipt came
    seen_at         timestamptz not null         -- when it last asked anything
);
create index scout_organization on scout (organization_id);

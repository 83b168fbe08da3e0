-- Four eyes: what one person proposed and another one decides.
create table proposal (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    kind            text        not null,
    subject         text        not null,
    name            text        not null,
    shown           text[]      not null,
    what            text        not null,                   -- JSON, for the deed alone
    reason          text        not null,
    proposer_id     bigint      not null references account,
    by              text        not null,
    at              timestamptz not null,
    expires_at      timestamptz not null,
    state           text        not null default 'waiting'
        check (state in ('waiting', 'approved', 'done', 'failed', 'refused', 'withdrawn')),
    decider_id      bigint      references account,
    decider         text,
    decided_at      timestamptz,
    remark          text        not null default '',
    check (decider_id is null or decider_id <> proposer_id)
);
comment on table proposal is 'What waits for a second person, and what became of it. Never deleted.';
create index proposal_organization on proposal (organization_id, id desc);
create index proposal_waiting on proposal (organization_id, kind, subject) where state = 'waiting';

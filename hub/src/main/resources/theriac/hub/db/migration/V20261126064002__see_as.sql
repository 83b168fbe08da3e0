-- Who looked at the workbench through whose eyes, and why.
create table see_as (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    session         uuid        not null,                   -- of the person; gone when she logs out
    account_id      bigint      not null references account,
    organization_id bigint      not null references organization,
    roles           text[]      not null,
    reason          text        not null,
    at              timestamptz not null,
    expires_at      timestamptz not null,
    ended_at        timestamptz
);
comment on table see_as is 'A person''s look through another organisation''s eyes: reading only, for an hour.';

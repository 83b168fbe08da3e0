-- Questions that people keep: for themselves, or for their organisation.
create table saved_query (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    account_id      bigint      not null references account,
    name            text        not null,
    query           text        not null,                       -- in the query language
    shared          boolean     not null,
    at              timestamptz not null,
    unique (account_id, name)
);
create index saved_query_organization on saved_query (organization_id);

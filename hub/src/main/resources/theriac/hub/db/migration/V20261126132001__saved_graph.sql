-- Pictures of how things hang together, that people keep: for themselves, or for their organisation. What stands in
-- one names objects by their ids and holds remarks of people; whoever opens it sees of it what it may see.
create table saved_graph (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    account_id      bigint      not null references account,
    name            text        not null,
    picture         text        not null,                       -- JSON, read by the workbench alone
    shared          boolean     not null,
    at              timestamptz not null,
    unique (account_id, name)
);
create index saved_graph_organization on saved_graph (organization_id);
comment on table saved_graph is
    'Kept graphs: the steps that build one, where things were put, and what people remarked.';

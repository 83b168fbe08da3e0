-- What organisations say that they have.
create table asset (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    kind            text        not null check (kind in ('cpe', 'product', 'device', 'domain', 'network', 'brand')),
    value           text        not null,                   -- in normal form
    note            text        not null default '',
    origin          text        not null check (origin in ('hand', 'csv', 'cyclonedx')),
    at              timestamptz not null,
    by              text        not null,
    unique (organization_id, kind, value)
);
comment on table asset is 'Read by the organisation, by a firm that acts for it, and by the CERT; by nobody else.';

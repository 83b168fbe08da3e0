-- A report may come without its reporter's name, and who learns a name says why.
alter table report add column anonymous boolean not null default false;

create table disclosure (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    at              timestamptz not null,
    account_id      bigint      not null references account,    -- who asked
    kind            text        not null check (kind in ('report', 'sightings')),
    subject         text        not null,                       -- the report, or the objects that were seen
    purpose         text        not null
);
comment on table disclosure is 'Who at the CERT learned which member reported or saw something, and why. Rows are never changed.';

create table disclosure_of (
    disclosure_id   bigint not null references disclosure,
    organization_id bigint not null references organization,
    primary key (disclosure_id, organization_id)
);
create index disclosure_of_organization on disclosure_of (organization_id, disclosure_id);
comment on table disclosure_of is 'Whose name was told. The organisation reads it on its own page.';

-- What became of a warning at each member after it was sent.
alter table publication_delivery add column opened_at timestamptz;
comment on column publication_delivery.opened_at is 'When one of its people first opened it; in the row of the portal.';

create table publication_answer (
    id              bigint generated always as identity primary key,
    publication_id  bigint      not null references publication,
    organization_id bigint      not null references organization,  -- for whom
    answer          text        not null check (answer in ('acknowledged', 'not-applicable', 'affected', 'mitigated')),
    note            text        not null default '',
    account_id      bigint      not null references account,       -- of the organisation, or of a firm that acts for it
    at              timestamptz not null
);
create index publication_answer_newest on publication_answer (publication_id, organization_id, id desc);
comment on table publication_answer is 'What members said of a warning; the newest counts, the older ones stay.';

-- Whom the CERT calls about a warning of high chance and high damage.
create table publication_call (
    publication_id  bigint      not null references publication,
    organization_id bigint      not null references organization,
    held_by         bigint      references account,   -- who is calling now
    held_until      timestamptz,
    outcome         text        not null default '' check (outcome in ('', 'informed', 'not-reached')),
    contact         text        not null default '',  -- who was spoken to
    note            text        not null default '',
    attempts        int         not null default 0,
    called_by       bigint      references account,
    called_at       timestamptz,
    primary key (publication_id, organization_id)
);
comment on table publication_call is 'One row for each member that was called or is being called.';

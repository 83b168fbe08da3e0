-- Members who want the mails of a day in one. What everybody must drop everything for goes out at once nevertheless.

create table publication_rhythm (
    organization_id bigint      not null primary key references organization,
    rhythm          text        not null,                    -- daily; an organisation without a row gets each at once
    account_id      bigint      not null references account, -- who chose it last
    chosen_at       timestamptz not null
);
comment on table publication_rhythm is 'How often a member wants mails about warnings.';

alter table publication_delivery
    add column digest boolean not null default false; -- waits for a mail that tells several warnings at once

-- Warnings that are sent by themselves at a time, and a sending that is stopped on its way.

create table publication_schedule (
    publication_id bigint      primary key references publication,
    due_at         timestamptz not null,
    account_id     bigint      not null references account, -- who set the time: it is sent in this person's name
    set_at         timestamptz not null,
    despite        text        not null default '',         -- why it goes out although values are on warning lists
    low            text        not null default '',         -- why it goes out although chance and damage are low
    decided        boolean     not null default false,      -- two decided it: chance and damage are high
    problem        text        not null default ''          -- why it was not sent at its time; empty: the time stands
);
comment on table publication_schedule is
    'When an approved warning goes out by itself. The row goes in the transaction that sends it; one with a problem tells the desk until somebody acts.';
create index publication_schedule_due on publication_schedule (due_at) where problem = '';

alter table publication
    add column stopped_at       timestamptz,                -- since when nothing more of it goes out; null: it goes
    add column stopped_by       bigint references account,
    add column full_audience_id bigint references audience; -- while it is stopped: for whom it was sent
alter table publication_section
    add column full_audience_id bigint references audience; -- while its warning is stopped: for whom it was sent
create index publication_stopped on publication (stopped_at) where stopped_at is not null;

alter table publication_delivery add column correction boolean not null default false;
comment on column publication_delivery.correction is 'It tells that the warning was taken back, to whoever had it on this way.';
comment on column publication_delivery.state is
    'waiting, leased, sending, sent, failed, uncertain, cancelled, or stopped: held back until somebody goes on.';
alter table publication_delivery drop constraint publication_delivery_once;
alter table publication_delivery
    add constraint publication_delivery_once unique (publication_id, organization_id, channel, edition, correction);

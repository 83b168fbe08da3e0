-- Alerts on saved questions (ADR 052). Positions are places in the ledger.
create table query_watch (
    id         bigint generated always as identity primary key,
    query_id   bigint not null references saved_query on delete cascade,
    account_id bigint not null references account,
    since      bigint not null,                        -- what happened up to here is not told
    looked     bigint not null,                        -- up to here the person has looked
    mail       text   not null check (mail in ('none', 'daily', 'at-once')),
    mailed     bigint not null,                        -- up to here a mail has told
    mailed_at  timestamptz,
    mail_due   timestamptz,                            -- when the next mail goes; null: there is nothing to tell
    unique (query_id, account_id)
);
comment on table query_watch is 'Who wants to be told what a saved question newly chooses.';
create index query_watch_account on query_watch (account_id);
create index query_watch_due on query_watch (mail_due) where mail_due is not null;

create table query_alert (
    watch_id bigint not null references query_watch on delete cascade,
    stix_id  text   collate "C" not null,
    seq      bigint not null,                          -- what made it an answer
    primary key (watch_id, stix_id)
);
comment on table query_alert is 'What a question chose that it did not choose before. Shown only as far as its person may see the object at that moment.';
create index query_alert_newest on query_alert (watch_id, seq);

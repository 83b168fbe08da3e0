-- Who has which thing open (ADR 053): true for half a minute, worth nothing after a crash.
create unlogged table presence (
    kind       text        not null,                   -- publication, report, investigation, document
    thing      uuid        not null,
    account_id bigint      not null references account,
    page       uuid        not null,                   -- one open page: a person may have two
    edits      boolean     not null,
    seen_at    timestamptz not null,
    primary key (kind, thing, account_id, page)
);
comment on table presence is 'Who has which thing open now. Rows are forgotten after half a minute.';
create index presence_account on presence (account_id);
create index presence_seen on presence (seen_at);

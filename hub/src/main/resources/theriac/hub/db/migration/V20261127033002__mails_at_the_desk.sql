-- Suspicious mails that members forward to the desk, as they came, and what the hub read in them.

create table report_mail (
    id            bigint      generated always as identity primary key,
    way           text        not null check (way in ('smtp', 'imap')),
    received_at   timestamptz not null,
    sender        text        not null,                -- of the envelope; empty for what machines say of mails
    raw           bytea       not null,                -- exactly as it came; hostile
    digest        text        not null unique,         -- SHA-256 of it: what comes a second time is known
    state         text        not null default 'waiting' check (state in ('waiting', 'reported', 'ignored')),
    ignored       text        not null default '',     -- why no report was made of it
    report_id     bigint      unique references report,
    reporter      text        not null default '',     -- the address in From: anybody can write any
    known         boolean     not null default false,  -- whether it is an address of one of the hub's people
    source        text        not null default '' check (source in ('', 'attached', 'told', 'itself')),
    headers       text        not null default '',     -- of the original, lines
    attachments   text        not null default '[]',   -- JSON: name, type, size, SHA-256
    receipt       text        not null default '' check (receipt in ('', 'waiting', 'sending', 'sent', 'failed', 'uncertain')),
    receipt_due   timestamptz,
    receipt_tries int         not null default 0,
    language      text        not null default 'nl'
);
comment on table report_mail is 'Durable before its sender is told that it was taken; read by one hub at a time.';
create index report_mail_open on report_mail (id) where state = 'waiting' or receipt in ('waiting', 'sending');

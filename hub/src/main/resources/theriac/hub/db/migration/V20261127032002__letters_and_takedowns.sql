-- Letters: mails whose text is fixed when they are written, to whoever is no member. The same rows and promises as the outbox of
-- warnings: a letter is marked sending before the SMTP conversation; who dies in it leaves it uncertain, never sent twice.

create table letter (
    id           bigint generated always as identity primary key,
    public_id    uuid        not null unique,                      -- in the Message-ID of every attempt
    recipient    text        not null,
    subject      text        not null,
    body         text        not null,
    file_name    text        not null default '',                  -- "" when nothing is attached
    file_type    text        not null default '',
    file_text    text        not null default '',
    state        text        not null default 'waiting',           -- waiting, leased, sending, sent, failed, uncertain
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    leased_until timestamptz,
    lease        uuid,
    sent_at      timestamptz,
    problem      text        not null default ''
);
create index letter_due on letter (due_at) where state in ('waiting', 'leased', 'sending');
comment on table letter is 'Mails to whoever is no member, each sent once or told as uncertain.';

create table takedown (
    case_id    bigint      primary key references desk_case,
    kind       text        not null,                               -- of value
    value      text        not null,                               -- what is to disappear, in normal form
    brand      text        not null default '',                    -- whom it imitates
    first_seen timestamptz not null,
    report     uuid                                                -- from which the value was taken; null: it was typed
);
comment on table takedown is 'What is to disappear from the internet.';

create table takedown_letter (
    case_id   bigint not null references desk_case,
    letter_id bigint not null references letter,
    role      text   not null,                                     -- site, host, registrar, registry, other
    primary key (case_id, letter_id)
);
comment on table takedown_letter is 'Whom we asked to let something disappear.';

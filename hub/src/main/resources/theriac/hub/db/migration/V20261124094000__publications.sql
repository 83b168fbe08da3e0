-- Warnings: their text, their indicators, the way to each recipient.

create table publication (
    id           bigint generated always as identity primary key,
    public_id    uuid        not null unique,
    kind         text        not null,              -- operational-alert
    state        text        not null,              -- draft, review, approved, published, withdrawn
    revision     int         not null default 1,    -- every change of the row; a writer names the one it read
    owner_id     bigint      not null references organization,
    tlp          smallint    not null,              -- as in audience
    audience_id  bigint      not null references audience,  -- the owner until published, then everyone it was sent to
    report       uuid,                              -- what it was drafted from
    reported_at  timestamptz,
    nl_title     text        not null,
    nl_summary   text        not null,
    nl_advice    text        not null,
    en_title     text        not null,
    en_summary   text        not null,
    en_advice    text        not null,
    created_by   bigint      not null references account,
    created_at   timestamptz not null,
    reviewed_by  bigint      references account,    -- who declared it ready for review
    reviewed_at  timestamptz,
    approved_by  bigint      references account,
    approved_at  timestamptz,
    published_by bigint      references account,
    published_at timestamptz,
    withdrawn_at timestamptz,
    position     bigint      not null default 0,    -- ledger position of its last indicator
    check (approved_by is null or approved_by <> created_by)
);
comment on table publication is 'A warning: an operational alert to members, with its indicators.';

create table publication_editor (
    publication_id bigint not null references publication,
    account_id     bigint not null references account,
    primary key (publication_id, account_id)
);
comment on table publication_editor is 'Everyone who wrote in it: none of them may approve it.';

create table publication_indicator (
    publication_id  bigint not null references publication,
    number          int    not null,
    kind            text   not null,                -- ValueKind's code
    value           text   not null,                -- normal form
    stix_id         text   unique,                  -- from publication on
    relationship_id text,
    withdrawn_seq   bigint,
    reason          text   not null default '',
    primary key (publication_id, number),
    unique (publication_id, kind, value)
);

create table publication_delivery (
    id              bigint generated always as identity primary key,
    publication_id  bigint      not null references publication,
    organization_id bigint      not null references organization,
    channel         text        not null,           -- portal, mail
    state           text        not null,           -- waiting, leased, sending, sent, failed, uncertain, cancelled
    attempts        int         not null default 0,
    due_at          timestamptz not null,
    leased_until    timestamptz,
    lease           uuid,
    sent_at         timestamptz,
    problem         text        not null default '',
    unique (publication_id, organization_id, channel)
);
create index publication_delivery_due on publication_delivery (due_at) where state in ('waiting', 'leased', 'sending');
comment on table publication_delivery is
    'The outbox. A mail is marked sending before the SMTP conversation; who dies in it leaves the row uncertain, never sent twice.';

create table publication_acknowledgement (
    publication_id  bigint      not null references publication,
    organization_id bigint      not null references organization,
    account_id      bigint      not null references account,
    at              timestamptz not null,
    primary key (publication_id, organization_id)
);

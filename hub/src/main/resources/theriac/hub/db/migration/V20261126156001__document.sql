-- What others wrote, as people read it into knowledge: the bytes as they came, their text, what was found in it and what
-- was decided about that. The work of one organisation; what comes of it is a report in the store.
create table document (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    account_id      bigint      not null references account,
    audience_id     bigint      not null references audience,    -- who reads along before anything is published
    title           text        not null,
    origin          text        not null check (origin in ('text', 'file', 'address')),
    name            text        not null,                       -- of the file, or the address
    media_type      text        not null,
    raw             bytea       not null,                       -- as it came
    sha256          text        not null,                       -- of that
    text            text        not null,
    pages           integer[]   not null,                       -- offsets in the text, in UTF-16 units
    cut             boolean     not null,
    note            text        not null default '',            -- Markdown
    revision        integer     not null default 1,
    at              timestamptz not null,
    read_at         timestamptz not null,                       -- last searched for names
    read_text       text        not null,                       -- digest of the text that was searched
    report_id       text,
    published_at    timestamptz,
    republished_at  timestamptz,
    tlp             text,
    members         boolean     not null default false
);
create index document_audience on document (audience_id, id desc);
create index document_organization on document (organization_id);
create index document_account on document (account_id);
comment on table document is 'What others wrote, as people read it into knowledge.';

create table document_thing (
    document_id bigint    not null references document on delete cascade,
    number      integer   not null,
    what        text      not null check (what in ('value', 'known', 'new')),
    kind        text      not null,                             -- of a value; otherwise the STIX type
    name        text      not null,                             -- the value; the name that a person gave; '' for what is known
    target      text      not null default '',                  -- of what is known: what is meant
    candidates  text[]    not null default '{}',                -- and all that bear the name
    written     text      not null,
    sure        boolean   not null,
    listed      text[]    not null default '{}',                -- warning lists that hold the value
    decision    text      not null check (decision in ('found', 'accepted', 'observed', 'rejected')),
    starts      integer[] not null,
    ends        integer[] not null,
    object_id   text,                                           -- what was published about it
    primary key (document_id, number)
);
comment on table document_thing is 'What documents name, at which places, and what people decided about it.';

create table document_said (
    document_id bigint not null references document on delete cascade,
    object_id   text   not null,
    primary key (document_id, object_id)
);
create index document_said_object on document_said (object_id);
comment on table document_said is 'What the report of a document said when it was last published, to take back what a later one says no more.';

-- A workspace in which some people of one organisation work on one question. Who it is for is its people and nobody
-- else: every statement over these tables asks that first.
create table investigation (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    title           text        not null,
    summary         text        not null,
    revision        integer     not null default 1,
    picture         text        not null default '',            -- JSON of a kept graph, read by the workbench alone
    picture_at      integer     not null default 0,             -- its own revision
    closed_at       timestamptz,
    at              timestamptz not null,
    by              text        not null
);
create index investigation_organization on investigation (organization_id);
comment on table investigation is 'What some people of one organisation look into together; private to them.';

create table investigation_person (
    investigation_id bigint      not null references investigation,
    account_id       bigint      not null references account,
    at               timestamptz not null,
    by               text        not null,
    primary key (investigation_id, account_id)
);
create index investigation_person_account on investigation_person (account_id);
comment on table investigation_person is 'Whom an investigation is for.';

create table investigation_object (
    investigation_id bigint      not null references investigation,
    object_id        text        not null,                      -- a STIX id: whoever reads it sees of it what she may
    at               timestamptz not null,
    by               text        not null,
    primary key (investigation_id, object_id)
);
comment on table investigation_object is 'What an investigation is about.';

create table investigation_note (
    id               bigint generated always as identity primary key,
    public_id        uuid        not null unique,
    investigation_id bigint      not null references investigation,
    revision         integer     not null default 1,
    removed_at       timestamptz,
    removed_by       text,
    at               timestamptz not null,
    by               text        not null
);
create index investigation_note_of on investigation_note (investigation_id, id);
comment on table investigation_note is 'A page of text in an investigation; what stands on it is its newest version.';

create table investigation_note_version (
    note_id  bigint      not null references investigation_note,
    revision integer     not null,
    text     text        not null,
    at       timestamptz not null,
    by       text        not null,
    primary key (note_id, revision)
);
comment on table investigation_note_version is 'Every text that stood on a note.';

create table investigation_task (
    id               bigint generated always as identity primary key,
    public_id        uuid        not null unique,
    investigation_id bigint      not null references investigation,
    title            text        not null,
    assignee_id      bigint      references account,
    due              date,
    state            text        not null check (state in ('open', 'doing', 'done')),
    revision         integer     not null default 1,
    at               timestamptz not null,
    by               text        not null,
    done_at          timestamptz,
    done_by          text
);
create index investigation_task_of on investigation_task (investigation_id, id);
create index investigation_task_assignee on investigation_task (assignee_id) where state <> 'done';
comment on table investigation_task is 'What is to be done in an investigation, by whom and until when.';

create table investigation_file (
    id               bigint generated always as identity primary key,
    public_id        uuid        not null unique,
    investigation_id bigint      not null references investigation,
    name             text        not null,
    sha256           text        not null,
    size             integer     not null,
    content          bytea       not null,
    at               timestamptz not null,
    by               text        not null
);
create index investigation_file_of on investigation_file (investigation_id, id);
comment on table investigation_file is 'Files of an investigation, byte for byte; nothing in the hub opens them.';

create table investigation_draft (
    id               bigint generated always as identity primary key,
    investigation_id bigint      not null references investigation,
    object_id        text        not null unique,
    version          text        not null,                      -- `modified` of what was written last
    revision         integer     not null default 1,
    at               timestamptz not null,
    by               text        not null,
    changed_at       timestamptz not null,
    changed_by       text        not null,
    published_at     timestamptz,
    removed_at       timestamptz
);
create index investigation_draft_of on investigation_draft (investigation_id, id);
comment on table investigation_draft is
    'Objects that an investigation writes: claims for its people alone, until they are published together.';

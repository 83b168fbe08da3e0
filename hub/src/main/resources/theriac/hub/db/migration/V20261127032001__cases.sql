-- Cases at the desk: what goes on for longer than one look. One row per case whatever its kind, one table of reminders, one of
-- what was done. What only one kind has stands in a table of its own.

create table desk_case (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    kind            text        not null,                          -- incident, vulnerability, takedown, request
    title           text        not null,
    text            text        not null default '',
    audience_id     bigint      not null references audience,      -- TLP:AMBER+STRICT of the CERT
    organization_id bigint      references organization,           -- where it happened; null: at nobody who takes part
    state           text        not null,                          -- see CaseKind
    revision        int         not null default 1,
    opened_at       timestamptz not null,
    opened_by       bigint      not null references account,
    keeper_id       bigint      references account,                -- who works on it
    ended_at        timestamptz,                                   -- null: it goes on
    outcome         text        not null default ''                -- how it ended
);
create index desk_case_newest on desk_case (id desc, kind);
comment on table desk_case is 'Something that the desk works on: an incident, a vulnerability that somebody told, a takedown, a question.';

create table case_reminder (
    case_id bigint      not null references desk_case,
    code    text        not null,                                  -- what is wanted by then; see Reminders
    due_at  timestamptz not null,
    done_at timestamptz,
    done_by bigint      references account,
    primary key (case_id, code)
);
create index case_reminder_due on case_reminder (due_at) where done_at is null;
comment on table case_reminder is 'Moments by which something about a case is wanted. They remind people and do nothing.';

create table case_link (
    case_id bigint      not null references desk_case,
    kind    text        not null,                                  -- report, object
    subject text        not null,                                  -- public id of the report, STIX id of the object
    at      timestamptz not null,
    primary key (case_id, kind, subject)
);
create index case_link_subject on case_link (subject, kind);
comment on table case_link is 'What a case is about. Shown to who may see the thing itself.';

create table case_entry (
    id         bigint generated always as identity primary key,
    case_id    bigint      not null references desk_case,
    at         timestamptz not null,
    account_id bigint      not null references account,
    kind       text        not null,                               -- opened, note, told, state, reminder, letter, asked
    subject    text        not null default '',                    -- who was told, the new state, the reminder
    text       text        not null default ''
);
create index case_entry_of on case_entry (case_id, id);
comment on table case_entry is 'What was done in a case, by whom, in the order in which it was done. Never changed.';

create table incident (
    case_id           bigint      primary key references desk_case,
    type              text        not null,                        -- see Incident
    region            text        not null,                        -- a province (ISO 3166-2), abroad or unknown
    organization_kind text        not null,                        -- as of organisations; unknown
    through_supplier  boolean     not null,
    significant       boolean     not null,                        -- the clocks of NIS2 art. 23 run
    aware_at          timestamptz not null                         -- since when the organisation knows
);
create index incident_aware on incident (aware_at);
comment on table incident is 'What is counted of an incident.';

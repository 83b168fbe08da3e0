-- Questions to members. Who sees the answers is set before they are asked and cannot be changed after.

create table request (
    case_id            bigint      primary key references desk_case,
    due_at             timestamptz not null,
    names_to_cert      boolean     not null default false,         -- whether the CERT reads who answered what
    answers_to_members boolean     not null default false,         -- whether those who were asked read the others' answers
    names_to_members   boolean     not null default false,         -- and whose they are
    audience_id        bigint      references audience,            -- TLP:AMBER+STRICT of the asked; null: not asked yet
    asked_at           timestamptz
);
comment on table request is 'What members are asked.';

create table request_question (
    case_id  bigint not null references request,
    position int    not null,                                      -- from 1
    text     text   not null,
    choices  text   not null default '',                           -- one per line; "": free text
    primary key (case_id, position)
);

create table request_recipient (
    case_id         bigint not null references request,
    organization_id bigint not null references organization,
    primary key (case_id, organization_id)
);
create index request_recipient_of on request_recipient (organization_id, case_id);

create table request_answer (
    case_id         bigint      not null references request,
    organization_id bigint      not null references organization,
    position        int         not null,
    text            text        not null,
    account_id      bigint      not null references account,
    at              timestamptz not null,
    primary key (case_id, organization_id, position)
);
comment on table request_answer is 'What an organisation answers; the newest counts, until the case ends.';

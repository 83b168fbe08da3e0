-- People: how they are invited, what they chose, where they are logged in, and how often somebody tried.

alter table organization add column handle text;
update organization set handle =
    coalesce(nullif(trim(both '-' from regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')), ''), 'organization') || '-' || id;
alter table organization alter column handle set not null;
alter table organization alter column handle set default gen_random_uuid()::text;
alter table organization add constraint organization_handle_key unique (handle);
comment on column organization.handle is 'The part of its people''s log-in names after the @; never changes.';

alter table account add column mail text not null default '';
alter table account add column language text not null default '';
alter table account add column theme text not null default '';
comment on column account.mail is 'For links to a new password; empty: none. Never used to recognise anybody.';
comment on column account.language is 'nl, en, or empty: as the browser wishes.';
comment on column account.theme is 'light, dark, auto, or empty: as the browser wishes.';
create index account_organization on account (organization_id);

create table login_guard (
    login_hash   bytea primary key,
    failures     int         not null,
    locked_until timestamptz,
    touched_at   timestamptz not null
);
comment on table login_guard is 'Wrong passwords in a row per log-in name, whether anybody has that name or not: trying tells nothing.';
comment on column login_guard.login_hash is 'SHA-256 of the folded log-in name.';
create index login_guard_touched on login_guard (touched_at);
insert into login_guard (login_hash, failures, locked_until, touched_at)
    select sha256(convert_to(login_key, 'UTF8')), failed_attempts, locked_until, now() from account where failed_attempts > 0;
alter table account drop column failed_attempts;
alter table account drop column locked_until;

alter table account_session add column public_id uuid not null default gen_random_uuid() unique;
alter table account_session add column agent text not null default '';
alter table account_session add column address text not null default '';
comment on column account_session.agent is 'The browser, as it called itself at the log-in.';

create table invitation (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    login           text        not null,
    login_key       text        not null unique,
    name            text        not null,
    mail            text        not null,
    language        text        not null,
    roles           text[]      not null,
    by              text        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null
);
comment on table invitation is 'Somebody who may become a person of an organisation; gone once used or taken back.';
create index invitation_organization on invitation (organization_id);

create table person_link (
    token_hash    bytea primary key,
    invitation_id bigint references invitation on delete cascade,
    account_id    bigint references account,
    expires_at    timestamptz not null,
    check ((invitation_id is null) <> (account_id is null))
);
comment on table person_link is 'Links that work once: to become a person, or to choose a new password.';
create index person_link_account on person_link (account_id);

create table account_mail (
    id            bigint generated always as identity primary key,
    invitation_id bigint unique references invitation on delete cascade,
    login_key     text unique,
    due_at        timestamptz not null,
    attempts      int         not null default 0,
    check ((invitation_id is null) <> (login_key is null))
);
comment on table account_mail is 'Mails with links that wait to be sent. A forgotten password is kept as asked for: whether anybody has the name is found out later, out of sight.';

-- Log-in through an OpenID Connect issuer.

create table issuer (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    name            text        not null,
    address         text        not null,
    client          text        not null,
    secret          bytea,
    organization_id bigint references organization,
    scopes          text        not null,
    groups_claim    text        not null,
    networks        text[]      not null,
    second_factor   boolean     not null,
    listed          boolean     not null,
    metadata        text        not null,
    changed_at      timestamptz not null,
    changed_by      text        not null,
    unique (address, client)
);
comment on column issuer.address is 'The iss of its tokens, letter by letter; it never changes: another address is another issuer.';
comment on column issuer.secret is 'Sealed with the key of the vault; null for a client without one.';
comment on column issuer.organization_id is 'Whose people it may let in; null: those of every organisation.';
comment on column issuer.metadata is 'Its own description (OpenID Connect Discovery 1.0), as read when the settings were saved.';

create table issuer_role (
    issuer_id bigint not null references issuer on delete cascade,
    group_name text  not null,
    role       text  not null,
    primary key (issuer_id, group_name, role)
);
comment on table issuer_role is 'Roles that come and go with the groups that the issuer tells; roles that are not here are given by admins only.';

create table account_identity (
    public_id    uuid        primary key,
    issuer_id    bigint      not null references issuer on delete cascade,
    subject      text        not null,
    account_id   bigint      not null references account,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    unique (issuer_id, subject)
);
comment on table account_identity is 'Whom an issuer means by a subject. Nothing else ties the two, least of all a mail address.';
create index account_identity_account on account_identity (account_id);

create table log_in_step (
    token_hash bytea primary key,
    content    text        not null,
    expires_at timestamptz not null
);
comment on table log_in_step is 'A log-in that is on its way through another place; used up by its answer.';
create index log_in_step_expires on log_in_step (expires_at);

alter table account alter column password_hash drop not null;
comment on column account.password_hash is 'Argon2id; null: no password opens this account.';

alter table account_session add column issuer_id bigint references issuer on delete cascade;
alter table account_session add column two_factors boolean not null default false;
alter table account_session add column farewell bytea;
comment on column account_session.two_factors is 'Whether the log-in itself showed two factors, whatever is set up here.';
comment on column account_session.farewell is 'The identity token, sealed, which the issuer wants to see again at the log-out.';

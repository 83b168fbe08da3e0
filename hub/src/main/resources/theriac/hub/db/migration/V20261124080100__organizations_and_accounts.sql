-- Who lives here: organisations, who acts for whom, people, sessions, machines.

create table organization (
    id          bigint generated always as identity primary key,
    public_id   uuid        not null unique,
    name        text        not null,
    kind        text        not null,
    identity_id text        not null unique,  -- the STIX identity that stands for it
    language    text        not null default 'nl',
    mail        text,                         -- where warnings go; null: portal and machines only
    created_at  timestamptz not null
);
comment on table organization is 'A legal body: the CERT itself, a member, a partner, a security firm.';
create unique index organization_one_cert on organization (kind) where kind = 'cert';

create table delegation (
    firm_id   bigint      not null references organization,
    member_id bigint      not null references organization,
    purposes  text[]      not null,
    until_at  timestamptz,
    primary key (firm_id, member_id)
);
comment on table delegation is 'A security firm acts for a member, for named purposes, until a date.';

create table sharing_group (
    id        bigint generated always as identity primary key,
    public_id uuid not null unique,
    name      text not null unique
);

create table sharing_group_member (
    group_id        bigint not null references sharing_group,
    organization_id bigint not null references organization,
    primary key (group_id, organization_id)
);
create index sharing_group_member_organization on sharing_group_member (organization_id);

create table account (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    login           text        not null,
    login_key       text        not null unique,  -- folded form: no second account by letter case
    name            text        not null,
    password_hash   text        not null,         -- Argon2id
    roles           text[]      not null,
    created_at      timestamptz not null,
    disabled_at     timestamptz,
    failed_attempts int         not null default 0,
    locked_until    timestamptz
);

create table account_session (
    token_hash   bytea primary key,               -- SHA-256 of the cookie value; the value itself is stored nowhere
    account_id   bigint      not null references account,
    csrf         text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null
);
create index account_session_account on account_session (account_id);

create table machine_token (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    name            text        not null,
    prefix          text        not null,         -- shown so that people can tell tokens apart
    token_hash      bytea       not null unique,
    scopes          text[]      not null,
    created_at      timestamptz not null,
    expires_at      timestamptz,
    revoked_at      timestamptz,
    last_used_at    timestamptz
);

create table setup_link (
    token_hash bytea primary key,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table audit_event (
    id              bigint generated always as identity primary key,
    at              timestamptz not null,
    account_id      bigint references account,
    organization_id bigint references organization,
    actor           text        not null,         -- login, token prefix, or "system: reason"
    action          text        not null,
    subject         text        not null,
    detail          jsonb       not null default '{}'
);

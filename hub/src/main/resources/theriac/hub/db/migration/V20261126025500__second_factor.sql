-- A second factor: time-based codes and recovery codes, and for whom it is a must.

create table second_factor (
    account_id   bigint primary key references account,
    sealed       bytea       not null,
    last_step    bigint      not null default 0,
    begun_at     timestamptz not null,
    confirmed_at timestamptz
);
comment on table second_factor is 'The shared secret of time-based codes (RFC 6238), sealed with the key of the vault.';
comment on column second_factor.last_step is 'The half minute of the last code taken: an older or equal one is refused.';
comment on column second_factor.confirmed_at is 'Null until its person entered a first code: it does not count before.';

create table recovery_code (
    account_id bigint not null references account,
    code_hash  bytea  not null,
    primary key (account_id, code_hash)
);
comment on table recovery_code is 'SHA-256 of codes of 80 random bits, each of which opens once; used ones are gone.';

create table second_factor_role (
    role text primary key
);
comment on table second_factor_role is 'Who has one of these roles can do nothing before a second factor is set up.';

alter table account_session add column confirmed_at timestamptz not null default now();
comment on column account_session.confirmed_at is 'When its person last showed that it is her: dangerous steps ask for it anew after a while.';

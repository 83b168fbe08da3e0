-- Sessions end when nobody uses them, and when the issuer through which they came says so.
alter table account_session add column used_at timestamptz;
update account_session set used_at = created_at;
alter table account_session alter column used_at set not null;
comment on column account_session.used_at is 'When its person last did something, to the minute.';

alter table account_session add column issuer_subject text;
alter table account_session add column issuer_sid text;
comment on column account_session.issuer_sid is 'What the issuer calls its own session, from which this one came; null: it did not say.';
create index account_session_issuer on account_session (issuer_id) where issuer_id is not null;

create table issuer_log_out (
    issuer_id  bigint      not null references issuer on delete cascade,
    token_id   text        not null,
    expires_at timestamptz not null,
    primary key (issuer_id, token_id)
);
comment on table issuer_log_out is 'Logout tokens that were taken, until they count no more: each is taken once.';

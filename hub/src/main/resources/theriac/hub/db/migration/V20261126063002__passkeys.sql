-- Passkeys (WebAuthn level 2): a log-in without a password, and a second factor beside it.

create table passkey (
    public_id     uuid        primary key,
    account_id    bigint      not null references account,
    credential_id bytea       not null unique,
    attested      bytea       not null,
    sign_count    bigint      not null,
    backup_eligible boolean   not null,
    backed_up     boolean     not null,
    name          text        not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
comment on table passkey is 'Public keys of people; the private ones never leave their devices.';
comment on column passkey.attested is 'Attested credential data (section 6.5.1): authenticator model, credential id, public key.';
comment on column passkey.sign_count is 'Of the last signature; a smaller or equal one tells of a copy, unless the device does not count (0).';
create index passkey_account on passkey (account_id);

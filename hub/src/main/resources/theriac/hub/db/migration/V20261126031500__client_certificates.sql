-- A key may be tied to a client certificate, which then opens what the key opens, and without which the key does not
-- count.
alter table machine_token add column certificate bytea;
comment on column machine_token.certificate is 'SHA-256 of the certificate (DER); null: none.';
create unique index machine_token_certificate on machine_token (certificate) where certificate is not null and revoked_at is null;

-- A key may end by itself and count from some networks only.

alter table machine_token add column networks text[] not null default '{}';
comment on column machine_token.networks is 'From which the key counts, as 10.1.2.0/24; empty: from everywhere.';
comment on column machine_token.expires_at is 'From when on the key counts no more; null: until it is revoked.';

-- Keys that people use in their own tools: they end with the account.

alter table machine_token add column account_id bigint references account;
comment on column machine_token.account_id is 'The person whose key it is; null for a machine of the organisation.';

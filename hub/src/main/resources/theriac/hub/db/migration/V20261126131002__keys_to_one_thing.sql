-- A key may open one collection or one list and nothing else.
alter table machine_token add column only_door text;
comment on column machine_token.only_door is 'Beginning of the only addresses that the key opens, to read; null: all that its scopes open.';

-- What one person did for the first time, without reading everything that she ever did.
create index audit_event_account_action on audit_event (account_id, action, id) where outcome = 'done' and account_id is not null;

-- When something was last heard of a running delivery: one that was killed with its hub is told from one that is slow.
alter table delivery add column touched_at timestamptz;
update delivery set touched_at = coalesce(finished_at, started_at);
alter table delivery alter column touched_at set not null;

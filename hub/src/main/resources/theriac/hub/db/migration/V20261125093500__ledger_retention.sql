-- Old months of the ledger may be dropped. What is counted stays countable, and a reader that was away for too long can
-- tell that it missed something.
create table ledger_total (
    kind text   primary key,
    rows bigint not null
);
comment on table ledger_total is 'How many rows of each kind were in the months that have been dropped.';

create table ledger_horizon (
    only_row boolean primary key default true check (only_row),
    seq      bigint not null
);
comment on table ledger_horizon is 'Rows up to this position may be gone.';
insert into ledger_horizon (seq) values (0);

alter table retention_policy drop constraint retention_policy_subject_check;
alter table retention_policy add constraint retention_policy_subject_check check (subject in ('claims', 'raw', 'ledger'));

-- Dropping a month must wait for whoever reads the ledger, such as a backup, and everybody else would wait behind it: so
-- it gives up soon, and the next hour tries again.
create function ledger_forget(before_at timestamptz) returns int language plpgsql set lock_timeout = '1s' as $$
declare
    month     record;
    upper_seq bigint;
    dropped   int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('ledger_partitions'));
    for month in
        select c.relname as name, to_timestamp(substr(c.relname, 8) || '01', 'YYYYMMDD') + interval '1 month' as ends_at
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'ledger'::regclass and c.relname ~ '^ledger_[0-9]{6}$'
        order by c.relname
    loop
        continue when month.ends_at > before_at;
        execute format('insert into ledger_total (kind, rows) select kind, count(*) from %I group by kind
            on conflict (kind) do update set rows = ledger_total.rows + excluded.rows', month.name);
        execute format('select max(seq) from %I', month.name) into upper_seq;
        update ledger_horizon set seq = greatest(seq, upper_seq);
        execute format('drop table %I', month.name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
comment on function ledger_forget is 'Drops the months that ended before a moment; returns how many there were.';

-- What PostgreSQL reads to know its tables, in the tables that grow without end. By its defaults it reads 30,000 rows of
-- each of them anew, and sorts every column of these, whenever a tenth was added (ADR 026).
-- Nothing asks for a range of contents or digests, so they get no statistics; the rest needs to know which
-- sources, audiences, types and values are common.
create function bulk_statistics(bulk regclass) returns void language plpgsql as $$
declare
    col text;
begin
    for col in select attname from pg_attribute where attrelid = bulk and attnum > 0 and not attisdropped loop
        execute format('alter table %s alter column %I set statistics %s', bulk, col,
            case when col in ('json', 'digest', 'modified_text', 'words') then 0 else 20 end);
    end loop;
    if (select relkind from pg_class where oid = bulk) = 'r' then
        execute format('alter table %s set (autovacuum_analyze_scale_factor = 0.4)', bulk);
    end if;
end $$;
comment on function bulk_statistics is 'Fewer and smaller statistics for a table that grows without end.';

select bulk_statistics(bulk::regclass)
from unnest(array['object', 'version', 'claim', 'claim_end', 'value_index', 'object_reference', 'narrative']) bulk;
select bulk_statistics(inhrelid::regclass) from pg_inherits where inhparent = 'ledger'::regclass;

create or replace function ledger_partitions(from_at timestamptz, months int) returns int language plpgsql as $$
declare
    month timestamp;
    name  text;
    made  int := 0;
begin
    -- One hub at a time: several may start together on one database.
    perform pg_advisory_xact_lock(hashtext('ledger_partitions'));
    for n in 0 .. months - 1 loop
        month := date_trunc('month', from_at at time zone 'UTC') + make_interval(months => n);
        name := 'ledger_' || to_char(month, 'YYYYMM');
        if to_regclass(name) is null then
            begin
                execute format('create table %I partition of ledger for values from (%s) to (%s)', name,
                    (extract(epoch from month) * 1000000)::bigint,
                    (extract(epoch from month + make_interval(months => 1)) * 1000000)::bigint);
                perform bulk_statistics(name::regclass);
                made := made + 1;
            exception when check_violation then
                null;  -- a clock that jumped has put rows of that month into ledger_default: they stay there
            end;
        end if;
    end loop;
    return made;
end $$;

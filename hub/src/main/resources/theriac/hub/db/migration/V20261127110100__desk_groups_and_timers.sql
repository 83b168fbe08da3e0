-- The desk: reports about one thing are decided together, pass from hand to hand, and are late after a while.

alter table report
    add column leader_id    bigint references report check (leader_id <> id), -- it follows this one, whose state, keeper, reason and draft count; null: it stands by itself
    add column first_hint   text        not null default 'none',              -- what the first look said when it came: malicious, incident, suspicious, none
    add column urgency      text        not null default 'none',              -- the strongest first hint of it and of those that follow it
    add column waits_from   timestamptz not null default now(),               -- when the first of it and of those that follow it came
    add column stands_apart boolean     not null default false,               -- somebody took it out of its wave: it counts in none and draws none
    add column acted_at     timestamptz,                                      -- when something was last done with it, or when it comes back; null: nothing was
    add column later_at     timestamptz;                                      -- it is out of the queue until then; null, or past: it is in it
comment on column report.state is 'new, claimed, drafted, dismissed, answered: its own, which counts while it follows no other';

update report set waits_from = received_at;
update report r set first_hint = told.hint, urgency = told.hint
from (select detail ->> 'report' as report, min(detail ->> 'hint') as hint from ledger
      where kind = 'reported' and detail ->> 'hint' in ('malicious', 'incident', 'suspicious') group by 1) told
where r.public_id::text = told.report;

alter table report
    add column queue text generated always as (
        case when leader_id is null and state = 'claimed' then 'claimed'
             when leader_id is null and state = 'new' then urgency end) stored, -- by which limit it is late; null: it does not wait
    add column since timestamptz generated always as (
        case when state = 'claimed' then coalesce(acted_at, received_at) else waits_from end) stored; -- from when that limit counts

create index report_queue on report (queue, since, id) include (audience_id, later_at) where queue is not null;
create index report_keeper on report (keeper_id) where queue = 'claimed';      -- what is in somebody's hands
create index report_leader on report (leader_id) where leader_id is not null;
drop index report_open;
drop index report_state;
create index report_state on report (state, id desc, audience_id) where leader_id is null;
drop index report_wave;
create index report_wave on report (cluster_id, audience_id) where not stands_apart;

create table report_limit (
    code    text primary key,                                        -- malicious, incident, suspicious, none: unclaimed; claimed: without anything done
    minutes int  not null check (minutes between 1 and 43200)
);
comment on table report_limit is 'After how long a report at the desk is late.';
insert into report_limit (code, minutes) values ('malicious', 60), ('incident', 60), ('suspicious', 240), ('none', 1440), ('claimed', 480);

create table report_entry (
    id         bigint generated always as identity primary key,
    report_id  bigint      not null references report,
    at         timestamptz not null,
    account_id bigint      not null references account,
    kind       text        not null, -- claimed, handed, returned, later, awake, leads, left, follows, stands, apart, together
    subject    text        not null default '', -- a report's id, a colleague's name, or a moment
    text       text        not null default ''  -- a note for colleagues
);
create index report_entry_report on report_entry (report_id, id);
comment on table report_entry is 'What the desk did with a report, for the desk alone. Rows are never changed.';

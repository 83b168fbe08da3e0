-- When the domains of reported messages were registered, as an RDAP service says it.

alter table report add column domains_looked boolean not null default true;  -- older reports are not asked about
alter table report alter column domains_looked set default false;
create index report_domains on report (id) where not domains_looked;

create table domain_age (
    domain        text        primary key,              -- registrable, lower case, A-labels
    state         text        not null check (state in ('waiting', 'registered', 'unknown', 'withheld')),
    problem       text        not null default '',      -- why it is unknown or not asked: a stable word
    registered_at timestamptz,
    server        text        not null default '',      -- who said so
    asked_at      timestamptz,
    due_at        timestamptz not null,                 -- when it is asked next, while it waits
    attempts      int         not null default 0
);
comment on table domain_age is 'A cache, also of what nobody knows. Withheld: nobody outside is asked.';
create index domain_age_due on domain_age (due_at) where state = 'waiting';

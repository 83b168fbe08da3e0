-- A warning's own number, by which people and machines outside name it, and why a whole warning was taken back.

alter table publication add column reference text unique;
alter table publication add column withdrawn_reason text not null default '';
comment on column publication.reference is 'From publication on: the CERT''s name, the year in UTC and a number without gaps, as SECTOR-CERT-2026-0007.';

create table publication_number (
    year int primary key,
    last int not null
);
comment on table publication_number is 'The last number that a warning of each year got.';

with numbered as (
    select p.id, extract(year from p.published_at at time zone 'UTC')::int as year,
           row_number() over (partition by extract(year from p.published_at at time zone 'UTC')
                              order by p.published_at, p.id) as number,
           coalesce(nullif(trim(both '-' from upper(regexp_replace(o.name, '[^A-Za-z0-9]+', '-', 'g'))), ''), 'WARNING') as prefix
    from publication p join organization o on o.id = p.owner_id
    where p.published_at is not null)
update publication p
set reference = n.prefix || '-' || n.year || '-' || lpad(n.number::text, greatest(4, length(n.number::text)), '0')
from numbered n where n.id = p.id;

insert into publication_number (year, last)
select extract(year from published_at at time zone 'UTC')::int, count(*)
from publication where published_at is not null group by 1;

-- The hub's own OpenPGP keys. What they signed stays readable: an older one is kept beside a newer one.
create table signing_key (
    fingerprint text        primary key,          -- upper-case hexadecimal
    public_key  text        not null,             -- armoured
    seal_id     text        not null,             -- names the key of the vault that sealed it
    nonce       bytea       not null,
    sealed      bytea       not null,
    created_at  timestamptz not null
);

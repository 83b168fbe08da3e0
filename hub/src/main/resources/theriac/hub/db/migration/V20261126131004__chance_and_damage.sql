-- How likely it is and how bad it would be, as warnings of CERTs say it; high and high takes two to publish.
alter table publication add column chance text not null default '' check (chance in ('', 'low', 'medium', 'high'));
alter table publication add column damage text not null default '' check (damage in ('', 'low', 'medium', 'high'));

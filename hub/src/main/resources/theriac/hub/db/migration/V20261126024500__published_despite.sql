-- Why something was published although values of it are on warning lists.
alter table publication add column despite text not null default '';

-- The plain lists at /lists/ are files of a profile that every organisation has, so that the brake and the last good state are
-- theirs too. It is made when the first of them is fetched.
alter table export_profile add column plain boolean not null default false;
create unique index export_profile_plain on export_profile (organization_id) where plain;
comment on column export_profile.plain is 'The profile of /lists/: everything, not to be deleted.';

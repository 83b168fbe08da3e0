-- "When was it last seen" is asked of every object on a page. Read from all its sightings, an object that scouts see a
-- thousand times a day costs more each day; in the order of when they saw it, the first that the viewer may see answers.
alter table object_reference add column seen bigint;
update object_reference r set seen = v.seen
from version v
where r.property = 'sighting_of_ref' and v.key = r.version_key;

drop index object_reference_sighting;
create index object_reference_sighting on object_reference (target_key, seen desc)
    where property = 'sighting_of_ref' and seen is not null;
comment on column object_reference.seen is
    'When a sighting last saw its target, in microseconds since 1970; null for all other references.';

-- What search needs beside the text of a version. Bulk indicators pay for four small columns (nothing for what they leave
-- out), and no full-text index. Moments are numbers of microseconds since 1970, as positions are: exact, in any year.

alter table version add column created     bigint;  -- the object's own `created`
alter table version add column seen        bigint;  -- sightings and observed data: when it was last seen
alter table version add column valid_until bigint;
alter table version add column labels      text[];  -- null: none

-- What may be done with a claim stands with who may see it, so that a claim still carries one number.
alter table audience add column pap smallint check (pap between 0 and 3);
comment on column audience.pap is 'CLEAR, GREEN, AMBER, RED of the Permissible Actions Protocol; null: nothing is said.';

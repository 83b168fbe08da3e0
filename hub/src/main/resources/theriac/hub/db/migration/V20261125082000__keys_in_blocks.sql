-- The write path gives keys itself and copies rows in: one step of these sequences is a block of 1,000 keys
-- (store.KeyBlocks). Other inserts use one key of a block and leave the rest.
alter table object alter column key set increment by 1000;
alter table version alter column key set increment by 1000;

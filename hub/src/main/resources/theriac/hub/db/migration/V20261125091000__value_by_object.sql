-- The values of an object: keys grow, so the index grows at its end and costs little.
create index value_index_object on value_index (object_key);

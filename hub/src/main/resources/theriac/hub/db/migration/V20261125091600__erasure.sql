-- The proof that a personal value was erased, without the value.
create table erasure (
    id          bigint generated always as identity primary key,
    public_id   uuid        not null unique,
    kind        text        not null,                       -- ValueKind's code
    salt        bytea       not null,
    digest      bytea       not null,                       -- PBKDF2 of the value: slow on purpose, there are few numbers
    by          text        not null,
    reason      text        not null,
    at          timestamptz not null,
    finished_at timestamptz                                 -- null: interrupted; asked for again it goes on
);

create table erasure_hit (
    erasure_id bigint not null references erasure,
    place      text   not null,                             -- table.column
    key        bigint not null,                             -- of the row
    before     bytea  not null,                             -- SHA-256 of what stood there
    after      bytea  not null
);
create index erasure_hit_erasure on erasure_hit (erasure_id);

-- Values that are often mistaken for bad ones. Entries are one text: they are read together, when the list is compiled.
create sequence warning_list_change;

create table warning_list (
    id           text        primary key,
    name         text        not null,
    description  text        not null,
    version      text        not null,
    type         text        not null,
    kinds        text[]      not null,
    use          text        not null check (use in ('off', 'tell', 'brake')),
    entries      text        not null,
    entry_count  int         not null,
    unread_count int         not null,
    at           timestamptz not null,
    by           text        not null,
    change       bigint      not null default nextval('warning_list_change')
);
comment on column warning_list.change is 'Grows with every change, so that every hub sees that it must compile again.';

-- What QR codes in pictures of a reported message say.

create table report_code (
    report_id bigint not null references report,
    place     int    not null,                     -- their order
    picture   text   not null,                     -- name of the picture's file, as it came
    content   text   not null,                     -- exactly what the code says; hostile, followed by nothing
    primary key (report_id, place)
);
comment on table report_code is 'Read beside the text of a report; the pictures of a form are not kept.';

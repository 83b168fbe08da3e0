-- Mail addresses of a host; names have an index of their own (value_index_suffix). Mails are few.
create index value_index_mail_suffix on value_index (reverse(value) collate "C") where kind = 'email';

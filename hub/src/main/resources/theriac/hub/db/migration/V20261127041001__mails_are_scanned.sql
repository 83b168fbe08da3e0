-- What the virus scanner said of a mail at the desk; a mail waits until it was asked.

alter table report_mail
    add column scan       text        not null default '' check (scan in ('', 'clean', 'infected', 'unread')), -- '': there was no scanner
    add column scan_found text        not null default '',  -- what was found, or why not all of it was looked at
    add column scan_due   timestamptz,                      -- when the scanner is asked again that could not be asked
    add column scan_tries int         not null default 0;   -- conversations that broke off

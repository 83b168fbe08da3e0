-- How confidence fades. Settings; the figure is computed when somebody asks, and no row is ever rewritten for time that
-- passes. Of several that fit, the one for a source counts before the one for a kind of value, that before the one for a
-- type.
create table decay_model (
    id               bigint generated always as identity primary key,
    name             text             not null,
    type             text             not null default '',  -- STIX type; '': all
    value_kind       text             not null default '',  -- a value of this kind is in it; '': any
    source_id        bigint           not null default 0,   -- 0: all
    lifetime_seconds bigint           not null check (lifetime_seconds >= 60),
    speed            double precision not null check (speed between 0.1 and 100),
    base             int              not null check (base between 1 and 100),
    threshold        int              not null check (threshold between 0 and 100),
    unique (type, value_kind, source_id)
);
comment on table decay_model is 'score = base * (1 - (t / lifetime) ^ (1 / speed)); base: where no source gives a confidence.';

-- MISP's models where it has one; half-lives as EclecticIQ gives them elsewhere (half is left of a straight line after half
-- of its lifetime); files do not fade as fast as addresses do.
insert into decay_model (name, type, value_kind, lifetime_seconds, speed, base, threshold) values
    ('Indicators',                   'indicator',        '',       60 * 86400,   1,   80, 30),
    ('Domain names',                 '',                 'domain', 120 * 86400,  2,   80, 30),
    ('Links',                        '',                 'url',    120 * 86400,  2,   80, 30),
    ('IPv4 addresses',               '',                 'ipv4',   120 * 86400,  2,   80, 30),
    ('IPv6 addresses',               '',                 'ipv6',   120 * 86400,  2,   80, 30),
    ('Telephone numbers',            '',                 'phone',  10 * 86400,   2.3, 80, 30),
    ('Files by SHA-256',             '',                 'sha256', 364 * 86400,  1,   80, 30),
    ('Files by SHA-1',               '',                 'sha1',   364 * 86400,  1,   80, 30),
    ('Files by MD5',                 '',                 'md5',    364 * 86400,  1,   80, 30),
    ('Reports',                      'report',           '',       364 * 86400,  1,   80, 1),
    ('Incidents',                    'incident',         '',       364 * 86400,  1,   80, 1),
    ('Sightings',                    'sighting',         '',       364 * 86400,  1,   80, 1),
    ('Courses of action',            'course-of-action', '',       364 * 86400,  1,   80, 1),
    ('Attack patterns',              'attack-pattern',   '',       1440 * 86400, 1,   80, 1),
    ('Malware',                      'malware',          '',       1440 * 86400, 1,   80, 1),
    ('Tools',                        'tool',             '',       1440 * 86400, 1,   80, 1),
    ('Campaigns',                    'campaign',         '',       2000 * 86400, 1,   80, 1),
    ('Threat actors',                'threat-actor',     '',       2000 * 86400, 1,   80, 1),
    ('Intrusion sets',               'intrusion-set',    '',       2000 * 86400, 1,   80, 1);

-- Which versions of indicators are detection rules of other languages than STIX patterns: few among millions, so they have a
-- table of their own, and the others pay nothing.
create table detection_rule (
    version_key bigint not null primary key,
    object_key  bigint not null,
    language    text   not null                       -- pattern_type: yara, sigma, snort, suricata
);
create index detection_rule_language on detection_rule (language, object_key);

-- Those that are here already. A text that only looks like one is told when it is read.
insert into detection_rule (version_key, object_key, language)
select v.key, v.object_key, l.language
from object o join version v on v.object_key = o.key
cross join lateral (
    select substring(v.json from '"pattern_type"\s*:\s*"(yara|sigma|snort|suricata)"') as language) l
where o.type_id = 1 and l.language is not null;

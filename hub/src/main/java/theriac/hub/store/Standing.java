package theriac.hub.store;

/// Of which claims a question is asked, as fragments of SQL with the parameter `visible`: of those that stand, or of
/// those that stood at a place of the ledger.
enum Standing {
    /// What stands.
    NOW,
    /// What stood at the parameter `place`, as far as it is known now: later claims, ends and marks count for nothing.
    THEN;

    /// The claims on an object: a subquery; those with an empty `withdrawn_seq` stand.
    ///
    /// @param object an expression of the key of the object
    String probe(String object) {
        return this == NOW ? ClaimProbe.of(object) : ClaimProbe.then(object);
    }

    /// Where the unbroken visible presence of the claimed version began ([Timeline] in SQL).
    private String presentSince() {
        return """
            (select max(s.from_seq) from (
               select s.from_seq, max(s.to_seq) over (order by s.from_seq
                        rows between unbounded preceding and 1 preceding) as reach
               from (select x.seq as from_seq, 9223372036854775807 as to_seq from claim x
                     where x.object_key = c.object_key and x.version_key = c.version_key
                       and x.withdrawn_seq is null and x.audience_id = any(:visible)%1$s
                     union all
                     select x.from_seq, %2$s from claim_end x
                     where x.object_key = c.object_key and x.version_key = c.version_key
                       and x.audience_id = any(:visible)%3$s) s) s
             where s.reach is null or s.from_seq > s.reach)""".formatted(
                this == NOW ? "" : " and x.seq <= :place",
                this == NOW ? "x.to_seq" : "case when x.to_seq > :place then 9223372036854775807 else x.to_seq end",
                this == NOW ? "" : " and x.from_seq <= :place");
    }

    /// The labels of the version `v`, with the hub's own marks.
    private String labels() {
        return this == NOW
                ? "v.labels"
                : "coalesce((select m.labels from mark_change m where m.version_key = v.key and m.seq > :place"
                        + " order by m.seq limit 1), v.labels) as labels";
    }

    /// The effective version of an object, as [Timeline] and [VersionOrder] define it: no row when nothing
    /// visible stands. Which of several versions was seen first only matters, and is only computed, where there are
    /// several. Versions are probed by key, whatever joins the statement around it may use: one that reads whole
    /// tables would read all versions again for each object.
    ///
    /// @param object an expression of the key of the object
    String effective(String object) {
        return """
            (select v.key as version_key, v.name, v.revoked, v.modified, v.created, v.seen, v.valid_until, %s,
                    max(c.seq) over () as added
             from\s""".formatted(labels()) + probe(object) + """
             c cross join lateral (select * from version x where x.key = c.version_key offset 0) v
             where c.withdrawn_seq is null and c.audience_id = any(:visible)
             order by v.modified desc nulls last,
                      case when v.modified is null then ''
                           else rtrim(substring(v.modified_text from 20), '0Z.') end collate "C" desc,
                      case when count(*) over () > 1 then\s""" + presentSince() + """
             else 0 end,
                      v.key desc
             limit 1)""";
    }

    /// Sightings of `o` that the viewer may see and that stand, and say when: `r.seen`. From the latest on when
    /// they are asked for in that order, so that an object that was sighted a million times costs no more than
    /// one.
    String sightings() {
        return """
            from object_reference r
            cross join lateral\s""" + effective("r.object_key") + """
             s
            where r.target_key = o.key and r.property = 'sighting_of_ref' and r.seen is not null
              and s.version_key = r.version_key and not s.revoked""";
    }

    /// When the viewer's latest sighting of `o` saw it; null when there is none.
    String lastSeen() {
        return "(select r.seen " + sightings() + " order by r.seen desc limit 1)";
    }

    /// The visible claims on `o` with their sources `q`.
    String claims() {
        return """
            from %s c join source q on q.id = c.source_id
            where c.withdrawn_seq is null and c.audience_id = any(:visible)""".formatted(probe("o.key"));
    }
}

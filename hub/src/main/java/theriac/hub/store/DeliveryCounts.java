package theriac.hub.store;

/// What a delivery held and what became of it.
///
/// @param read records seen
/// @param created objects that this source had never claimed
/// @param revised new versions
/// @param unchanged claimed before
/// @param rejected records that could not be used; each has a finding
public record DeliveryCounts(long read, long created, long revised, long unchanged, long rejected) {

    public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0, 0);
}

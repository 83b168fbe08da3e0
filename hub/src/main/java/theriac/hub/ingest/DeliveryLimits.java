package theriac.hub.ingest;

import java.time.Duration;
import theriac.stix.json.JsonLimits;

/// What one delivery may cost: all input is hostile, also that of friends.
///
/// @param json what a reader holds at once
/// @param bytes of the whole delivery, unpacked
/// @param answer how long a partner's server may think
/// @param silence how long it may say nothing in the middle of a page
/// @param page how long one page may take, however steadily it drips
public record DeliveryLimits(JsonLimits json, long bytes, Duration answer, Duration silence, Duration page) {

    private static final long GIGABYTE = 1L << 30;

    /// 8 GB a delivery; a minute to answer, half a minute of silence, ten minutes a page.
    public static DeliveryLimits standard() {
        return new DeliveryLimits(
                JsonLimits.standard(),
                8 * GIGABYTE,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10));
    }
}

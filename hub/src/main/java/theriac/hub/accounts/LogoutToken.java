package theriac.hub.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// What an issuer says when somebody is logged out there, and when it is believed (OpenID Connect Back-Channel
/// Logout 1.0, sections 2.4 and 2.6). That it was not taken before is looked at by whoever keeps what was.
///
/// @param subject whom; empty: only the session is named
/// @param sid which session at the issuer; empty: all of hers
/// @param tokenId its `jti`
/// @param expiresAt until when it must be remembered
record LogoutToken(Optional<String> subject, Optional<String> sid, String tokenId, Instant expiresAt) {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /// How far the clocks may be apart.
    private static final Duration SKEW = Duration.ofMinutes(1);

    /// The standard asks for short ones, two minutes; longer than a day nobody remembers them here.
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int LONGEST_TEXT = 255;

    /// Everything but the signature, which was right.
    static OAuth2TokenValidatorResult judge(Jwt token, Issuer issuer, Clock clock) {
        return fault(token, issuer, clock.instant())
                .map(why -> OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_request", why, null)))
                .orElseGet(OAuth2TokenValidatorResult::success);
    }

    private static Optional<String> fault(Jwt token, Issuer issuer, Instant now) {
        var claims = token.getClaims();
        var type = String.valueOf(token.getHeaders().getOrDefault("typ", "logout+jwt"));
        if (!type.equalsIgnoreCase("logout+jwt")
                && !type.equalsIgnoreCase("application/logout+jwt")
                && !type.equalsIgnoreCase("JWT")) {
            return Optional.of("it is another kind of token");
        }
        if (!issuer.address().equals(token.getClaimAsString("iss"))) {
            return Optional.of("it is of another issuer");
        }
        var audience = token.getAudience();
        if (audience == null || !audience.contains(issuer.client())) {
            return Optional.of("it is for another client");
        }
        if (claims.containsKey("nonce")) {
            return Optional.of("it has a nonce, as only tokens of a log-in have");
        }
        if (!(claims.get("events") instanceof Map<?, ?> events) || !(events.get(EVENT) instanceof Map<?, ?>)) {
            return Optional.of("it tells of no log-out");
        }
        var id = token.getId();
        if (id == null || id.isBlank() || id.length() > LONGEST_TEXT) {
            return Optional.of("it has no id");
        }
        if (named(token, "sub").isEmpty() && named(token, "sid").isEmpty()) {
            return Optional.of("it names nobody");
        }
        return time(token, now);
    }

    private static Optional<String> time(Jwt token, Instant now) {
        var issued = token.getIssuedAt();
        var expires = token.getExpiresAt();
        if (issued == null || issued.isAfter(now.plus(SKEW))) {
            return Optional.of("it does not say when it was made, or that is not yet");
        }
        if (expires == null || !expires.plus(SKEW).isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
            return Optional.of("its time is over, or too long");
        }
        return Optional.empty();
    }

    private static Optional<String> named(Jwt token, String claim) {
        return Optional.ofNullable(token.getClaimAsString(claim)).filter(text -> !text.isBlank());
    }

    /// Of a token that was judged.
    static LogoutToken of(Jwt token) {
        return new LogoutToken(
                named(token, "sub"),
                named(token, "sid"),
                String.valueOf(token.getId()),
                java.util.Objects.requireNonNull(token.getExpiresAt()).plus(SKEW));
    }
}

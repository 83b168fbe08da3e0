package theriac.hub.accounts;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;
import theriac.hub.core.KeyStrength;
import theriac.hub.core.Problem;

/// One issuer as Spring Security's client talks with it: authorization code with PKCE (RFC 7636), state and
/// nonce; the identity token's signature, `iss`, `aud`, `azp`, times and nonce are checked by the framework.
/// Only asymmetric signatures count. Made for one log-in; every question to the issuer goes through the
/// [Issuers.Door].
final class IssuerClient {

    /// The workbench's page to which the issuer sends people back.
    static final String RETURN = "/signed-in";

    private static final Logger LOG = LoggerFactory.getLogger(IssuerClient.class);
    private static final int LONGEST_SUBJECT = 255;

    private final Issuer issuer;
    private final OIDCProviderMetadata metadata;
    private final ClientRegistration registration;
    private final ClientHttpRequestFactory door;
    private final String returnAddress;
    private final Clock clock;

    IssuerClient(
            Issuer issuer, @Nullable String secret, ClientHttpRequestFactory door, String returnAddress, Clock clock) {
        this.issuer = issuer;
        this.metadata = parse(issuer.metadata(), issuer.address());
        this.door = door;
        this.returnAddress = returnAddress;
        this.clock = clock;
        this.registration = registration(issuer, metadata, secret, returnAddress);
    }

    /// What must be remembered until the answer.
    ///
    /// @param address to which the browser goes
    record Begun(String state, String nonce, String verifier, String address) {}

    /// What the browser brought back.
    ///
    /// @param iss who answers, as it says itself (RFC 9207)
    record Answer(String code, String state, Optional<String> iss) {}

    /// The issuer's own description.
    ///
    /// @throws Problem when there is none, or it is another's
    static String describe(String address, ClientHttpRequestFactory door) {
        var at = URI.create(address.replaceAll("/+$", "") + "/.well-known/openid-configuration");
        try {
            var text = RestClient.builder()
                    .requestFactory(door)
                    .build()
                    .get()
                    .uri(at)
                    .retrieve()
                    .body(String.class);
            parse(String.valueOf(text), address);
            return String.valueOf(text);
        } catch (RestClientException refused) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The issuer does not describe itself at %s: %s".formatted(at, refused.getMessage()));
        }
    }

    private static OIDCProviderMetadata parse(String text, String address) {
        OIDCProviderMetadata metadata;
        try {
            metadata = OIDCProviderMetadata.parse(text);
        } catch (ParseException unreadable) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "What stands there is no description of an issuer: %s".formatted(unreadable.getMessage()));
        }
        if (!metadata.getIssuer().getValue().equals(address)) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The issuer there calls itself %s: enter exactly that.".formatted(metadata.getIssuer()));
        }
        for (var endpoint : Stream.of(
                        metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI())
                .toList()) {
            Issuers.address(String.valueOf(endpoint).replaceAll("\\?.*", ""));
        }
        if (algorithms(metadata).isEmpty()) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The issuer signs in no way that the hub takes, such as RS256 or ES256.");
        }
        return metadata;
    }

    private static Set<SignatureAlgorithm> algorithms(OIDCProviderMetadata metadata) {
        var named = Optional.ofNullable(metadata.getIDTokenJWSAlgs()).orElse(List.of(JWSAlgorithm.RS256));
        var known = new LinkedHashSet<SignatureAlgorithm>();
        named.forEach(each ->
                Optional.ofNullable(SignatureAlgorithm.from(each.getName())).ifPresent(known::add));
        return known;
    }

    private static ClientRegistration registration(
            Issuer issuer, OIDCProviderMetadata metadata, @Nullable String secret, String returnAddress) {
        var scopes = new LinkedHashSet<>(List.of("openid"));
        Stream.of(issuer.scopes().split(" ")).filter(word -> !word.isEmpty()).forEach(scopes::add);
        return ClientRegistration.withRegistrationId(issuer.id().toString())
                .clientId(issuer.client())
                .clientSecret(secret == null ? "" : secret)
                .clientAuthenticationMethod(method(metadata, secret))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(returnAddress)
                .scope(scopes)
                .authorizationUri(metadata.getAuthorizationEndpointURI().toString())
                .tokenUri(metadata.getTokenEndpointURI().toString())
                .jwkSetUri(metadata.getJWKSetURI().toString())
                .issuerUri(issuer.address())
                .userNameAttributeName("sub")
                .build();
    }

    private static org.springframework.security.oauth2.core.ClientAuthenticationMethod method(
            OIDCProviderMetadata metadata, @Nullable String secret) {
        if (secret == null) {
            return org.springframework.security.oauth2.core.ClientAuthenticationMethod.NONE;
        }
        var offered = metadata.getTokenEndpointAuthMethods();
        return offered == null || offered.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                : org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_POST;
    }

    /// @param anew whether the issuer shall ask the person even though it knows her
    Begun begin(HttpServletRequest request, boolean anew) {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(id -> registration, "/");
        Consumer<OAuth2AuthorizationRequest.Builder> pkce = OAuth2AuthorizationRequestCustomizers.withPkce();
        resolver.setAuthorizationRequestCustomizer(builder -> {
            pkce.accept(builder);
            if (anew) {
                builder.additionalParameters(Map.of("prompt", "login", "max_age", "0"));
            }
        });
        var made = Objects.requireNonNull(resolver.resolve(request, registration.getRegistrationId()));
        return new Begun(
                Objects.requireNonNull(made.getState()),
                String.valueOf(made.<Object>getAttribute(OidcParameterNames.NONCE)),
                String.valueOf(made.<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                made.getAuthorizationRequestUri());
    }

    /// Whom the issuer means.
    ///
    /// @param subject not blank
    record Believed(String subject, OidcIdToken token) {}

    /// Fetches the identity token for the code, and believes it or not.
    ///
    /// @throws Problem when anything about the answer is not right
    Believed judge(Begun begun, Answer answer) {
        boolean namesItself = metadata.supportsAuthorizationResponseIssuerParam();
        if (answer.iss().map(iss -> !iss.equals(issuer.address())).orElse(namesItself)) {
            LOG.warn("An answer for {} came from another issuer", issuer.name());
            throw refused();
        }
        var request = OAuth2AuthorizationRequest.authorizationCode()
                .clientId(issuer.client())
                .authorizationUri(metadata.getAuthorizationEndpointURI().toString())
                .redirectUri(returnAddress)
                .scopes(registration.getScopes())
                .state(begun.state())
                .attributes(all -> {
                    all.put(OidcParameterNames.NONCE, begun.nonce());
                    all.put(PkceParameterNames.CODE_VERIFIER, begun.verifier());
                })
                .build();
        var response = OAuth2AuthorizationResponse.success(answer.code())
                .redirectUri(returnAddress)
                .state(answer.state())
                .build();
        try {
            var token = new OAuth2LoginAuthenticationToken(
                    registration, new OAuth2AuthorizationExchange(request, response));
            var believed = Objects.requireNonNull(framework().authenticate(token));
            var identity = ((OidcUser) Objects.requireNonNull(believed.getPrincipal())).getIdToken();
            return new Believed(String.valueOf(identity.getSubject()), identity);
        } catch (AuthenticationException refusal) {
            LOG.warn("The log-in through {} was refused: {}", issuer.name(), shortly(refusal));
            throw refused();
        }
    }

    private Problem refused() {
        return Problem.of(
                Problem.Code.NOT_AUTHENTICATED,
                "The log-in through %s did not succeed. Try again; if it goes on, tell your administrator."
                        .formatted(issuer.name()));
    }

    private OidcAuthorizationCodeAuthenticationProvider framework() {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(door)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        // The identity token says all that the hub wants to know: no further question about the person.
        var provider = new OidcAuthorizationCodeAuthenticationProvider(tokens, asked -> {
            var subject = asked.getIdToken().getSubject();
            if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
                throw new OAuth2AuthenticationException("the token names nobody");
            }
            return new DefaultOidcUser(List.of(), asked.getIdToken());
        });
        provider.setJwtDecoderFactory(client -> decoder());
        return provider;
    }

    /// Whom the issuer says to be logged out there.
    ///
    /// @param token as it sent it
    /// @throws Problem when anything about it is not right
    LogoutToken loggedOut(String token) {
        var decoder = signed(true);
        decoder.setJwtValidator(jwt -> LogoutToken.judge(jwt, issuer, clock));
        try {
            return LogoutToken.of(decoder.decode(token));
        } catch (JwtException refusal) {
            LOG.warn("A log-out of {} was refused: {}", issuer.name(), shortly(refusal));
            throw Problem.badRequest("This is no logout token of %s that the hub believes.".formatted(issuer.name()));
        }
    }

    /// What stands in it may be the issuer's own text.
    private static String shortly(RuntimeException refusal) {
        var why = String.valueOf(refusal.getMessage()).replaceAll("\\p{C}+", " ");
        return why.substring(0, Math.min(why.length(), 300));
    }

    /// @param anyType whether tokens are taken that say to be of a kind of their own, as logout tokens do
    private NimbusJwtDecoder signed(boolean anyType) {
        return NimbusJwtDecoder.withJwkSetUri(metadata.getJWKSetURI().toString())
                .validateType(!anyType)
                .restOperations(new RestTemplate(door))
                .jwsAlgorithms(all -> {
                    all.clear();
                    all.addAll(algorithms(metadata));
                })
                .jwtProcessorCustomizer(tokens -> tokens.setJWSKeySelector(longEnough(tokens.getJWSKeySelector())))
                .build();
    }

    /// The same without keys that can be broken: what they signed counts as signed by nobody.
    static <C extends SecurityContext> JWSKeySelector<C> longEnough(JWSKeySelector<C> keys) {
        return (header, context) -> keys.selectJWSKeys(header, context).stream()
                .filter(key -> !(key instanceof PublicKey signer)
                        || KeyStrength.tooShort(signer).isEmpty())
                .toList();
    }

    private JwtDecoder decoder() {
        var decoder = signed(false);
        var identity = new OidcIdTokenValidator(registration);
        identity.setClock(clock);
        var times = new JwtTimestampValidator();
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, identity));
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }

    /// Where the browser goes so that the issuer forgets the person too (OpenID Connect RP-Initiated Logout
    /// 1.0); empty when it does not offer that.
    Optional<String> farewell(String idToken, String home) {
        return Optional.ofNullable(metadata.getEndSessionEndpointURI())
                .map(end -> UriComponentsBuilder.fromUri(end)
                        .queryParam("id_token_hint", idToken)
                        .queryParam("client_id", "{client}")
                        .queryParam("post_logout_redirect_uri", "{home}")
                        .encode()
                        .buildAndExpand(Map.of("client", issuer.client(), "home", home))
                        .toUriString());
    }
}

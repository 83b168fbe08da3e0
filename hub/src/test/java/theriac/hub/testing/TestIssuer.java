package theriac.hub.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/// An OpenID Connect issuer on loopback: Spring's own authorization server with a few people, each in the
/// groups named after her. Some of them get tokens that are wrong in one way. The browser tests start it with
/// [#main].
public final class TestIssuer implements AutoCloseable {

    public static final String CLIENT = "theriac";
    public static final String SECRET = "a secret for tests";

    /// Of everybody there.
    public static final String PASSWORD = "a password elsewhere";

    private static final List<User> PEOPLE = List.of(
            person("ann@north.example", "SOC", "Everybody"),
            person("bea@north.example", "Everybody"),
            person("root", "Everybody"),
            person("wrong-nonce"),
            person("wrong-audience"),
            person("wrong-issuer"),
            person("no-subject"),
            person("old-token"),
            person("long-ago"),
            person("never-asked"));

    private final ConfigurableApplicationContext context;

    private TestIssuer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param port 0 takes a free one
    /// @param hub the address to which people go back, without a path
    public static TestIssuer start(int port, String hub) {
        var application = new SpringApplication(Wiring.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.port", port,
                "issuer.hub", hub,
                // Beside a hub of the same name: cookies know no ports.
                "server.servlet.session.cookie.name", "ISSUER",
                "springdoc.api-docs.enabled", "false",
                "logging.level.root", "ERROR"));
        return new TestIssuer(application.run());
    }

    /// Another site than the hub's 127.0.0.1 for a browser.
    public String address() {
        return "http://localhost:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    /// A token that this issuer signs.
    ///
    /// @param type for the header
    public String sign(String type, Map<String, Object> claims) {
        var header = JwsHeader.with(SignatureAlgorithm.RS256).type(type).build();
        var body = JwtClaimsSet.builder().claims(all -> all.putAll(claims)).build();
        return new NimbusJwtEncoder(keys())
                .encode(JwtEncoderParameters.from(header, body))
                .getTokenValue();
    }

    @SuppressWarnings("unchecked")
    private JWKSource<SecurityContext> keys() {
        return context.getBean("keys", JWKSource.class);
    }

    @Override
    public void close() {
        context.close();
    }

    public static void main(String[] arguments) {
        var issuer = start(Integer.parseInt(arguments[0]), arguments[1]);
        System.out.println("The issuer listens at " + issuer.address());
    }

    private static User person(String name, String... groups) {
        return (User) User.withUsername(name)
                .password("{noop}" + PASSWORD)
                .authorities(groups)
                .build();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wiring {

        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .formLogin(Customizer.withDefaults())
                    // Not as the only way in: then there would be no form.
                    .exceptionHandling(faults -> faults.defaultAuthenticationEntryPointFor(
                            new LoginUrlAuthenticationEntryPoint("/login"),
                            new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(List.copyOf(PEOPLE));
        }

        @Bean
        RegisteredClientRepository clients(Environment environment) {
            var hub = environment.getRequiredProperty("issuer.hub");
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(hub + "/signed-in")
                    .postLogoutRedirectUri(hub + "/")
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        /// Without an address: it is the one that was asked.
        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws GeneralSecurityException {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    .keyID(UUID.randomUUID().toString())
                    .build()));
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> groups() {
            return token -> {
                if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    token.getClaims()
                            .claim(
                                    "groups",
                                    token.getPrincipal().getAuthorities().stream()
                                            .map(GrantedAuthority::getAuthority)
                                            .toList())
                            .claim("email", token.getPrincipal().getName());
                    spoil(token);
                }
            };
        }

        private static void spoil(JwtEncodingContext token) {
            var claims = token.getClaims();
            switch (token.getPrincipal().getName()) {
                case "wrong-nonce" -> claims.claim("nonce", "of another log-in");
                case "wrong-audience" -> claims.audience(List.of("another client"));
                case "wrong-issuer" -> claims.issuer("https://issuer.example");
                case "no-subject" -> claims.subject("");
                case "old-token" ->
                    claims.issuedAt(java.time.Instant.now().minusSeconds(7200))
                            .expiresAt(java.time.Instant.now().minusSeconds(3600));
                // Right to log in with, and no proof that somebody was asked just now.
                case "long-ago" ->
                    claims.claim("auth_time", Date.from(java.time.Instant.now().minusSeconds(3600)));
                case "never-asked" -> claims.claims(all -> all.remove("auth_time"));
                default -> {}
            }
        }
    }
}

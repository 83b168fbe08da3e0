package theriac.hub.app;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import theriac.hub.accounts.CallerFilter;
import theriac.hub.accounts.ClientCertificates;
import theriac.hub.accounts.RequestGuard;
import theriac.hub.accounts.Sessions;
import theriac.hub.accounts.Tokens;
import theriac.hub.accounts.Viewers;
import theriac.hub.audit.AuditTrail;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Outage;
import theriac.hub.scan.VirusScan;
import theriac.hub.web.Paces;
import theriac.hub.web.ProblemAnswers;
import theriac.hub.web.RepeatedParameters;
import theriac.hub.web.RequestTrail;
import theriac.hub.web.ScannedUploads;
import theriac.hub.web.Senders;
import theriac.hub.web.WorkbenchRoutes;
import theriac.hub.web.WrongKeys;
import theriac.taxii.server.RateLimit;
import theriac.taxii.server.TokenBuckets;

/// How requests come in: security headers, who calls, what a route asks.
@Configuration(proxyBeanMethods = false)
class WebWiring {

    /// Scripts only from the hub itself and never inline; styles also inline, because the component kit
    /// sizes things that way.
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// Octets, for each open connection.
    private static final int WRITTEN_AT_ONCE = 64 << 10;

    /// By default the headers are added when an answer is sent, which an answer of another filter, or one
    /// without a body, escapes.
    private static final ObjectPostProcessor<HeaderWriterFilter> HEADERS_FIRST = new ObjectPostProcessor<>() {
        @Override
        public <T extends HeaderWriterFilter> T postProcess(T filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    };

    @Bean
    SecurityFilterChain security(HttpSecurity http, HubConfig config) {
        boolean behindTls = config.publicUrl().startsWith("https:");
        return http.csrf(AbstractHttpConfigurer::disable) // the CallerFilter checks X-CSRF against the session
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(c -> c.securityContextRepository(new NullSecurityContextRepository()))
                .authorizeHttpRequests(all -> all.anyRequest().permitAll()) // the RequestGuard asks each route
                .headers(headers -> headers.withObjectPostProcessor(HEADERS_FIRST)
                        .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        // The last step from the proxy to here is plain; the first one must never be.
                        .httpStrictTransportSecurity(
                                hsts -> hsts.requestMatcher(request -> behindTls || request.isSecure())
                                        .maxAgeInSeconds(Duration.ofDays(365).toSeconds())
                                        .includeSubDomains(true))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .cacheControl(cache -> cache.disable())
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()")))
                .build();
    }

    /// No passwords of the framework's own: Spring Boot would otherwise make one up and print it.
    @Bean
    UserDetailsService noUsersOfTheFramework() {
        return new InMemoryUserDetailsManager();
    }

    /// A page of a thousand objects is half a megabyte: in pieces of 8 kB it would be sixty calls of the
    /// system, each of which wakes the client.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeWrites() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(WRITTEN_AT_ONCE)));
    }

    @Bean
    FilterRegistrationBean<CallerFilter> callerFilter(
            Sessions sessions,
            Tokens tokens,
            Viewers viewers,
            HubConfig config,
            Clock clock,
            Paces paces,
            AuditTrail trail,
            Outage outage,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        var certificates = new ClientCertificates(config.certificateProxies(), clock);
        var registration = new FilterRegistrationBean<>(new CallerFilter(
                sessions,
                tokens,
                viewers,
                certificates,
                config.publicUrl(),
                new WrongKeys(trail, clock),
                paces,
                new Senders(config.web().proxies()),
                outage,
                answers));
        registration.addUrlPatterns(
                "/api/*",
                "/taxii2/*",
                "/lists/*",
                "/exports/*",
                "/misp/*",
                "/csaf/*",
                "/.well-known/*",
                "/warnings",
                "/warnings/*");
        return registration;
    }

    @Bean
    Paces paces(HubConfig config, Clock clock) {
        var web = config.web();
        return new Paces(
                perMinute(web.perClient(), clock),
                perMinute(web.perOrganization(), clock),
                perMinute(web.perAddress(), clock));
    }

    /// @param requests as many at once as in a minute; 0 for no limit
    static <C> Paces.Buckets<C> perMinute(int requests, Clock clock) {
        RateLimit<C> buckets = requests == 0
                ? RateLimit.none()
                : new TokenBuckets<>(requests, Duration.ofMinutes(1).dividedBy(requests), clock);
        return buckets::refusal;
    }

    @Bean
    RequestGuard requestGuard(Clock clock) {
        return new RequestGuard(clock);
    }

    @Bean
    VirusScan virusScan(HubConfig config) {
        return VirusScan.by(config.virusScanner());
    }

    @Bean
    ScannedUploads scannedUploads(VirusScan scan, HubConfig config) {
        return new ScannedUploads(scan, config.dataFolder().resolve("spool"));
    }

    @Bean
    FilterRegistrationBean<ScannedUploads> scannedUploadsFilter(ScannedUploads uploads) {
        var registration = new FilterRegistrationBean<>(uploads);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    @Bean
    WebMvcConfigurer guarding(RequestGuard guard, RequestTrail trail, ScannedUploads uploads) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                // First, so that it hears of what the guard refuses.
                registry.addInterceptor(trail);
                registry.addInterceptor(guard);
                registry.addInterceptor(new RepeatedParameters());
                registry.addInterceptor(uploads);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(guard);
            }
        };
    }

    @Bean
    WorkbenchRoutes workbenchRoutes() {
        return new WorkbenchRoutes();
    }

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }
}

package io.atomicdatasets.web;

import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.job.InvalidSettingException;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Access: everything is open as long as no key is configured, which only a loopback address allows; with a key, everything
 * needs it except the static page, the description of the API and the health probes.
 *
 * <p>Changes from other sites' pages are refused by {@link HostAndOriginFilter} and by the cookie's SameSite, so there are no CSRF
 * tokens.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(HttpSettings.class)
class SecurityConfiguration {
    private static final String[] OPEN_TO_READ = {
        "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/health/**"
    };

    @Bean
    @ConditionalOnProperty("atomic-datasets.api-key-file")
    ApiKey apiKey(@Value("${atomic-datasets.api-key-file}") Path file, Clock clock) {
        try {
            return ApiKey.in(file, clock);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "api-key-file",
                    file + " (" + DiskFailure.describe(e) + ")",
                    "a file with a key of 16 characters or more, or one that does not exist and is made with a new key");
        }
    }

    /** Before all filters that know of keys: a foreign page is refused before it is asked for a key. */
    @Bean
    FilterRegistrationBean<HostAndOriginFilter> hostsAndOrigins(
            HttpSettings settings, Optional<ApiKey> key, Reception reception) {
        FilterRegistrationBean<HostAndOriginFilter> filter =
                new FilterRegistrationBean<>(new HostAndOriginFilter(settings, key.isPresent(), reception));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    /** Before all that look at paths. */
    @Bean
    FilterRegistrationBean<PathPrefixFilter> pathPrefixes() {
        FilterRegistrationBean<PathPrefixFilter> prefixes = new FilterRegistrationBean<>(new PathPrefixFilter());
        prefixes.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        prefixes.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return prefixes;
    }

    /** Around all others, so that every answer that one of them gives is sent without a thread. */
    @Bean
    FilterRegistrationBean<AnswerFilter> answers(Reception reception) {
        FilterRegistrationBean<AnswerFilter> answers = new FilterRegistrationBean<>(new AnswerFilter(reception));
        answers.setOrder(Ordered.HIGHEST_PRECEDENCE);
        answers.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return answers;
    }

    /** After authentication, so that only bodies of authenticated requests take memory. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodies(Reception reception) {
        FilterRegistrationBean<BodyFilter> bodies = new FilterRegistrationBean<>(new BodyFilter(reception));
        bodies.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return bodies;
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, Optional<ApiKey> key, Reception reception) {
        http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        if (key.isEmpty()) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        } else {
            http.addFilterBefore(new KeyFilter(key.get()), AuthorizationFilter.class)
                    .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll()
                            .requestMatchers(HttpMethod.GET, StaticFiles.PATHS)
                            .permitAll()
                            .requestMatchers(HttpMethod.HEAD, StaticFiles.PATHS)
                            .permitAll()
                            .requestMatchers(HttpMethod.GET, OPEN_TO_READ)
                            .permitAll()
                            .requestMatchers(HttpMethod.HEAD, OPEN_TO_READ)
                            .permitAll()
                            .requestMatchers("/session")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .exceptionHandling(failures -> failures.authenticationEntryPoint(keyWanted(reception)));
        }
        return http.build();
    }

    /** URLs that could be read as another path than the one they show. */
    @Bean
    RequestRejectedHandler malformedUrls(Reception reception) {
        ProblemDetail problem = ProblemType.MALFORMED_URL.problem(
                "Write paths plainly: no dots as steps, no empty steps, no encoded slashes, no semicolons.");
        return (request, response, rejection) -> reception.refuse(request, response, problem);
    }

    private static AuthenticationEntryPoint keyWanted(Reception reception) {
        ProblemDetail problem = ProblemType.KEY_WANTED.problem(
                "Send the API key as Authorization: Bearer or as " + KeyFilter.KEY_HEADER + ".");
        return (request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            reception.refuse(request, response, problem);
        };
    }

    /** There are no users, and none is to be made up with a password in the log. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException("there are no users");
        };
    }
}

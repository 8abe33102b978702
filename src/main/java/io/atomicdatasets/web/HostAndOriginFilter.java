package io.atomicdatasets.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests under a host name that is not the service's (against DNS rebinding), and unsafe methods from pages of other
 * origins (against cross-site request forgery).
 */
final class HostAndOriginFilter extends OncePerRequestFilter {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String SWAGGER_UI = "/swagger-ui";
    private static final String NEVER =
            "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String POLICY = "default-src 'self'" + NEVER;
    /** Swagger UI styles itself inline, draws icons from data URLs and shows pictures that it was answered from blobs. */
    private static final String SWAGGER_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:" + NEVER;

    private static final String HEALTH = "/actuator/health";
    private static final String METRICS = "/actuator/prometheus";

    private final Set<String> hosts = new TreeSet<>(LOOPBACK_HOSTS);
    private final Set<String> origins;
    private final boolean keyIsRequired;
    private final Reception reception;

    /**
     * A filter for the hosts and origins of these settings, beside the loopback names.
     *
     * @param keyIsRequired whether metrics are behind the API key, and so may be asked for under any host name
     */
    HostAndOriginFilter(HttpSettings settings, boolean keyIsRequired, Reception reception) {
        settings.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        origins = Set.copyOf(settings.allowedOrigins());
        this.keyIsRequired = keyIsRequired;
        this.reception = reception;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        response.setHeader("Content-Security-Policy", path.startsWith(SWAGGER_UI) ? SWAGGER_POLICY : POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        String host = request.getHeader(HttpHeaders.HOST);
        if (!isForProbes(path) && (host == null || !hosts.contains(nameOf(host)))) {
            refuse(request, response, ProblemType.FOREIGN_HOST, "Known are " + String.join(", ", hosts) + ".");
            return;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean isOwn = origin == null
                || origin.equalsIgnoreCase(request.getScheme() + "://" + host)
                || origins.contains(origin);
        if (!SAFE_METHODS.contains(request.getMethod()) && !isOwn) {
            refuse(
                    request,
                    response,
                    ProblemType.FOREIGN_ORIGIN,
                    "Use the service's own page, or a client that is no page.");
            return;
        }
        if (!PercentEncoding.isSound(request.getQueryString())) {
            refuse(
                    request,
                    response,
                    ProblemType.MALFORMED_URL,
                    "In the query, write % only before two hexadecimal digits, and characters in UTF-8.");
            return;
        }
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        reception.refuse(request, response, type.problem(detail));
    }

    /** Probes and scrapers use addresses that cannot be configured beforehand; what they are told is no secret. */
    private boolean isForProbes(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/") || (keyIsRequired && path.equals(METRICS));
    }

    /** The host without its port, and without the trailing dot of an absolute domain name. */
    private static String nameOf(String host) {
        return host.replaceFirst("\\.?(:[0-9]*)?$", "").toLowerCase(Locale.ROOT);
    }
}

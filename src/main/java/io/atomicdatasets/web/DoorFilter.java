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
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in what means this service: requests under a host name that it knows (against DNS rebinding), and changes from
 * pages of its own (against cross-site requests).
 */
final class DoorFilter extends OncePerRequestFilter {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String SWAGGER_UI = "/swagger-ui";
    private static final String POLICY = "default-src 'self'; frame-ancestors 'none'";
    /** Swagger UI styles itself inline and draws icons from data URLs. */
    private static final String SWAGGER_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private final Set<String> hosts = new TreeSet<>(LOOPBACK_HOSTS);
    private final Set<String> origins;
    private final JsonMapper mapper;

    DoorFilter(DoorSettings settings, JsonMapper mapper) {
        settings.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        origins = Set.copyOf(settings.allowedOrigins());
        this.mapper = mapper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean swagger = request.getRequestURI().startsWith(SWAGGER_UI);
        response.setHeader("Content-Security-Policy", swagger ? SWAGGER_POLICY : POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !hosts.contains(withoutPort(host))) {
            refuse(response, ProblemType.FOREIGN_HOST.problem("Known are " + String.join(", ", hosts) + "."));
            return;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean own = origin == null
                || origin.equalsIgnoreCase(request.getScheme() + "://" + host)
                || origins.contains(origin);
        if (!HARMLESS.contains(request.getMethod()) && !own) {
            refuse(
                    response,
                    ProblemType.FOREIGN_ORIGIN.problem("Use the service's own page, or a client that is no page."));
            return;
        }
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(problem));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }
}

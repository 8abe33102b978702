package io.atomicdatasets.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates requests that bring the API key in a header, or the cookie of a session. */
final class KeyFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFilter.class);

    static final String KEY_HEADER = "X-API-Key";
    static final String COOKIE = "atomic_datasets_session";

    /** The name of an authentication by the key itself, not by a session. */
    static final String BY_KEY = "key";

    private static final String BEARER = "bearer ";

    private final ApiKey key;

    KeyFilter(ApiKey key) {
        this.key = key;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean keyIsShown = showsKey(request);
        if (!keyIsShown && bringsSomeKey(request)) {
            LOG.warn("a wrong API key was refused, from {}", request.getRemoteAddr());
        }
        if (keyIsShown || hasSession(request)) {
            String by = keyIsShown ? BY_KEY : "session";
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(by, null, List.of()));
        }
        chain.doFilter(request, response);
    }

    /** A request is dispatched again once its body has arrived, without the authentication of its first dispatch. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private boolean showsKey(HttpServletRequest request) {
        String header = request.getHeader(KEY_HEADER);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return (header != null && key.is(header))
                || (isBearer && key.is(authorization.substring(BEARER.length()).strip()));
    }

    private static boolean bringsSomeKey(HttpServletRequest request) {
        return request.getHeader(KEY_HEADER) != null || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    private boolean hasSession(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && key.isSession(cookie.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }
}
